import { aboveLogScore, belowLogScore } from './budget';
import { coinsOf, stakesOf, unserved, unservedOverdispersion, type Coin, type Stakes } from './coins';
import type { Arm, CoinRecord, VerdictState } from './model';
import { failedLogScore, oddsRatios, pairLogScores } from './relative';
import type { VerdictSettings } from './settings';
import { slowerLogScore } from './slower';
import { armsOf, fraction, noMinutes, noPairs, recordOf, weighedArms } from './state';
import { missingRequests, unservedLogScore } from './unserved';

/** How much one coin has multiplied its stake by: 1 is no evidence, and 20 happens to one in twenty at most by chance. */
export interface CoinScore {
  /** `failed`, `slower` (than its twin in a pair), `slow`, `refused`, `unserved`, or a metric of the caller's. */
  name: string;
  /** "The candidate is worse than stable." */
  score: number;
  /** "Its share of bad outcomes is above the budget", where there is a budget. */
  overBudget?: number;
  /** "Its share of bad outcomes is below the budget", where there is one: what must reach the threshold for a pass. */
  withinBudget?: number;
  /** What the coin adds to the mean: its scores, as far as they count, times its part of the stake. */
  counted: number;
}

export interface Scores {
  /** All coins in use; `failed` first. */
  coins: CoinScore[];
  /** What is compared with the threshold for a fail. */
  mean: number;
}

/** Beyond this a score says nothing more, and it stays a number that can be printed and averaged. */
export const largestScore = 1e9;

const natural = (logScore: number): number => Math.min(Math.exp(logScore), largestScore);

/** No more bad outcomes than the budget allows, so far. */
export const looksWithin = ({ requests, failures }: Arm, budget: number): boolean =>
  failures <= budget * requests;

/**
 * All scores of a state. A coin counts towards the mean once the candidate has shown `minimumFailures` bad outcomes of
 * its kind; until then it counts as 0, which only lowers it.
 */
export function scoresOf(state: VerdictState, settings: VerdictSettings): Scores {
  const stakes = stakesOf(settings);
  const [failed, ...others] = coinsOf(settings).map((coin) =>
    coinScore(coin, recordOf(state, coin.name), settings, stakes),
  );
  const coins = [
    ...(failed ? [failed] : []),
    slowerScore(state, settings, stakes),
    ...others,
    ...unservedScores(state, settings, stakes),
  ];
  return { coins, mean: coins.reduce((sum, { counted }) => sum + counted, 0) };
}

/** The scores of one coin. */
export function coinScore(
  { name, budget, overdispersion: phi }: Coin,
  record: CoinRecord,
  { minimumFailures }: VerdictSettings,
  stakes: Stakes,
): CoinScore {
  const { pairs = noPairs, minutes = noMinutes } = record;
  const ofPairs = pairLogScores(pairs);
  // Each psi keeps its own product over pairs and minutes; the average over psi comes last.
  const score = natural(
    failedLogScore(
      oddsRatios.map((_, index) => (ofPairs[index] ?? 0) + (minutes.logScores[index] ?? 0) / phi),
    ),
  );
  const { candidate, stable } = armsOf(record);
  const stake = name === 'failed' ? stakes.failed : stakes.other;
  const isEnough = candidate.failures >= minimumFailures;
  if (budget === undefined) return { name, score, counted: isEnough ? stake * score : 0 };
  const weighed = weighedArms(record, phi).candidate;
  const overBudget = natural(aboveLogScore(weighed, budget));
  const alone = minutes.alone ? natural(aboveLogScore(fraction(minutes.alone, phi), budget)) : 0;
  const over = looksWithin(stable, budget) ? countedOverBudget(overBudget, score, alone) : 0;
  return {
    name,
    score,
    overBudget,
    withinBudget: natural(belowLogScore(weighed, budget)),
    counted: isEnough ? stake * (score + over) : 0,
  };
}

/**
 * The over-budget score as far as it counts towards a fail.
 *
 * Counting it only now and then, and never for more than it is, cannot hurt: whatever stays below a score at every
 * moment keeps the score's guarantee. So no rule that lowers it has to be a martingale of its own. Two rules do, and both are
 * there because in a sick environment its null ("within budget") is false, and the score grows though the candidate is
 * merely stable's equal:
 * - it counts only while stable looks within the budget (the caller sees to that);
 * - stable can look so by luck, when few requests have been seen, so it counts for at most twice the relative score, which
 *   both arms share fairly whatever the environment does. A coin's part of the mean is then at most 3/2 of its stake
 *   times its relative score.
 *
 * Minutes in which stable was asked nothing at all, as after the last step, have no relative score to speak of. What they show
 * by themselves counts in full: there the absolute test is the only one.
 */
function countedOverBudget(overBudget: number, relative: number, alone: number): number {
  return Math.min(overBudget, Math.max(2 * relative, alone));
}

function slowerScore(
  { slower }: VerdictState,
  { minimumFailures }: VerdictSettings,
  stakes: Stakes,
): CoinScore {
  const score = natural(slowerLogScore(slower));
  const isEnough = (slower[0]?.candidateSlower ?? 0) >= minimumFailures;
  return { name: 'slower', score, counted: isEnough ? stakes.other * score : 0 };
}

function unservedScores(state: VerdictState, settings: VerdictSettings, stakes: Stakes): CoinScore[] {
  const phi = unservedOverdispersion(settings);
  if (phi === undefined) return [];
  const score = state.unserved ? natural(unservedLogScore(state.unserved.logScores, phi)) : 1;
  const isEnough = missingRequests(state.unserved) >= settings.minimumFailures;
  return [{ name: unserved, score, counted: isEnough ? stakes.other * score : 0 }];
}
