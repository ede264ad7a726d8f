import { Refusal } from '../../../../lib/runner';

/**
 * How much better a model has to be. From 90 %, "1 % better" may mean 91 % (points) or 90.9 % (relative), so it is never
 * written without its unit. The number is kept as a fraction: in floating point 0.57 - 0.56 > 0.01 is false.
 */
export interface Improvement {
  unit: 'points' | 'relative';
  /** `numerator / denominator` of one, so that 1pp is 1/100. */
  numerator: bigint;
  denominator: bigint;
  /** As it was written. */
  text: string;
}

/** Reads `1pp` (percentage points) or `1%` (of the champion's rate); decimals are allowed. */
export function parseImprovement(text: string): Improvement | Refusal {
  const [, whole, decimals = '', unit] = /^(\d{1,3})(?:\.(\d{1,6}))?\s*(pp|%)?$/.exec(text) ?? [];
  if (whole === undefined)
    return new Refusal(
      `"${text}" is not an improvement.`,
      'Write 1pp (from 90 % to 91 %) or 1% (from 90 % to 90.9 %).',
    );
  if (unit === undefined)
    return new Refusal(
      `"${text}" has no unit.`,
      `Write ${text}pp for percentage points (from 90 % to 91 %) or ${text}% for a share of the old rate (from 90 % to 90.9 %).`,
    );
  return {
    unit: unit === 'pp' ? 'points' : 'relative',
    numerator: BigInt(whole + decimals),
    denominator: 100n * 10n ** BigInt(decimals.length),
    text,
  };
}

/** What two models did on the same examples. */
export interface Contest {
  n: number;
  /** How many of them each got right. */
  champion: number;
  challenger: number;
}

/** The challenger is better by more than was asked for; whole numbers all the way. */
export function exceeds(
  { n, champion, challenger }: Contest,
  { unit, numerator, denominator }: Improvement,
): boolean {
  const gained = BigInt(challenger) - BigInt(champion);
  const of = unit === 'points' ? BigInt(n) : BigInt(champion);
  return gained * denominator > numerator * of;
}

/** How many examples of `n` the improvement comes to, as a number for the interval. */
export function asShare({ n, champion }: Contest, { unit, numerator, denominator }: Improvement): number {
  const share = Number(numerator) / Number(denominator);
  return unit === 'points' ? share : share * (champion / n);
}
