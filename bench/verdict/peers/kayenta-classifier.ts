import { shiftInterval, sorted, standardized, type Sorted } from './mann-whitney';

export type Classification = 'Pass' | 'High' | 'Low' | 'Nodata';
export type Direction = 'increase' | 'decrease' | 'either';

export interface Comparison {
  /** The share of the estimated shift that its confidence interval must exceed. */
  tolerance: number;
  /** Quantile of the normal distribution at half the error: 2.326 for a confidence of .98, 1.960 for .95. */
  quantile: number;
  /** The least ratio of means that counts as High, `allowedIncrease`; and the most that counts as Low, `allowedDecrease`. */
  effect: { increase: number; decrease: number };
}

/** What the judge `NetflixACAJudge-v1.0` uses where a metric's configuration says nothing else. */
export const kayentaDefaults: Comparison = {
  tolerance: 0.25,
  quantile: 2.3263478740408408,
  effect: { increase: 1, decrease: 1 },
};

/**
 * Kayenta: one metric's classification from its values a minute, by the Mann-Whitney test. High when the interval of the
 * shift lies above the tolerance, Low when it lies below.
 *
 * Sources: `MannWhitneyClassifier` in https://github.com/spinnaker/kayenta/blob/master/kayenta-judge/src/main/scala/com/netflix/kayenta/judge/classifiers/metric/MannWhitneyClassifier.scala;
 * the constants in NetflixACAJudge.scala beside it; https://spinnaker.io/docs/guides/user/canary/judge/
 */
export function classify(
  control: readonly number[],
  experiment: readonly number[],
  direction: Direction,
  comparison: Comparison = kayentaDefaults,
): Classification {
  if (experiment.length === 0 || control.length === 0) return 'Nodata';
  const [x, y] = noisy(sorted(experiment), sorted(control));
  if (areAlike(x, y)) return 'Pass';
  // The interval excludes 0 only if the test rejects a shift of 0: one evaluation spares most searches for its ends.
  if (!(Math.abs(standardized(x, y, 0)) > comparison.quantile)) return 'Pass';
  const { lower, upper, estimate } = shiftInterval(x, y, comparison.quantile);
  const bound = comparison.tolerance * Math.abs(estimate);
  const ratio = meanRatio(experiment, control);
  if (direction !== 'decrease' && lower > bound && ratio >= comparison.effect.increase) return 'High';
  return direction !== 'increase' && upper < -bound && ratio <= comparison.effect.decrease ? 'Low' : 'Pass';
}

const areAlike = (x: Sorted, y: Sorted): boolean =>
  x.length === y.length && x.every((value, index) => value === y[index]);

const isConstant = (values: Sorted): boolean => values[0] === values.at(-1);

/**
 * Two constants that differ have no ranks to speak of; Kayenta adds noise of 1e-5 of their size, here without chance. Two
 * that are the same stay as they are, and their statistic is 0/0, which rejects nothing.
 */
function noisy(x: Sorted, y: Sorted): [Sorted, Sorted] {
  if (!isConstant(x) || !isConstant(y) || x[0] === y[0]) return [x, y];
  const spread = (values: Sorted): Sorted =>
    values.map((value, index) => value * (1 + (1e-5 * (2 * index + 1 - values.length)) / values.length));
  return [spread(x), spread(y)];
}

/** Kayenta's default effect size. A control of zeros has no ratio: 1. */
function meanRatio(experiment: readonly number[], control: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  return mean(control) === 0 ? 1 : mean(experiment) / mean(control);
}
