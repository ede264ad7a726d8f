import { logMeanExp, timesLog } from './logarithms';
import type { Arm } from './model';

/** Rates above the budget that the fail side bets on, as multiples of it. */
const worse = [1.5, 2, 3, 10] as const;

/** Rates below the budget that the pass side bets on, as multiples of it. */
const better = [0, 1 / 10, 1 / 4, 1 / 2] as const;

/*
 * All of these take fractions of requests as well: evidence that is overdispersed by phi counts for one phi-th of its
 * requests and failures, which divides its log-likelihood by phi.
 */

/** Log of how much likelier the outcomes are at the rate `alternative` than at the rate `bound`. */
function logLikelihoodRatio({ requests, failures }: Arm, alternative: number, bound: number): number {
  return (
    timesLog(failures, alternative / bound) +
    (requests - failures) * (Math.log1p(-alternative) - Math.log1p(-bound))
  );
}

/**
 * The log-score of "the failure rate is above `bound`". Its expectation is at most 1 at every rate up to `bound`, at
 * every moment. A bound so large that no alternative is left says nothing: score 1.
 */
export function aboveLogScore(arm: Arm, bound: number): number {
  const alternatives = worse.map((multiple) => multiple * bound).filter((rate) => rate < 1);
  if (alternatives.length === 0) return 0;
  return logMeanExp(alternatives.map((rate) => logLikelihoodRatio(arm, rate, bound)));
}

/**
 * The log-score of "the failure rate is below `bound`", the mirror. Its expectation is at most 1 at every rate from
 * `bound` upwards, at every moment, so a step may be extended as often as one likes before it passes.
 */
export function belowLogScore(arm: Arm, bound: number): number {
  return logMeanExp(better.map((multiple) => logLikelihoodRatio(arm, multiple * bound, bound)));
}

/**
 * The smallest rate that the counts exclude: every failure rate above it has a pass score of `threshold` or more. For
 * given counts the score grows with the bound, so bisection finds the only crossing, and the risk that the true rate is
 * ever among the excluded is 1/threshold over the whole rollout. It is at most the budget exactly when the budget's own
 * score has reached the threshold.
 *
 * @returns a rate in (0, 1), or undefined when nothing can be excluded: no data, or nothing but failures.
 */
export function excludedRate(arm: Arm, threshold: number): number | undefined {
  if (arm.failures >= arm.requests) return undefined;
  let [kept, excluded] = [0, 1];
  while (excluded - kept > 1e-9 * excluded) {
    const middle = (kept + excluded) / 2;
    if (belowLogScore(arm, middle) >= Math.log(threshold)) excluded = middle;
    else kept = middle;
  }
  return excluded;
}
