import fc from 'fast-check';
import type { Service, TrafficEntry } from '../../lib/cloudrun';
import type { Policy, RolloutState } from '../../lib/rollout';
import { trafficHash } from '../../lib/rollout';
import { defaultSettings, emptyState, judge } from '../../lib/verdict';
import type { Verdict } from '../../lib/verdict';

export const NOW = Date.parse('2026-11-20T12:00:00.000Z');
export const iso = (time: number): string => new Date(time).toISOString();

export const split = (candidate: number): TrafficEntry[] => [
  { revision: 'app-old', percent: 100 - candidate },
  { revision: 'app-new', percent: candidate },
  { revision: 'app-new', percent: 0, tag: 'candidate' },
  { revision: 'app-old', percent: 0, tag: 'stable' },
];

/** A rollout of `app-new` beside `app-old` that stands at its first step, 10 %. */
export function stateOf(overrides: Partial<RolloutState> = {}, traffic = split(10)): RolloutState {
  return {
    version: 2,
    candidate: 'app-new',
    stable: 'app-old',
    tagPrefix: '',
    plan: '10%:10m 50%:10m 100%',
    step: 0,
    stepStartedAt: iso(NOW),
    status: 'rolling',
    leaseUntil: iso(NOW + 3_600_000),
    verdict: emptyState(),
    traffic: trafficHash(traffic, overrides.tagPrefix ?? ''),
    at: iso(NOW),
    run: 'https://github.com/acme/shop/actions/runs/42',
    ...overrides,
  };
}

export const policyOf = (overrides: Partial<Policy> = {}): Policy => ({
  steps: [
    { percent: 10, observe: 600_000 },
    { percent: 50, observe: 600_000 },
    { percent: 100, observe: 0 },
  ],
  extension: 1_800_000,
  onInconclusive: 'hold',
  ...overrides,
});

export const verdictOf = (result: Verdict['result'], more: Partial<Verdict> = {}): Verdict => ({
  ...judge(emptyState(), defaultSettings),
  result,
  reason: `the reason for ${result}`,
  ...more,
});

export const serviceOf = (overrides: Partial<Service> = {}): Service => ({
  etag: '"1"',
  annotations: {},
  template: {},
  traffic: split(10),
  serving: split(10),
  latestReadyRevision: 'app-new',
  latestCreatedRevision: 'app-new',
  uri: 'https://app.example',
  settled: true,
  conditions: [],
  ...overrides,
});

const revisions = ['app-old', 'app-new', 'app-b', 'app-c', 'LATEST'] as const;

/** Traffic tables that Cloud Run would take: percents add up to 100, and no tag is given twice. */
export const tables: fc.Arbitrary<TrafficEntry[]> = fc
  .array(
    fc.record({
      revision: fc.constantFrom(...revisions),
      weight: fc.nat(100),
      tag: fc.option(fc.constantFrom('head', 'beta', 'candidate', 'stable', 'prev', 'mine'), {
        nil: undefined,
      }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map(withPercents);

function withPercents(
  drawn: readonly { revision: string; weight: number; tag: string | undefined }[],
): TrafficEntry[] {
  const total = drawn.reduce((sum, { weight }) => sum + weight, 0);
  const seen = new Set<string>();
  const entries = drawn.map(({ revision, weight, tag }) => {
    const isNew = tag !== undefined && !seen.has(tag);
    if (isNew) seen.add(tag);
    const percent = total === 0 ? 0 : Math.floor((weight * 100) / total);
    return { revision, percent, ...(isNew ? { tag } : {}) };
  });
  const rest = 100 - entries.reduce((sum, { percent }) => sum + percent, 0);
  const [first, ...others] = entries;
  const whole = first ? [{ ...first, percent: first.percent + rest }, ...others] : [];
  return whole.filter(({ percent, tag }) => percent > 0 || tag !== undefined);
}

export const total = (traffic: readonly TrafficEntry[]): number =>
  traffic.reduce((sum, { percent }) => sum + percent, 0);

/** What a table says about everything but these revisions and tags, in a canonical order. */
export function foreign(
  traffic: readonly TrafficEntry[],
  revisionsLeftOut: readonly string[],
  tagsLeftOut: readonly string[] = [],
): string[] {
  const percents = traffic
    .filter(({ revision, percent }) => percent > 0 && !revisionsLeftOut.includes(revision))
    .map(({ revision, percent, tag }) => `${revision} ${percent} ${tag ?? ''}`);
  const tags = traffic
    .filter(({ tag }) => tag !== undefined && !tagsLeftOut.includes(tag))
    .map(({ revision, tag }) => `${tag ?? ''} -> ${revision}`);
  return [...percents.sort(), ...tags.sort()];
}
