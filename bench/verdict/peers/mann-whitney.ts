/** The interval in which the shift from control to experiment lies, and its Hodges-Lehmann estimate. */
export interface Shift {
  lower: number;
  upper: number;
  estimate: number;
}

/** How far the search for a root goes, as in Kayenta. */
const accuracy = 1e-4;

/** Values from the smallest to the largest. */
export type Sorted = Float64Array;

export const sorted = (values: readonly number[]): Sorted => new Float64Array(values).sort();

/**
 * How many standard deviations the rank sum of `experiment - shift` lies above what is expected if the two samples are
 * alike, with the correction for continuity and for ties. Falls as the shift grows. Samples in which all is tied give NaN.
 */
export function standardized(experiment: Sorted, control: Sorted, shift: number): number {
  const [n, m] = [experiment.length, control.length];
  const { ranks, ties } = rankSum(experiment, control, shift);
  const excess = ranks - (n * (n + 1)) / 2 - (n * m) / 2;
  const variance = ((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
  return (excess - 0.5 * Math.sign(excess)) / Math.sqrt(variance);
}

/**
 * Ranks of the experiment's values among all, ties sharing their mean rank, and the sum of t^3 - t over ties of t values.
 * Written out plainly: the simulation spends most of its time here.
 */
function rankSum(experiment: Sorted, control: Sorted, shift: number): { ranks: number; ties: number } {
  let [i, j, ranks, ties] = [0, 0, 0, 0];
  while (i < experiment.length || j < control.length) {
    const value = Math.min((experiment[i] ?? Infinity) - shift, control[j] ?? Infinity);
    const [before, firstOfExperiment] = [i + j, i];
    while (i < experiment.length && (experiment[i] ?? Infinity) - shift === value) i += 1;
    while (j < control.length && control[j] === value) j += 1;
    const tied = i + j - before;
    ranks += (i - firstOfExperiment) * (before + (tied + 1) / 2);
    ties += tied * (tied * tied - 1);
  }
  return { ranks, ties };
}

/**
 * The asymptotic confidence interval of R's `wilcox.test`, as Kayenta computes it:
 * https://github.com/spinnaker/kayenta/blob/master/kayenta-mannwhitney/src/main/scala/com/netflix/kayenta/mannwhitney/MannWhitney.scala
 * @param quantile of the standard normal distribution: 2.326 for a confidence of 98 %
 */
export function shiftInterval(experiment: Sorted, control: Sorted, quantile: number): Shift {
  const [least, most] = [
    (experiment[0] ?? NaN) - (control.at(-1) ?? NaN),
    (experiment.at(-1) ?? NaN) - (control[0] ?? NaN),
  ];
  const root = (level: number): number => {
    const excess = (shift: number): number => standardized(experiment, control, shift) - level;
    if (excess(least) <= 0) return least;
    if (excess(most) >= 0) return most;
    return bisect(excess, least, most);
  };
  return { lower: root(quantile), upper: root(-quantile), estimate: root(0) };
}

/** The zero of a falling function. */
function bisect(excess: (shift: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (high - low > accuracy) {
    const middle = (low + high) / 2;
    const value = excess(middle);
    if (value === 0) return middle;
    if (value > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
