/** Timelines as a deploy would record them, made by a fixed recipe so that every run draws the same. */
import type { Measurement, Region, Timeline, VerdictEntry } from '../../lib/report';
import { defaultSettings, emptyState, judge, observe } from '../../lib/verdict';

const START = Date.parse('2026-11-20T12:00:00.000Z');
const MINUTE = 60_000;
export const at = (minutes: number): string => new Date(START + Math.round(minutes * MINUTE)).toISOString();

/** Even numbers on [0, 1) from a seed: mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Traffic {
  revision: string;
  from: number;
  to: number;
  /** The share of requests that fail, and the middle latency in milliseconds. */
  errorRate: number;
  middle: number;
  seed: number;
}

/** One measurement every ten seconds. */
export function measured({ revision, from, to, errorRate, middle, seed }: Traffic): Measurement[] {
  const random = numbers(seed);
  const count = Math.max(0, Math.floor((to - from) * 6));
  return Array.from({ length: count }, (_, index) => {
    const requests = 8 + Math.floor(random() * 5);
    const errors = Array.from({ length: requests }, random).filter((draw) => draw < errorRate).length;
    const p50 = middle * (0.9 + random() * 0.2);
    return {
      at: at(from + (index + 1) / 6),
      revision,
      requests,
      errors,
      p50,
      p95: p50 * (1.8 + random() * 1.4),
    };
  });
}

/** A verdict on so many pairs, of which so many failed on the candidate, as the statistics really give it. */
export function verdictAfter(
  minutes: number,
  percent: number,
  pairs: number,
  failures: number,
): VerdictEntry {
  let state = emptyState();
  for (let pair = 0; pair < pairs; pair += 1) {
    const failed = Math.floor(((pair + 1) * failures) / pairs) > Math.floor((pair * failures) / pairs);
    state = observe(
      state,
      { kind: 'pair', stable: { failed: false, millis: 40 }, candidate: { failed, millis: 44 } },
      defaultSettings,
    );
  }
  const { scores, counts, ...rest } = judge(state, defaultSettings);
  return { at: at(minutes), percent, threshold: defaultSettings.threshold, ...rest, scores, counts };
}

const STABLE = 'shop-9f3c1d2-4be01a77';
const CANDIDATE = 'shop-c0ffee1-1a2b3c4d';

const facts: Timeline['facts'] = [
  { name: 'Image', value: `europe-docker.pkg.dev/acme/apps/shop@sha256:${'4f'.repeat(32)}` },
  { name: 'Commit', value: 'c0ffee1', url: 'https://github.com/acme/shop/commit/c0ffee1' },
  { name: 'Run', value: 'acme/shop, run 42', url: 'https://github.com/acme/shop/actions/runs/42' },
  { name: 'Started by', value: 'ada' },
];

const jobs: Timeline['jobs'] = [
  { name: 'Plan', result: 'success', startedAt: at(-9), endedAt: at(-8.2) },
  { name: 'Production', result: 'failure', startedAt: at(-3), endedAt: at(16) },
  { name: 'Rollback', result: 'success', startedAt: at(16.1), endedAt: at(16.6) },
  { name: 'Report', result: 'success', startedAt: at(16.7), endedAt: at(16.9) },
];

const gates: Timeline['gates'] = [
  { environment: 'production', askedAt: at(-8.2), answeredAt: at(-3), answer: 'approved', by: 'grace' },
];

const shares = (candidate: number): Record<string, number> => ({
  [STABLE]: 100 - candidate,
  [CANDIDATE]: candidate,
});

