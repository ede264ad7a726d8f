import { logMeanOfPower, support } from './hypergeometric';
import { logMeanExp, roundedDown } from './logarithms';
import type { Arm, PairTable } from './model';

/** How much worse the candidate's odds of failing may be: a guess for slight, plain and gross damage. */
export const oddsRatios = [2, 5, 20] as const;

/** A minute of traffic, or one probe pair (one request each): conditions that both arms shared. */
export interface Stratum {
  candidate: Arm;
  stable: Arm;
}

const nothingLearned: readonly number[] = oddsRatios.map(() => 0);

/**
 * What one stratum says about "the candidate fails more often than stable": for each odds ratio psi, the logarithm of
 * psi^x / E[psi^X], with X hypergeometric given the margins.
 *
 * Its expectation is 1 when failing does not depend on the arm and less when the candidate is better, whatever the
 * failure rate of the stratum is, so a shift that hits both arms cancels (Lindon & Malek, NeurIPS 2022).
 */
export function relativeLogScores({ candidate, stable }: Stratum): readonly number[] {
  const margins = {
    candidateRequests: candidate.requests,
    stableRequests: stable.requests,
    failures: candidate.failures + stable.failures,
  };
  const [least, most] = support(margins);
  // The margins alone decide the outcome: nothing can be learned, and no rounding may pretend otherwise.
  if (least === most) return nothingLearned;
  return oddsRatios.map((psi) =>
    roundedDown(candidate.failures * Math.log(psi) - logMeanOfPower(psi, margins)),
  );
}

/** What pairs amount to: times 2 psi / (1 + psi) where only the candidate fails, 2 / (1 + psi) where only stable does. */
const pairFactors = oddsRatios.map((psi) => ({
  candidateOnly: Math.log((2 * psi) / (1 + psi)),
  stableOnly: Math.log(2 / (1 + psi)),
}));

/** The same for all pairs at once: pairs that ended alike on both sides say nothing. */
export function pairLogScores({ candidateOnly, stableOnly }: PairTable): readonly number[] {
  return pairFactors.map((factor) => candidateOnly * factor.candidateOnly + stableOnly * factor.stableOnly);
}

/** The log-score of a coin against stable: the average over the odds ratios of the products over strata. */
export function failedLogScore(logScores: readonly number[]): number {
  return logMeanExp(logScores);
}
