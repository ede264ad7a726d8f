/**
 * Stable's variance-to-mean ratio of failures a minute over the hour before: 1 when failures come one by one, about k when
 * they come in runs of k. At least 1, also where nothing failed or nothing is known.
 */
export function overdispersionOf(failures: readonly number[]): number {
  if (failures.length < 2) return 1;
  const mean = failures.reduce((a, b) => a + b, 0) / failures.length;
  if (mean === 0) return 1;
  const squares = failures.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return Math.max(1, squares / (failures.length - 1) / mean);
}
