/** What was recorded, thinned out to what a chart can show. */
import { placeOf } from './axis';
import type { Span } from './axis';
import type { Measurement, Region, Split } from './timeline';
import { timeOf } from './words';

/** Who a revision is in this rollout; all that are neither candidate nor stable are one. */
export const ROLES = ['stable', 'candidate', 'other'] as const;
export type Role = (typeof ROLES)[number];

export function roleOf(revision: string, { candidate, stable }: Pick<Region, 'candidate' | 'stable'>): Role {
  if (revision === candidate) return 'candidate';
  return revision === stable ? 'stable' : 'other';
}

/** Who has which share of the traffic, 0 to 1 each, from a moment on. */
export interface Step {
  time: number;
  shares: Record<Role, number>;
}

/** The most moments at which a chart of traffic changes. */
const MOST_STEPS = 300;

/** The traffic as steps, in order of time: at most {@link MOST_STEPS}, each with the candidate's highest share in it. */
export function stepsOf({ splits, ...region }: Region, span: Span): Step[] {
  const steps = inOrder(splits).map((split) => ({
    time: timeOf(split.at),
    shares: sharesByRole(split, region),
  }));
  const changes = steps.filter((step, index) => index === 0 || !alike(step, steps[index - 1]));
  if (changes.length <= MOST_STEPS) return changes;
  const buckets = Map.groupBy(changes, ({ time }) => Math.floor(placeOf(time, span) * MOST_STEPS));
  return [...buckets.values()].map((bucket) =>
    bucket.reduce((most, step) => (step.shares.candidate > most.shares.candidate ? step : most)),
  );
}

const inOrder = <Entry extends { at: string }>(entries: readonly Entry[]): Entry[] =>
  entries
    .filter(({ at }) => Number.isFinite(timeOf(at)))
    .sort((one, other) => timeOf(one.at) - timeOf(other.at));

function sharesByRole({ shares }: Split, region: Pick<Region, 'candidate' | 'stable'>): Step['shares'] {
  const byRole = { stable: 0, candidate: 0, other: 0 };
  for (const [revision, percent] of Object.entries(shares)) byRole[roleOf(revision, region)] += percent / 100;
  return byRole;
}

const alike = (one: Step, other: Step | undefined): boolean =>
  ROLES.every((role) => one.shares[role] === other?.shares[role]);

/** What one role's revisions answered within one slice of time. */
export interface Slice {
  /** The middle of the slice, 0 to 1 of the span. */
  place: number;
  requests: number;
  errors: number;
  /** Milliseconds; undefined where nothing was measured. */
  p50: number | undefined;
  p95: number | undefined;
}

/** How many slices the span is cut into: enough to see the moment, few enough for a rate in each. */
export const SLICES = 60;

/** The measurements of each role by slices of time, in order; slices without requests are left out. */
export function slicesOf({ measurements, ...region }: Region, span: Span): Record<Role, Slice[]> {
  const slices = (role: Role): Slice[] => {
    const own = inOrder(measurements).filter(({ revision }) => roleOf(revision, region) === role);
    const bySlice = Map.groupBy(own, ({ at }) => sliceAt(at, span));
    return [...bySlice]
      .map(([slice, entries]) => sliceOf(slice, entries))
      .filter(({ requests }) => requests > 0);
  };
  return { stable: slices('stable'), candidate: slices('candidate'), other: slices('other') };
}

const sliceAt = (at: string, span: Span): number =>
  Math.min(SLICES - 1, Math.floor(placeOf(timeOf(at), span) * SLICES));

/** Percentiles cannot be added up: of several the middle one is weighed by requests, the high one is the highest. */
function sliceOf(slice: number, entries: readonly Measurement[]): Slice {
  const sum = (of: (entry: Measurement) => number): number =>
    entries.reduce((total, entry) => total + of(entry), 0);
  const requests = sum((entry) => entry.requests);
  const timed = entries.filter(({ p50 }) => p50 !== undefined);
  const weight = timed.reduce((total, entry) => total + entry.requests, 0);
  const middle = timed.reduce((total, { p50 = 0, requests: of }) => total + p50 * of, 0) / weight;
  const high = entries.flatMap(({ p95 }) => (p95 === undefined ? [] : [p95]));
  return {
    place: (slice + 0.5) / SLICES,
    requests,
    errors: Math.min(
      requests,
      sum((entry) => entry.errors),
    ),
    p50: weight > 0 ? middle : undefined,
    p95: high.length > 0 ? high.reduce((most, each) => Math.max(most, each)) : undefined,
  };
}

/** Requests and failures of each role over the whole rollout. */
export function totalsOf(region: Region): Record<Role, { requests: number; errors: number }> {
  const totals = {
    stable: { requests: 0, errors: 0 },
    candidate: { requests: 0, errors: 0 },
    other: { requests: 0, errors: 0 },
  };
  for (const { revision, requests, errors } of region.measurements) {
    const total = totals[roleOf(revision, region)];
    total.requests += requests;
    total.errors += errors;
  }
  return totals;
}

/** The candidate's highest share, 0 to 1. */
export const highestShare = (region: Region): number =>
  region.splits.reduce((most, split) => Math.max(most, sharesByRole(split, region).candidate), 0);
