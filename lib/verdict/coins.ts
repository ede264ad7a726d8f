import { remembered } from './remember';
import type { VerdictSettings } from './settings';

/** A coin that compares the shares of bad outcomes of two arms, in pairs or in minutes. */
export interface Coin {
  name: string;
  /** The share that may be bad, where the coin has an absolute test too. */
  budget?: number;
  /** Phi, by which the log-scores of minutes are divided. */
  overdispersion: number;
  /** May come in minutes: its overdispersion is known. */
  takesMinutes: boolean;
}

/** Has a test of its own, and is no coin that compares two arms. */
export const unserved = 'unserved';

/** The coins that compare two arms, the most telling first. Given by the settings alone, never by what was seen. */
export const coinsOf = remembered((settings: VerdictSettings): readonly Coin[] => {
  const { errorBudget, slowerThan, slowBudget, overdispersion, coins } = settings;
  const slowBound = slowerThan === undefined ? {} : { budget: slowBudget };
  const further = coins.filter(({ name }) => name !== unserved);
  const named = further.map((coin): Coin => ({
    ...coin,
    ...(coin.name === 'slow' ? slowBound : {}),
    takesMinutes: true,
  }));
  const isSlowNamed = further.some(({ name }) => name === 'slow');
  return [
    { name: 'failed', budget: errorBudget, overdispersion, takesMinutes: true },
    ...(slowerThan !== undefined && !isSlowNamed
      ? [{ name: 'slow', budget: slowBudget, overdispersion: 1, takesMinutes: false }]
      : []),
    ...named,
  ];
});

/** Phi of the coin unserved, or undefined when it is not in use. */
export const unservedOverdispersion = ({ coins }: VerdictSettings): number | undefined =>
  coins.find(({ name }) => name === unserved)?.overdispersion;

/** The parts of the stake: they add up to 1 over all scores in use. */
export interface Stakes {
  /** On each of the two scores of failed: worse than stable, and over budget. */
  failed: number;
  /** On each other score. */
  other: number;
}

/**
 * How the stake is spread. Any convex combination of scores is a score, as long as it is fixed beforehand.
 *
 * Every score alike while there are up to four; beyond that failed keeps half of the whole stake. Equal parts would make
 * the coin that finds most damage pay for every metric a caller adds: with ten scores its own would have to reach 200 instead
 * of 80. The others pay little for it, as a score that is on to something grows exponentially.
 */
export const stakesOf = remembered((settings: VerdictSettings): Stakes => {
  const budgets = coinsOf(settings).map(({ budget }) => (budget === undefined ? 1 : 2));
  const unservedScores = unservedOverdispersion(settings) === undefined ? 0 : 1;
  const slowerScores = 1;
  const scores = budgets.reduce((sum, count) => sum + count, unservedScores + slowerScores);
  const failed = Math.max(1 / 4, 1 / scores);
  return { failed, other: (1 - 2 * failed) / (scores - 2) };
});
