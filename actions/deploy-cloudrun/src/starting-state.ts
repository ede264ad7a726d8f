/** The first write of a rollout: traffic, record and memory as they are when the candidate begins. Pure. */
import { declaredTraffic, pinned, revisionTagged, tagged } from '../../../lib/cloudrun';
import type { Service, Template, TrafficEntry } from '../../../lib/cloudrun';
import {
  failedTagOf,
  failureOf,
  identityOf,
  identityOn,
  leaseUntil,
  planInWords,
  promotedBefore,
  readFailures,
  readState,
  tagsOf,
  trafficHash,
  withoutFailure,
  withState,
} from '../../../lib/rollout';
import type { Failure, Group, RolloutState } from '../../../lib/rollout';
import { Refusal } from '../../../lib/runner';
import { emptyState } from '../../../lib/verdict';
import type { Inputs } from './inputs';

/** What a rollout begins with. */
export interface Beginning {
  inputs: Inputs;
  /** Unix time in milliseconds. */
  now: number;
  /** The page of the workflow run, or ''. */
  run: string;
  group: Group;
}

interface Candidate {
  candidate: string;
  stable: string;
  /** Undefined where the candidate exists already. */
  template?: Template;
}

/** The candidate gets its tag and no traffic, and the record begins. */
export function startingState(
  service: Service,
  plan: Candidate,
  beginning: Beginning,
): { traffic: TrafficEntry[]; state: RolloutState; annotations: Record<string, string> } {
  const { inputs, now, run, group } = beginning;
  const { candidate, stable } = plan;
  const before = readState(service.annotations);
  const traffic = startingTraffic(service, plan, beginning);
  const at = new Date(now).toISOString();
  const state: RolloutState = {
    version: 2,
    group,
    candidate,
    stable,
    tagPrefix: inputs.tagPrefix,
    plan: planInWords(inputs.policy.steps),
    step: -1,
    stepStartedAt: at,
    status: 'candidate',
    leaseUntil: leaseUntil(now, 0, inputs.policy),
    verdict: emptyState(),
    traffic: trafficHash(traffic, inputs.tagPrefix),
    ...inOrder(inputs),
    ...promotedBefore(before),
    ...(plan.template ? identityOf(plan.template) : identityOn(service, candidate, before)),
    at,
    run,
  };
  const forgiven = withoutFailure(service.annotations, nameOf(state));
  return { traffic, state, annotations: withState(forgiven, state) };
}

const nameOf = ({ candidate, template }: RolloutState): Pick<Failure, 'revision' | 'template'> => ({
  revision: candidate,
  ...(template === undefined ? {} : { template }),
});

/** The record of a service's first revision, which gets all the traffic at once. */
export function firstState(
  plan: { candidate: string; template: Template },
  { inputs, now, run, group }: Beginning,
): RolloutState {
  const at = new Date(now).toISOString();
  return {
    version: 2,
    group,
    candidate: plan.candidate,
    stable: '',
    tagPrefix: inputs.tagPrefix,
    plan: planInWords(inputs.policy.steps),
    step: inputs.policy.steps.length - 1,
    stepStartedAt: at,
    status: 'promoted',
    leaseUntil: at,
    verdict: emptyState(),
    traffic: trafficHash([], inputs.tagPrefix),
    ...inOrder(inputs),
    ...identityOf(plan.template),
    at,
    run,
  };
}

const inOrder = ({ sequence }: Inputs): Pick<RolloutState, 'sequence'> =>
  sequence === undefined ? {} : { sequence };

function startingTraffic(service: Service, plan: Candidate, beginning: Beginning): TrafficEntry[] {
  const { tagPrefix } = beginning.inputs;
  const tags = tagsOf(tagPrefix);
  const fixed = pinned(declaredTraffic(service), service.latestReadyRevision ?? plan.stable);
  const kept = withFailedTag(fixed, service, plan, beginning);
  return tagged(tagged(kept, tags.candidate, plan.candidate), tags.stable, plan.stable);
}

/**
 * A candidate that failed keeps an address for those who look into it, until its time is over: the tag `candidate` goes
 * to the next one, so it gets another. Where that tag is somebody else's, it is left alone.
 */
function withFailedTag(
  traffic: TrafficEntry[],
  { annotations }: Service,
  { candidate }: Candidate,
  { inputs, now }: Beginning,
): TrafficEntry[] {
  const known = readFailures(annotations);
  const failures = known instanceof Refusal ? [] : known;
  const tag = failedTagOf(inputs.tagPrefix);
  const present = revisionTagged(traffic, tag);
  const isOurs = present === undefined || failures.some(({ revision }) => revision === present);
  if (!isOurs) return traffic;
  const last = revisionTagged(traffic, tagsOf(inputs.tagPrefix).candidate);
  const keeps = [last, present].find((revision) => {
    const failure = failures.find((each) => each.revision === revision);
    const isDue = failure !== undefined && Date.parse(failure.at) + inputs.keepFailed > now;
    return isDue && failureOf([failure], { revision: candidate }) === undefined;
  });
  return tagged(traffic, tag, keeps);
}
