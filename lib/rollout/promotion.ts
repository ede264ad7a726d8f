/** Where all the traffic goes at the end: to the candidate by its name, or to whatever is the latest. Pure. */
import { LATEST } from '../cloudrun';
import type { Service, TrafficEntry } from '../cloudrun';
import type { Policy } from './policy';
import type { RolloutState } from './state';

type Seen = Pick<Service, 'latestReadyRevision' | 'latestCreatedRevision'>;

/**
 * LATEST can stand for the candidate: it is the newest revision. Where somebody has made another one meanwhile, that one
 * would get the traffic unseen, or as soon as it is ready.
 */
export const isLatest = (
  { latestReadyRevision, latestCreatedRevision }: Seen,
  { candidate }: Pick<RolloutState, 'candidate'>,
): boolean => latestReadyRevision === candidate && latestCreatedRevision === candidate;

/**
 * The table of a promotion. Pinned by name unless the caller wanted LATEST and that is the candidate; tags always name it,
 * since a tag on LATEST would float.
 * @param traffic with everything on the candidate
 */
export function promotedTraffic(
  traffic: readonly TrafficEntry[],
  service: Seen,
  state: Pick<RolloutState, 'candidate'> & Pick<Policy, 'afterPromotion'>,
): TrafficEntry[] {
  if (state.afterPromotion !== 'latest' || !isLatest(service, state)) return [...traffic];
  return traffic.flatMap((entry) => {
    if (entry.revision !== state.candidate || entry.percent === 0) return [entry];
    const floating = { revision: LATEST, percent: entry.percent };
    return entry.tag === undefined ? [floating] : [floating, { ...entry, percent: 0 }];
  });
}
