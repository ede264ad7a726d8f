import type { Classification } from './kayenta-classifier';

/** One metric of the configuration, judged. */
export interface MetricResult {
  group: string;
  classification: Classification;
  critical?: boolean;
}

/**
 * The score of a canary, 0 to 100: the mean over groups of the share of their metrics that pass. A group without data
 * counts as 100; if half of the metrics or more have no data, or a critical one does not pass, the score is 0.
 *
 * Source: `WeightedSumScorer` in https://github.com/spinnaker/kayenta/blob/master/kayenta-judge/src/main/scala/com/netflix/kayenta/judge/scorers/WeightedSumScorer.scala
 * @param weights of groups in percent; the groups without one share what is left equally
 */
export function score(
  results: readonly MetricResult[],
  weights: Readonly<Record<string, number>> = {},
): number {
  const lacking = results.filter(({ classification }) => classification === 'Nodata').length;
  const failed = results.some(({ critical, classification }) => critical && classification !== 'Pass');
  if (failed || lacking >= results.length / 2) return 0;
  const groups = [...new Set(results.map(({ group }) => group))];
  const given = Object.values(weights).reduce((a, b) => a + b, 0);
  const rest = (100 - given) / Math.max(1, groups.filter((group) => !(group in weights)).length);
  const sum = groups.reduce((total, group) => {
    const members = results.filter((result) => result.group === group);
    return total + (groupScore(members) * (weights[group] ?? rest)) / 100;
  }, 0);
  return Math.round(sum * 100) / 100;
}

function groupScore(results: readonly MetricResult[]): number {
  const judged = results.filter(({ classification }) => classification !== 'Nodata');
  if (judged.length === 0) return 100;
  return (100 * judged.filter(({ classification }) => classification === 'Pass').length) / judged.length;
}
