/**
 * ln of the mean of exp(v), without overflow. An average of scores is a score again, so this is how a coin asks about several
 * alternatives at once.
 */
export function logMeanExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  if (!Number.isFinite(largest)) return largest;
  const sum = values.reduce((total, value) => total + Math.exp(value - largest), 0);
  return largest + Math.log(sum / values.length);
}

/** count x ln(factor), where nothing happened zero times: 0 x ln(0) is 0. */
export function timesLog(count: number, factor: number): number {
  return count === 0 ? 0 : count * Math.log(factor);
}

const resolution = 2 ** 32;

/**
 * A log-score as a multiple of 2^-32, rounded down. Sums of such numbers are exact in a double up to two million, so
 * evidence may come in any order, and be interrupted anywhere, with the same result to the last bit. Rounding down can
 * only make the score smaller, so the guarantee stands.
 */
export function roundedDown(logScore: number): number {
  return Math.floor(logScore * resolution) / resolution;
}
