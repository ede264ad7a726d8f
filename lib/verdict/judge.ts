import { coinsOf, type Coin } from './coins';
import { countsOf, type Counts } from './counts';
import type { VerdictState } from './model';
import { looksWithin, scoresOf, type Scores } from './scores';
import { requireSoundSettings, type VerdictSettings } from './settings';
import { armsOf, recordOf } from './state';
import { excludedSentence, failReason, passReason, sickReason, undecidedReason } from './wording';

/** The three-valued answer, with what it rests on. */
export interface Verdict {
  result: 'pass' | 'fail' | 'inconclusive';
  /** Why, in a sentence. */
  reason: string;
  scores: Scores;
  counts: Counts;
  /** What can be said already, in a sentence: "failure rates above 2.1 % are excluded". */
  excluded: string;
  /** Present and true when both arms are outside a budget: hold, whatever is configured for an inconclusive end. */
  environmentSick?: true;
}

/**
 * Judges what has been observed so far. May be asked as often as one likes: each of the two risks below is for the
 * rollout as a whole, by Ville's inequality.
 *
 * - **fail** when the mean of the fail scores has reached the threshold. A candidate that is within its budgets and no
 *   worse than stable fails with probability 1/threshold at most, under any dependence between the coins. While the
 *   environment is sick the bound for stable's equal is 3/2 of that; seen in simulation: less than 1/threshold.
 *   A candidate that is far worse than a stable that is itself outside the budget does fail, on relative evidence alone:
 *   or else a budget set too tight would disarm the gate.
 * - **pass** when the pass score of every budget has reached the threshold. A candidate that is at or above any one of its
 *   budgets passes with probability 1/threshold at most. Fail comes first: a candidate can be within the budget and yet
 *   plainly worse than stable. How long a step must last at least is the rollout's concern.
 * - **inconclusive** otherwise. No data has scores of 1, so it is never a pass.
 *
 * @throws RangeError when the settings are unsound.
 */
export function judge(state: VerdictState, settings: VerdictSettings): Verdict {
  requireSoundSettings(settings);
  const scores = scoresOf(state, settings);
  const counts = countsOf(state, settings);
  const seen = { state, settings, scores, counts };
  const evidence = { scores, counts, excluded: excludedSentence(seen) };
  if (scores.mean >= settings.threshold) return { result: 'fail', reason: failReason(seen), ...evidence };
  if (isWithinAllBudgets(scores, settings)) return { result: 'pass', reason: passReason(seen), ...evidence };
  const sick = coinsOf(settings).find((coin) => isSick(coin, state, settings));
  return sick
    ? { result: 'inconclusive', reason: sickReason(seen, sick), ...evidence, environmentSick: true }
    : { result: 'inconclusive', reason: undecidedReason(seen), ...evidence };
}

function isWithinAllBudgets({ coins }: Scores, { threshold }: VerdictSettings): boolean {
  return coins.every(({ withinBudget }) => withinBudget === undefined || withinBudget >= threshold);
}

/** Both arms are bad more often than the budget allows, and often enough for that to be no accident of a first request. */
function isSick({ name, budget }: Coin, state: VerdictState, { minimumFailures }: VerdictSettings): boolean {
  if (budget === undefined) return false;
  const { candidate, stable } = armsOf(recordOf(state, name));
  return [candidate, stable].every((arm) => arm.failures >= minimumFailures && !looksWithin(arm, budget));
}