/** Ten good minutes at 5 %, then the candidate goes bad at 25 % and is brought back. */
export function badCanary(): Timeline {
  const fail = verdictAfter(14.2, 25, 330, 9);
  const region: Region = {
    region: 'europe-west1',
    candidate: CANDIDATE,
    stable: STABLE,
    splits: [
      { at: at(0), shares: shares(0) },
      { at: at(1), shares: shares(5) },
      { at: at(11), shares: shares(25) },
      { at: at(14.24), shares: shares(0) },
    ],
    measuredBy: 'probe pairs',
    measurements: [
      ...measured({ revision: STABLE, from: 0.5, to: 16, errorRate: 0.001, middle: 38, seed: 1 }),
      ...measured({ revision: CANDIDATE, from: 0.5, to: 11.6, errorRate: 0.002, middle: 41, seed: 2 }),
      ...measured({ revision: CANDIDATE, from: 11.6, to: 14.2, errorRate: 0.11, middle: 96, seed: 3 }),
    ],
    verdicts: [verdictAfter(11, 5, 600, 0), fail],
    bringBack: { decidedAt: at(14.2), restoredAt: at(14.247), from: CANDIDATE, to: STABLE, why: fail.reason },
  };
  return {
    version: 1,
    service: 'shop',
    environment: 'production',
    startedAt: at(-9),
    endedAt: at(16.9),
    outcome: { result: 'rolled-back', why: fail.reason },
    facts,
    regions: [region],
    jobs,
    gates,
    notes: [],
    migration: {
      summary: 'two steps, both of which the serving version can live with.',
      result: 'applied',
      steps: [
        { name: '0007_add_coupon.sql', detail: 'adds the table coupon' },
        { name: '0008_order_coupon.sql', detail: 'adds the column order.coupon_id, without a default' },
      ],
    },
  };
}

/** Two waves; the second one is brought back, and so is the first, which had all the traffic already. */
export function twoRegions(): Timeline {
  const one = badCanary();
  const [region] = one.regions;
  if (!region) throw new Error('the timeline has no region');
  const first: Region = {
    ...region,
    region: 'us-central1',
    splits: [
      { at: at(-14), shares: shares(0) },
      { at: at(-13), shares: shares(10) },
      { at: at(-3), shares: { ...shares(50), 'shop-beta': 5, [STABLE]: 45 } },
      { at: at(0), shares: shares(100) },
      { at: at(14.24), shares: shares(0) },
    ],
    measurements: [
      ...measured({ revision: STABLE, from: -14, to: 16, errorRate: 0.001, middle: 38, seed: 5 }),
      ...measured({ revision: CANDIDATE, from: -14, to: 14.2, errorRate: 0.004, middle: 43, seed: 6 }),
    ],
    verdicts: [verdictAfter(-3, 10, 400, 0), verdictAfter(0, 50, 900, 0)],
  };
  return {
    ...one,
    startedAt: at(-23),
    regions: [first, region],
    notes: [{ at: at(-5), region: 'us-central1', text: 'shop-beta was given 5 % by somebody else' }],
  };
}

/** All went well, in one region. */
export function promoted(): Timeline {
  const one = badCanary();
  const [region] = one.regions;
  if (!region) throw new Error('the timeline has no region');
  const { bringBack: _, ...rest } = region;
  const pass = verdictAfter(21, 25, 1200, 0);
  return {
    ...one,
    endedAt: at(24),
    outcome: { result: 'promoted', why: pass.reason },
    regions: [
      {
        ...rest,
        splits: [...region.splits.slice(0, 3), { at: at(21), shares: shares(100) }],
        measurements: [
          ...measured({ revision: STABLE, from: 0.5, to: 23, errorRate: 0.001, middle: 38, seed: 1 }),
          ...measured({ revision: CANDIDATE, from: 0.5, to: 23, errorRate: 0.001, middle: 39, seed: 2 }),
        ],
        verdicts: [verdictAfter(11, 5, 600, 0), pass],
      },
    ],
    jobs: [
      { name: 'Plan', result: 'success', startedAt: at(-9), endedAt: at(-8.2) },
      { name: 'Production', result: 'success', startedAt: at(-3), endedAt: at(23.5) },
      { name: 'Rollback', result: 'skipped', startedAt: at(23.5), endedAt: at(23.5) },
    ],
  };
}
