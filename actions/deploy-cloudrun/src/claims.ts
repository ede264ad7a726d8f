/** Whose rollout stands on the record of a service, and whether anybody is at work on it. Pure. */
import { declaredTraffic, pinned, shareOf } from '../../../lib/cloudrun';
import type { Service } from '../../../lib/cloudrun';
import { isCandidateOnly, parsePlan, readState } from '../../../lib/rollout';
import type { RolloutState } from '../../../lib/rollout';

/**
 * What a rollout of another run on record means to us:
 * - `alive`: that run is at work, as far as its lease tells;
 * - `waiting`: it has ended its job, and another run is expected to go on with it;
 * - `held`: it waits for a person;
 * - `dead`: it was under way, and nobody has written for longer than its lease.
 */
export type Claim = 'alive' | 'waiting' | 'held' | 'dead';

/**
 * The claim of another run on a service; undefined where there is none. Pure.
 * @param run the page of this workflow run, or ''
 * @param now Unix time in milliseconds
 */
export function claimOn(service: Service, { run, now }: { run: string; now: number }): Claim | undefined {
  const state = readState(service.annotations);
  if (!state || state.run === run) return undefined;
  const isOver = Date.parse(state.leaseUntil) < now;
  if (state.status === 'candidate') return isOver || isLeftAtNothing(state) ? undefined : 'alive';
  const isUnderWay = ['rolling', 'waiting', 'held'].includes(state.status) && hasTraffic(service, state);
  if (!isUnderWay) return undefined;
  if (state.status === 'held') return 'held';
  if (isOver) return 'dead';
  return state.status === 'waiting' ? 'waiting' : 'alive';
}

/** A candidate that was only to be made: nobody is at work on it any more. */
function isLeftAtNothing({ plan }: RolloutState): boolean {
  const steps = parsePlan(plan);
  return Array.isArray(steps) && isCandidateOnly(steps);
}

/** Where somebody has taken its traffic away, the rollout is over, although the record does not say so. */
export const hasTraffic = (service: Service, { candidate }: RolloutState): boolean =>
  shareOf(pinned(declaredTraffic(service), service.latestReadyRevision ?? ''), candidate) > 0;
