/** Carries a rollout out, with everything that it is judged by. */
import type { Service, Session } from '../../../lib/cloudrun';
import { ProbeLedger, watchTraffic } from '../../../lib/metrics';
import type { OwnRequest } from '../../../lib/metrics';
import { rollOut, trafficEvidence } from '../../../lib/rollout';
import type { Outcome, Probes, RolloutPorts, TrafficEvidence } from '../../../lib/rollout';
import type { Runner } from '../../../lib/runner';
import type { VerdictSettings } from '../../../lib/verdict';
import type { Inputs } from './inputs';
import type { Judgement } from './judgement';
import { probesOf, tagAddresses } from './probes';
import type { ProbeList } from './probes';

/** What was found out before the first write. */
export interface Preparation {
  judgement: Judgement;
  probes: ProbeList;
  /** Indexes of the probes that can judge anybody. */
  usable: readonly number[];
}

interface Undertaking {
  /** With the candidate ready. */
  service: Service;
  candidate: string;
  stable: string;
  /** Undefined where nobody is judged. */
  preparation: Preparation | undefined;
}

export async function rolledOut(
  runner: Runner,
  inputs: Inputs,
  session: Session,
  undertaking: Undertaking,
): Promise<Outcome> {
  const { cloudRun, patience } = session;
  const { service, preparation } = undertaking;
  const ledger = new ProbeLedger();
  const tell = (line: string): void => {
    runner.log.info(line);
  };
  const probes = preparation ? pairsOf(runner, inputs, { preparation, service, ledger }) : nothingToAsk;
  const traffic = preparation && trafficOf(runner, inputs, { undertaking, preparation, ledger, tell });
  const ports: RolloutPorts = { cloudRun, probes, patience, tell, ...(traffic ? { traffic } : {}) };
  const settings = preparation?.judgement.settings ?? inputs.settings;
  const run = runner.environment.runUrl ?? '';
  try {
    return await rollOut(ports, { service, policy: inputs.policy, settings, run });
  } finally {
    await probes.close();
  }
}

/** All the traffic at once, unjudged. */
const nothingToAsk: Probes = {
  warmUp: () => Promise.resolve(),
  gather: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

function pairsOf(
  runner: Runner,
  inputs: Inputs,
  { preparation, service, ledger }: { preparation: Preparation; service: Service; ledger: ProbeLedger },
): Probes {
  const { probes, usable } = preparation;
  const sent = (request: OwnRequest): void => {
    ledger.add(request);
  };
  return probesOf(runner, probes, { inputs, service, usable, sent });
}

interface Watching {
  undertaking: Undertaking;
  preparation: Preparation;
  ledger: ProbeLedger;
  tell: (line: string) => void;
}

/** The watch over real traffic, by the coins that the record of the rollout has fixed. */
function trafficOf(
  { clock }: Runner,
  inputs: Inputs,
  { undertaking, preparation, ledger, tell }: Watching,
): ((settings: VerdictSettings) => TrafficEvidence) | undefined {
  const { traffic } = preparation.judgement;
  if (!traffic) return undefined;
  const { candidate, stable, service } = undertaking;
  const sources = traffic.sources(Object.values(tagAddresses(service, inputs)));
  return ({ coins, slowerThan }) =>
    trafficEvidence({ candidate, stable }, clock, (splits) =>
      watchTraffic({
        ...{ candidate, stable, sources, ledger, splits, slowerThan, tell },
        coins: new Set(['failed', ...coins.map(({ name }) => name)]),
        since: clock.now(),
      }),
    );
}
