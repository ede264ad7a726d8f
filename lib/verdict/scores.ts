import { aboveLogScore, belowLogScore } from './budget';
import { failedLogScore } from './relative';
import type { VerdictSettings } from './settings';
import { slowerLogScore } from './slower';
import type { Arm, VerdictState } from './state';

/** Scores are how many times over a bet against the null has multiplied its stake; 1 says nothing. Never above `largestScore`. */
export interface Scores {
  /** Against "fails no more often than stable". */
  failed: number;
  /** Against "at most `slowerFactor` times slower than stable". */
  slower: number;
  /** Against "the candidate's failure rate is within the budget", as it stands, whether or not it counts at the moment. */
  overBudget: number;
  /** The mean of the three as far as they count: what is compared with the threshold for a fail. */
  mean: number;
  /** Against "the candidate's failure rate is the budget or more": what is compared with the threshold for a pass. */
  withinBudget: number;
}

/** Beyond this a score says nothing more, and it stays a number that can be printed and averaged. */
export const largestScore = 1e9;

const natural = (logScore: number): number => Math.min(Math.exp(logScore), largestScore);

/** No more failures than the budget allows, so far. */
export const looksWithin = ({ requests, failures }: Arm, budget: number): boolean =>
  failures <= budget * requests;

/**
 * The over-budget score as far as it counts towards a fail.
 *
 * Counting it only now and then, and never for more than it is, cannot hurt: whatever stays below a score at every
 * moment keeps the score's guarantee. So no rule that lowers it has to be a martingale of its own. Two rules do, and both are
 * there because in a sick environment its null ("within budget") is false, and the score grows though the candidate is
 * merely stable's equal:
 * - it counts only while stable looks within the budget;
 * - stable can look so by luck, when few requests have been seen, so it counts for at most twice the failed score, which
 *   both arms share fairly whatever the environment does. The mean is then at most failed + slower / 3.
 */
function countedOverBudget(overBudget: number, failed: number, stable: Arm, budget: number): number {
  return looksWithin(stable, budget) ? Math.min(overBudget, 2 * failed) : 0;
}

/**
 * All scores of a state. A coin counts towards the mean once the candidate has shown `minimumFailures` bad outcomes of
 * its kind; until then it counts as 0, which again only lowers it.
 */
export function scoresOf(state: VerdictState, settings: VerdictSettings): Scores {
  const { errorBudget, minimumFailures } = settings;
  const failed = natural(failedLogScore(state.failedLogScores));
  const slower = natural(slowerLogScore(state.slower));
  const overBudget = natural(aboveLogScore(state.candidate, errorBudget));
  const enoughFailures = state.candidate.failures >= minimumFailures;
  const enoughSlower = (state.slower[0]?.candidateSlower ?? 0) >= minimumFailures;
  const counted = [
    enoughFailures ? failed : 0,
    enoughFailures ? countedOverBudget(overBudget, failed, state.stable, errorBudget) : 0,
    enoughSlower ? slower : 0,
  ];
  return {
    failed,
    slower,
    overBudget,
    mean: counted.reduce((sum, score) => sum + score, 0) / counted.length,
    withinBudget: natural(belowLogScore(state.candidate, errorBudget)),
  };
}
