/** What a rollback has to do, decided from what is there and what is asked for. Pure: no I/O, no clock. */
import { declaredTraffic, inWords, isStranded, pinned, shares } from '../../../lib/cloudrun';
import type { Revision, Service, TrafficEntry } from '../../../lib/cloudrun';
import type { ServiceReference } from '../../../lib/places';
import { readState, standingOf } from '../../../lib/rollout';
import type { RolloutState } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Inputs } from './inputs';

/** Take the traffic of `bad` (and of `alsoFrom`) to `good`; or there is nothing to take. */
export type RollbackPlan =
  | { do: 'nothing'; good: string; why: string }
  | { do: 'bring-back'; bad: string; alsoFrom: string[]; good: string };

/** What is asked for of one service in one region. */
export interface Request extends Pick<Inputs, 'only' | 'run'> {
  at: ServiceReference;
  /** The revision to return to; undefined means the one that served before the last rollout. */
  revision: string | undefined;
}

/**
 * @param now Unix time in milliseconds
 * @throws UserError when it is not known what to return to, or when somebody else takes part in the traffic
 */
export function planRollback(service: Service, inputs: Request, now: number): RollbackPlan {
  const state = readState(service.annotations);
  const traffic = trafficOf(service);
  const serving = Object.keys(shares(traffic));
  const nothing = (why: string): RollbackPlan => ({ do: 'nothing', good: serving.join(', '), why });
  const outOfScope = whyNotOurs(service, inputs, now);
  if (outOfScope !== undefined) return nothing(outOfScope);
  const good = inputs.revision ?? lastGood(state, inputs);
  // What Cloud Run gave up is declared still, and comes with the next change.
  const meant = Object.keys(shares(declaredIn(service)));
  if ([...serving, ...meant].every((revision) => revision === good))
    return nothing(`${good} is where the traffic belongs already`);
  // What a person has done meanwhile is undone by a person only, not by a net.
  const isMoved = state !== undefined && standingOf(service, state) === 'moved';
  const [bad, ...alsoFrom] =
    inputs.only !== 'any' && isMoved ? [] : losers({ serving, meant }, state, inputs);
  if (bad !== undefined) return { do: 'bring-back', bad, alsoFrom, good };
  if (inputs.only !== 'any')
    return nothing(`somebody else has moved the traffic meanwhile: ${inWords(traffic)}`);
  throw new UserError(`The traffic is not where a rollout of ours has put it: ${inWords(traffic)}.`, {
    remedy: `Decide by hand who gets what: gcloud run services update-traffic ${inputs.at.service} --region ${inputs.at.region} --to-revisions REVISION=100.`,
  });
}

/** What is declared is what will serve, unless Cloud Run gave it up: then what serves is what counts. */
const trafficOf = (service: Service): TrafficEntry[] =>
  isStranded(service) ? service.serving : declaredIn(service);

const declaredIn = (service: Service): TrafficEntry[] =>
  pinned(declaredTraffic(service), service.latestReadyRevision ?? '');

/** Why the rollout on record is none that the caller wants brought back; undefined where it is one. */
function whyNotOurs(service: Service, { only, run }: Request, now: number): string | undefined {
  const state = readState(service.annotations);
  if (only === 'this-run' && (run === '' || state?.run !== run)) return 'this run has moved no traffic';
  // An end that the deploy has come to by itself is none of a job that cleans up: it waits for a person, or for a run.
  if (only === 'this-run' && state?.status === 'held') return 'the rollout is held, for a person to decide';
  if (only === 'this-run' && state?.status === 'waiting')
    return `the rollout is left for another run to go on with, until ${state.leaseUntil}`;
  if (only !== 'abandoned') return undefined;
  // It was brought back, and Cloud Run gave that up: whoever did it is gone, or would have done it again.
  if (state?.status === 'rolled-back' && isStranded(service)) return undefined;
  if (state?.status !== 'rolling' && state?.status !== 'waiting') return 'no rollout is under way';
  return now <= Date.parse(state.leaseUntil)
    ? `the run that is rolling out is alive until ${state.leaseUntil}`
    : undefined;
}

function lastGood(state: RolloutState | undefined, { at }: Request): string {
  if (state && state.stable !== '') return state.stable;
  const why = state ? 'it has had one revision only' : 'no rollout of ours is on record there';
  throw new UserError(`What ${at.service} served before is not known: ${why}.`, {
    remedy: `Give \`revision\`, \`image\` or \`to: previous\`; \`dry-run: true\` lists what there is (so does gcloud run revisions list --service ${at.service} --region ${at.region}).`,
  });
}

/**
 * Who loses the traffic, the one at fault first: the candidate on record and nobody else; or, where a revision is named
 * that gets everything, all others. Nobody where that would be a split of somebody else's, which is not ours to take.
 */
function losers(
  { serving, meant }: { serving: readonly string[]; meant: readonly string[] },
  state: RolloutState | undefined,
  { revision }: Request,
): string[] {
  const revisions = [...new Set([...serving, ...meant])];
  if (revision === undefined) return revisions.filter((each) => each === state?.candidate);
  const losing = revisions.filter((each) => each !== revision);
  if (serving.length === 1) return losing;
  const ours = state ? [revision, state.candidate, state.stable] : [];
  if (!revisions.every((each) => ours.includes(each))) return [];
  return losing.sort((a, b) => Number(b === state?.candidate) - Number(a === state?.candidate));
}

/**
 * @param revision as Cloud Run has it; undefined where it does not exist
 * @throws UserError when the revision cannot serve: traffic never goes onto one that is not ready
 */
export function checkReady(revision: Revision | undefined, name: string, at: ServiceReference): void {
  if (revision?.ready) return;
  const list = `gcloud run revisions list --service ${at.service} --region ${at.region}`;
  throw new UserError(
    revision
      ? `The revision ${name} is not ready, so nothing is brought back to it.`
      : `The service ${at.service} has no revision ${name}.`,
    {
      remedy: `Give \`revision\` with the name of one that is ready (${list}).`,
    },
  );
}
