/** How sure a rate is that was counted. */

/** One-sided, 95 %. */
const Z = 1.6448536269514722;

/** People, and those of them whom it happened to. */
export interface Count {
  of: number;
  hit: number;
}

export const rateOf = ({ of, hit }: Count): number => (of === 0 ? 0 : hit / of);

/** Wilson's interval. Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) */
export function interval(count: Count): { lower: number; upper: number } {
  const { of } = count;
  if (of === 0) return { lower: 0, upper: 1 };
  const rate = rateOf(count);
  const centre = rate + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((rate * (1 - rate)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return {
    lower: Math.max(0, (centre - spread) / scale),
    upper: Math.min(1, (centre + spread) / scale),
  };
}

/**
 * The least by which the first rate is surely above the second; below 0 where it may not be above it at all.
 * Source: R. G. Newcombe, Statistics in Medicine 17 (1998), method 10
 */
export function leastExcess(candidate: Count, previous: Count): number {
  const [one, other] = [interval(candidate), interval(previous)];
  const [rate, before] = [rateOf(candidate), rateOf(previous)];
  return rate - before - Math.hypot(rate - one.lower, other.upper - before);
}
