import { hold, intervalBelow, peers, promote, type Ruling } from './peers';
import { judgeBudget, judgeRollout, type Source } from './sluice';
import { bakeMinutes, bestMoments } from './streams/bake';
import type { Stream } from './streams/stream';

/** What each rule made of one rollout. */
export type Rulings = Record<string, Ruling>;

/** Every rule on the same rollout. */
export function judgeStream(stream: Stream, source: Source): Rulings {
  const rulings: Rulings = { sluice: judgeRollout(stream, source) };
  for (const [name, peer] of Object.entries(peers)) rulings[name] = peer(stream.minutes);
  return rulings;
}

/** The rules that ask for an absolute rate need no stable beside the candidate. */
const absolute = ['flagger', 'argo', 'releaseManager', 'anyMinute'] as const;

/**
 * Whether the candidate may pass, asked at every request, and beside it the interval that is meant for one look, asked as
 * often.
 */
export function judgeBake(
  failedPlaces: readonly number[],
  bake: { requests: number; rate: number; requestsPerMinute: number },
): Rulings {
  const moments = bestMoments(failedPlaces, bake.requests);
  const minutes = bakeMinutes(failedPlaces, bake.requests, bake.requestsPerMinute);
  const isBelow = moments.some((moment) => intervalBelow(moment, bake.rate));
  const rulings: Rulings = { sluice: judgeBudget(moments), fixedInterval: isBelow ? promote : hold };
  for (const name of absolute) rulings[name] = peers[name](minutes);
  return rulings;
}
