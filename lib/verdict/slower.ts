import { logMeanExp, timesLog } from './logarithms';
import type { VerdictSettings } from './settings';
import type { Lead } from './model';

/** The bias that a coin would have if the candidate were slightly, plainly or grossly slower. */
const biases = [0.6, 0.7, 0.85] as const;

/**
 * How wide a gap counts as a win, as a multiple of the tolerated factor.
 *
 * The band 1 is the plain coin "slower than 1.2 times its twin". Alone it is blind to what canaries must find: when 20 %
 * of requests become ten times slower, the candidate is still the slower twin in less than half of the pairs. In the
 * wider bands the small differences are no contest, and the few large ones decide.
 */
export const bands = [1, 2, 5] as const;

/** Whose latency lost a pair at one band, if anybody's did. */
export type Loser = 'candidate' | 'stable' | 'neither';

/**
 * Tolerate a factor f: divide the candidate's latency by it, and ask which of the two is more than `band` times the
 * other. If the candidate is at most f times slower, candidate/f and stable can be at worst alike, so among the pairs
 * that have a loser the candidate is it with probability 1/2 at most: a fair coin. Equality is a tie.
 *
 * A gap of less than `floor` milliseconds is a tie as well: a fresh process with cold caches is a millisecond or two
 * slower than one that has run for days, which is so and concerns nobody. The gap is measured alike from both sides
 * (at the tolerated bound candidate = f * twin, exchanging the two exchanges the conditions), so the coin stays fair.
 */
export function slowerTwin(
  candidateMillis: number,
  stableMillis: number,
  { slowerFactor: factor, slowerFloor: floor }: Pick<VerdictSettings, 'slowerFactor' | 'slowerFloor'>,
  band: number,
): Loser {
  const [candidateGap, stableGap] = [
    candidateMillis - stableMillis,
    factor * stableMillis - candidateMillis / factor,
  ];
  if (candidateMillis > factor * band * stableMillis && candidateGap > floor) return 'candidate';
  if (factor * stableMillis > band * candidateMillis && stableGap > floor) return 'stable';
  return 'neither';
}

/** The log-score of one band: the fair coin against each bias, averaged. */
export function leadLogScore({ candidateSlower, stableSlower }: Lead): number {
  return logMeanExp(
    biases.map((bias) => timesLog(candidateSlower, 2 * bias) + timesLog(stableSlower, 2 * (1 - bias))),
  );
}

/** The log-score of "the candidate is slower than tolerated": the average over the bands. */
export function slowerLogScore(leads: readonly Lead[]): number {
  return logMeanExp(leads.map(leadLogScore));
}
