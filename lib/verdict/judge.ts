import { looksWithin, scoresOf, type Scores } from './scores';
import { requireSoundSettings, type VerdictSettings } from './settings';
import type { VerdictState } from './state';
import { excludedSentence, failReason, passReason, sickReason, undecidedReason } from './wording';

/** What has been seen, for the summary. */
export interface Counts {
  pairs: number;
  candidateRequests: number;
  candidateFailed: number;
  stableRequests: number;
  stableFailed: number;
  /** Pairs in which both requests succeeded, so that their latencies could be compared. */
  compared: number;
  /** Of these, pairs in which the candidate was more than `slowerFactor` times and `slowerFloor` slower than its twin. */
  candidateSlower: number;
}

/** The three-valued answer, with what it rests on. */
export interface Verdict {
  result: 'pass' | 'fail' | 'inconclusive';
  /** Why, in a sentence. */
  reason: string;
  scores: Scores;
  counts: Counts;
  /** What can be said already, in a sentence: "failure rates above 2.1 % are excluded". */
  excluded: string;
  /** Present and true when both arms are outside the budget: hold, whatever is configured for an inconclusive end. */
  environmentSick?: true;
}

/**
 * Judges what has been observed so far. May be asked as often as one likes: each of the two risks below is for the
 * rollout as a whole, by Ville's inequality.
 *
 * - **fail** when the mean of the fail scores has reached the threshold. A candidate that is within the budget and no
 *   worse than stable fails with probability 1/threshold at most, under any dependence between the coins. While the
 *   environment is sick the bound for stable's equal is 4/3 of that; seen in simulation: 1-3 % where the bound says 6.7 %.
 *   A candidate that is far worse than a stable that is itself outside the budget does fail, on relative evidence alone:
 *   or else a budget set too tight would disarm the gate.
 * - **pass** when the pass score has reached the threshold: the candidate's failure rate is below the budget. A rate of
 *   the budget or more passes with probability 1/threshold at most. Fail comes first: a candidate can be within the budget and yet
 *   plainly worse than stable. How long a step must last at least is the rollout's concern.
 * - **inconclusive** otherwise. No data has scores of 1, so it is never a pass.
 *
 * @throws RangeError when the settings are unsound.
 */
export function judge(state: VerdictState, settings: VerdictSettings): Verdict {
  requireSoundSettings(settings);
  const scores = scoresOf(state, settings);
  const evidence = { scores, counts: countsOf(state), excluded: excludedSentence(state, settings) };
  if (scores.mean >= settings.threshold)
    return { result: 'fail', reason: failReason(state, settings, scores), ...evidence };
  if (scores.withinBudget >= settings.threshold) {
    return { result: 'pass', reason: passReason(state, settings, scores), ...evidence };
  }
  if (isSick(state, settings)) {
    return {
      result: 'inconclusive',
      reason: sickReason(state, settings),
      ...evidence,
      environmentSick: true,
    };
  }
  return { result: 'inconclusive', reason: undecidedReason(state, settings, scores), ...evidence };
}

/** Both arms fail more often than the budget allows, and often enough for that to be no accident of a first request. */
function isSick(
  { candidate, stable }: VerdictState,
  { errorBudget, minimumFailures }: VerdictSettings,
): boolean {
  return [candidate, stable].every(
    (arm) => arm.failures >= minimumFailures && !looksWithin(arm, errorBudget),
  );
}

function countsOf(state: VerdictState): Counts {
  return {
    pairs: state.pairs,
    candidateRequests: state.candidate.requests,
    candidateFailed: state.candidate.failures,
    stableRequests: state.stable.requests,
    stableFailed: state.stable.failures,
    compared: state.compared,
    candidateSlower: state.slower[0]?.candidateSlower ?? 0,
  };
}
