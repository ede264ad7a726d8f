/**
 * Histograms of Cloud Monitoring: which bucket a value is in is known, and no more.
 * Source: google/api/distribution.proto.
 */
import { z } from 'zod';
import { count } from './numbers';

const growth = z.object({
  numFiniteBuckets: z.int().min(1).max(10_000),
  growthFactor: z.number().gt(1),
  scale: z.number().gt(0),
});
const linear = z.object({
  numFiniteBuckets: z.int().min(1).max(10_000),
  width: z.number().gt(0),
  offset: z.number().default(0),
});
const explicit = z.object({ bounds: z.array(z.number()).min(1).max(10_000) });

/** A `distributionValue` as it comes over the wire; trailing empty buckets may be left out. */
export const distribution = z.object({
  count: count.default(0),
  bucketOptions: z
    .union([
      z.object({ exponentialBuckets: growth }),
      z.object({ linearBuckets: linear }),
      z.object({ explicitBuckets: explicit }),
    ])
    .optional(),
  bucketCounts: z.array(count).max(10_002).default([]),
});

export type Distribution = z.infer<typeof distribution>;

/** The bounds between the buckets, rising: bucket i holds the values from bound i - 1 up to bound i, that one excluded. */
export function boundsOf({ bucketOptions }: Distribution): number[] {
  if (!bucketOptions) return [];
  if ('explicitBuckets' in bucketOptions) return bucketOptions.explicitBuckets.bounds;
  if ('linearBuckets' in bucketOptions) {
    const { numFiniteBuckets, width, offset } = bucketOptions.linearBuckets;
    return Array.from({ length: numFiniteBuckets + 1 }, (_, index) => offset + width * index);
  }
  const { numFiniteBuckets, growthFactor, scale } = bucketOptions.exponentialBuckets;
  return Array.from({ length: numFiniteBuckets + 1 }, (_, index) => scale * growthFactor ** index);
}

/** Bounds are computed by doubling and the like: the same bound may differ in its last digits. */
const SAME = 1 + 1e-9;

/** How many values lie at or above `limit` for certain: whole buckets are counted, one that spans it is not. */
export function countAbove(histogram: Distribution, limit: number): number {
  const bounds = boundsOf(histogram);
  const from = bounds.findIndex((bound) => bound * SAME >= limit);
  if (from === -1) return 0;
  return histogram.bucketCounts.slice(from + 1).reduce((sum, more) => sum + more, 0);
}

/** The lowest bound that lies at or above `limit`: there the buckets tell exactly. */
export const boundFrom = (histogram: Distribution, limit: number): number | undefined =>
  boundsOf(histogram).find((bound) => bound * SAME >= limit);

/** The lowest bound below which at least this share of the values lies; undefined where there is none, or no value. */
export function quantileBound(histogram: Distribution, share: number): number | undefined {
  const total = histogram.bucketCounts.reduce((sum, more) => sum + more, 0);
  if (total === 0) return undefined;
  return boundsOf(histogram).find((bound) => countAbove(histogram, bound) <= (1 - share) * total);
}

/** All histograms in one, where they share their buckets; undefined where there is none. */
export function merged(histograms: readonly Distribution[]): Distribution | undefined {
  const [first, ...others] = histograms;
  if (!first) return undefined;
  const shape = JSON.stringify(first.bucketOptions);
  const alike = [first, ...others.filter(({ bucketOptions }) => JSON.stringify(bucketOptions) === shape)];
  const length = Math.max(...alike.map(({ bucketCounts }) => bucketCounts.length));
  const bucketCounts = Array.from({ length }, (_, index) =>
    alike.reduce((sum, each) => sum + (each.bucketCounts[index] ?? 0), 0),
  );
  return { ...first, count: alike.reduce((sum, each) => sum + each.count, 0), bucketCounts };
}
