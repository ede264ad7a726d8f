/** Carries a rollout out, with everything that it is judged by. */
import type { Service } from '../../../lib/cloudrun';
import { trafficEvidence } from '../../../lib/evidence';
import { ProbeLedger, watchTraffic } from '../../../lib/metrics';
import type { OwnRequest, Traffic } from '../../../lib/metrics';
import { readState, rollOut } from '../../../lib/rollout';
import type { Group, Outcome, Probes, RegionSources } from '../../../lib/rollout';
import type { Runner } from '../../../lib/runner';
import type { VerdictSettings } from '../../../lib/verdict';
import type { Inputs } from './inputs';
import type { Judgement } from './judgement';
import { probesOf, tagAddresses } from './probes';
import type { ProbeList } from './probes';
import { RegionRecorder } from './recorder';
import type { Region } from './regions';
import { reported } from './timeline';

/** What was found out before the first write. */
export interface Preparation {
  judgement: Judgement;
  probes: ProbeList;
  /** By region: indexes of the probes that can judge anybody. */
  usable: ReadonlyMap<string, readonly number[]>;
}

/** A region with the candidate ready. */
export interface ReadyRegion extends Region {
  service: Service;
}

interface Undertaking {
  regions: readonly ReadyRegion[];
  group: Group;
  /** Undefined where nobody is judged. */
  preparation: Preparation | undefined;
}

export async function rolledOut(
  runner: Runner,
  inputs: Inputs,
  { regions, group, preparation }: Undertaking,
): Promise<Outcome> {
  const tell = (line: string): void => {
    runner.log.info(line);
  };
  const settings = preparation?.judgement.settings ?? inputs.settings;
  const recorded = regions.map((region) => ({ region, recorder: recorderOf(runner, region, settings) }));
  const members = recorded.map(({ region, recorder }) => ({
    ...sourcesOf(runner, region, { preparation, tell, recorder }),
    cloudRun: recorder.watched(),
    wave: region.wave,
    service: region.service,
  }));
  const [first] = regions;
  if (!first) throw new Error('a rollout goes through one region at least');
  const { patience, login } = first.session;
  const { policy, resumeWithin } = inputs;
  const run = runner.environment.runUrl ?? '';
  try {
    const recording = {
      startedAt: runner.clock.now(),
      regions: recorded.map(({ recorder }) => recorder),
    };
    return await reported(runner, inputs, recording, () =>
      rollOut({ patience, login, tell }, { regions: members, group, policy, settings, run, resumeWithin }),
    );
  } finally {
    await Promise.all(members.map(({ probes }) => probes.close()));
  }
}

function recorderOf(
  { clock }: Runner,
  { session, service }: ReadyRegion,
  settings: VerdictSettings,
): RegionRecorder {
  const record = readState(service.annotations);
  if (!record) throw new Error('a rollout goes on from the record on its service');
  return new RegionRecorder(clock, session.cloudRun, record, settings);
}

interface Judging {
  preparation: Preparation | undefined;
  tell: (line: string) => void;
  recorder: RegionRecorder;
}

function sourcesOf(
  runner: Runner,
  region: ReadyRegion,
  { preparation, tell, recorder }: Judging,
): RegionSources {
  if (!preparation) return { probes: nothingToAsk };
  const ledger = new ProbeLedger();
  const sent = (request: OwnRequest): void => {
    ledger.add(request);
    recorder.probed(request);
  };
  const { inputs, service } = region;
  const usable = preparation.usable.get(region.region) ?? [];
  const probes = probesOf(runner, preparation.probes, { inputs, service, usable, sent });
  const traffic = preparation.judgement.traffic.get(region.region);
  return traffic
    ? { probes, traffic: watching(runner, region, { traffic, ledger, tell, recorder }) }
    : { probes };
}

/** All the traffic at once, unjudged. */
const nothingToAsk: Probes = {
  warmUp: () => Promise.resolve(),
  gather: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

interface Watching {
  traffic: Traffic;
  ledger: ProbeLedger;
  tell: (line: string) => void;
  recorder: RegionRecorder;
}

/** The watch over real traffic, by the coins that the record of the rollout has fixed. */
function watching(
  { clock }: Runner,
  { service, inputs }: ReadyRegion,
  { traffic, ledger, tell, recorder }: Watching,
): NonNullable<RegionSources['traffic']> {
  const record = readState(service.annotations);
  const { candidate, stable } = record ?? { candidate: '', stable: '' };
  const sources = traffic.sources(Object.values(tagAddresses(service, inputs)));
  return ({ coins, slowerThan }, since) =>
    trafficEvidence({ candidate, stable }, clock, (splits) =>
      recorder.counted(
        watchTraffic({
          ...{ candidate, stable, sources, ledger, splits, slowerThan, tell, since },
          coins: new Set(['failed', ...coins.map(({ name }) => name)]),
        }),
      ),
    );
}
