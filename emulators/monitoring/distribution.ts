import type { JsonObject } from '../proto/json';

/**
 * Buckets in milliseconds, grown by a factor of 1.4 as those of Google's load balancers. Cloud Run's own are
 * documented nowhere: a client must read them from the point.
 */
export const latencyBuckets = { numFiniteBuckets: 66, growthFactor: 1.4, scale: 1 } as const;

/** Bound i divides bucket i, below it, from bucket i + 1. */
const bounds = Array.from(
  { length: latencyBuckets.numFiniteBuckets + 1 },
  (_, index) => latencyBuckets.scale * latencyBuckets.growthFactor ** index,
);

/** How values are distributed: a `google.api.Distribution` before it is written as JSON. */
export interface Distribution {
  count: number;
  mean: number;
  sumOfSquaredDeviation: number;
  /** By bucket: underflow, the finite ones, overflow. */
  buckets: readonly number[];
}

/** The distribution of one value. */
export function distributionOf(value: number): Distribution {
  const above = bounds.findIndex((bound) => value < bound);
  const bucket = above === -1 ? bounds.length : above;
  const buckets = Array.from({ length: bounds.length + 1 }, (_, index) => (index === bucket ? 1 : 0));
  return { count: 1, mean: value, sumOfSquaredDeviation: 0, buckets };
}

/** The distribution of both samples together (Chan, Golub and LeVeque, 1979). */
export function mergeDistributions(one: Distribution, other: Distribution): Distribution {
  const count = one.count + other.count;
  const apart = other.mean - one.mean;
  return {
    count,
    mean: one.mean + (apart * other.count) / count,
    sumOfSquaredDeviation:
      one.sumOfSquaredDeviation +
      other.sumOfSquaredDeviation +
      (apart ** 2 * one.count * other.count) / count,
    buckets: one.buckets.map((inBucket, index) => inBucket + (other.buckets[index] ?? 0)),
  };
}

/** The message's JSON; empty buckets at the end are left out, as Monitoring does. */
export function distributionJson({ buckets, ...rest }: Distribution): JsonObject {
  const last = buckets.findLastIndex((inBucket) => inBucket > 0);
  return {
    ...rest,
    count: String(rest.count),
    bucketOptions: { exponentialBuckets: { ...latencyBuckets } },
    bucketCounts: buckets.slice(0, last + 1).map(String),
  };
}
