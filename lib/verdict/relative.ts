import { logMeanOfPower, support } from './hypergeometric';
import { logMeanExp } from './logarithms';
import type { Arm } from './state';

/** How much worse the candidate's odds of failing may be: a guess for slight, plain and gross damage. */
export const oddsRatios = [2, 5, 20] as const;

/** A minute of traffic, or one probe pair (one request each): conditions that both arms shared. */
export interface Stratum {
  candidate: Arm;
  stable: Arm;
}

/**
 * Log-scores are kept as multiples of 2^-32, rounded down. Sums of such numbers are exact in a double up to two million,
 * so strata may come in any order, and be interrupted anywhere, with the same result to the last bit. Rounding down can
 * only make the score smaller, so the guarantee stands.
 */
const resolution = 2 ** 32;

function logScore(psi: number, { candidate, stable }: Stratum): number {
  const margins = {
    candidateRequests: candidate.requests,
    stableRequests: stable.requests,
    failures: candidate.failures + stable.failures,
  };
  const [least, most] = support(margins);
  // The margins alone decide the outcome: nothing can be learned, and no rounding may pretend otherwise.
  if (least === most) return 0;
  const exact = candidate.failures * Math.log(psi) - logMeanOfPower(psi, margins);
  return Math.floor(exact * resolution) / resolution;
}

/**
 * What one stratum says about "the candidate fails more often than stable": for each odds ratio psi, the logarithm of
 * psi^x / E[psi^X], with X hypergeometric given the margins.
 *
 * Its expectation is 1 when failing does not depend on the arm and less when the candidate is better, whatever the
 * failure rate of the stratum is, so a shift that hits both arms cancels (Lindon & Malek, NeurIPS 2022).
 */
export function relativeLogScores(stratum: Stratum): number[] {
  return oddsRatios.map((psi) => logScore(psi, stratum));
}

/** The log-score of the failed coin against stable: the average over the odds ratios of the products over strata. */
export function failedLogScore(logScores: readonly number[]): number {
  return logMeanExp(logScores);
}
