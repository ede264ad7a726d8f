/** What a plan becomes: candidates everywhere first, then the rollout through all regions. */
import { groupOf, isCandidateOnly, readState } from '../../../lib/rollout';
import type { Group } from '../../../lib/rollout';
import type { Runner } from '../../../lib/runner';
import { createService } from './create';
import type { Inputs } from './inputs';
import { markStarted, withNet } from './net';
import { inEvery } from './regions';
import type { PlannedRegion } from './regions';
import type { DeployResult, RegionResult } from './report';
import { rolledOut } from './roll-out';
import type { Preparation, ReadyRegion } from './roll-out';
import { startCandidate } from './start';

/** A region with its candidate there, and what stood beside it. */
interface Put extends ReadyRegion {
  candidate: string;
  stable: string;
  /** It has to be rolled out: it is neither new nor finished already. */
  isOpen: boolean;
}

export async function carryOut(
  runner: Runner,
  inputs: Inputs,
  { regions, preparation }: { regions: readonly PlannedRegion[]; preparation: Preparation | undefined },
): Promise<Omit<DeployResult, 'plan'>> {
  const group = groupIn(runner, inputs, regions);
  markStarted(
    runner,
    regions.map(({ plan }) => plan.candidate),
  );
  const put = await inEvery(regions, (region) => candidateIn(runner, region, group));
  const open = put.filter(({ isOpen }) => isOpen);
  if (open.length === 0) return { result: 'created', regions: put.map(resultOf) };
  if (isCandidateOnly(inputs.policy.steps)) return { result: 'candidate', regions: put.map(resultOf) };
  const candidates = open.map(({ candidate }) => candidate);
  // A candidate may have got another name than was planned.
  markStarted(runner, candidates);
  const { regions: ended, ...outcome } = await withNet(runner, open, candidates, () =>
    rolledOut(runner, inputs, { regions: open, group, preparation }),
  );
  const after = new Map(ended.map((each) => [each.region, each]));
  const results = put.map((each): RegionResult => {
    const { service, left } = after.get(each.region) ?? {};
    return { ...resultOf(each), ...(service ? { service } : {}), ...(left === undefined ? {} : { left }) };
  });
  const threshold = ended[0]?.state.settings?.threshold;
  return { ...outcome, ...(threshold === undefined ? {} : { threshold }), regions: results };
}

/** The group that the candidates have begun in; a new one where none has. */
function groupIn(
  { environment, clock }: Runner,
  { waves }: Inputs,
  regions: readonly PlannedRegion[],
): Group {
  const records = regions.flatMap(({ plan, service }) => {
    const state = plan.do === 'resume' && service ? readState(service.annotations) : undefined;
    return state?.group ? [{ group: state.group, step: state.step }] : [];
  });
  const known = records.sort((one, other) => other.step - one.step)[0]?.group;
  return known ?? groupOf(waves, { now: clock.now(), run: environment.runUrl ?? '' });
}

async function candidateIn(runner: Runner, region: PlannedRegion, group: Group): Promise<Put> {
  const { plan, service, session, inputs } = region;
  const run = runner.environment.runUrl ?? '';
  if (plan.do === 'create') {
    const created = await createService(session, { plan, inputs, run, group });
    const candidate = created.latestReadyRevision ?? plan.candidate;
    return { ...region, service: created, candidate, stable: '', isOpen: false };
  }
  if (!service) throw new Error('a plan for an existing service needs the service');
  const { candidate, stable } = plan;
  if (plan.do === 'nothing') return { ...region, service, candidate, stable, isOpen: false };
  if (plan.do === 'resume') return { ...region, service, candidate, stable, isOpen: true };
  const started = await startCandidate(session, { plan, inputs, service, run, group });
  const named = readState(started.annotations)?.candidate ?? candidate;
  return { ...region, service: started, candidate: named, stable, isOpen: true };
}

const resultOf = ({ region, candidate, stable, service }: Put): RegionResult => ({
  region,
  candidate,
  stable,
  service,
});
