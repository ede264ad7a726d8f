/** Timelines whose every text comes from somebody who means ill. */
import fc from 'fast-check';
import type { Timeline } from '../../lib/report';
import { at, badCanary } from './report-timelines';

export const ATTACKS = [
  '<script>document.title="owned"</script>',
  '</svg></style></title><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '<!--',
  ']]>',
  '&lt;b&gt;&amp;&#x3c;',
  '</textarea>{{7*7}}${7*7}',
  'javascript:alert(1)',
  '\u202egnp.exe\u202c\u2066x\u2069',
  '\u0000\u0008\u001b[31mred\u001b[0m',
  '\ud800 half',
  '```\n# heading\n|a|b|\n@everyone closes #1\n```',
  '__proto__',
  'constructor',
  '%%{init: {"theme": "x"}}%%\nend',
  'x'.repeat(20_000),
] as const;

const text = fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 40 }));
const instant = fc.integer({ min: -60, max: 600 }).map((minutes) => at(minutes));
const amount = fc.oneof(fc.nat(1_000_000), fc.constantFrom(0, 0.5, Number.MAX_VALUE, Number.MIN_VALUE));
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const share = fc.double({ min: 0, max: 100, noNaN: true });

const arm = fc.record({ requests: amount, failures: amount });

const region = fc.record(
  {
    region: text,
    candidate: text,
    stable: text,
    splits: fc.array(fc.record({ at: instant, shares: fc.dictionary(text, share, { maxKeys: 4 }) }), {
      maxLength: 8,
    }),
    measuredBy: text,
    measurements: fc.array(
      fc.record(
        { at: instant, revision: text, requests: amount, errors: amount, p50: amount, p95: amount },
        { requiredKeys: ['at', 'revision', 'requests', 'errors'] },
      ),
      { maxLength: 8 },
    ),
    verdicts: fc.array(
      fc.record({
        at: instant,
        percent: share,
        result: fc.constantFrom('pass' as const, 'fail' as const, 'inconclusive' as const),
        reason: text,
        excluded: text,
        threshold: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        scores: fc.record({
          mean: number,
          coins: fc.array(
            fc.record({ name: text, score: number, overBudget: number, withinBudget: number }),
            {
              maxLength: 4,
            },
          ),
        }),
        counts: fc.record({
          compared: amount,
          candidateSlower: amount,
          coins: fc.array(fc.record({ name: text, candidate: arm, stable: arm }), { maxLength: 4 }),
        }),
      }),
      { maxLength: 4 },
    ),
    bringBack: fc.record(
      { decidedAt: instant, restoredAt: instant, from: text, to: text, why: text },
      { requiredKeys: ['decidedAt', 'from', 'to', 'why'] },
    ),
  },
  { requiredKeys: ['region', 'candidate', 'stable', 'splits', 'measuredBy', 'measurements', 'verdicts'] },
);

/** Any timeline that `parseTimeline` takes. */
export const timelines: fc.Arbitrary<Timeline> = fc.record({
  version: fc.constant(1 as const),
  service: text,
  environment: text,
  startedAt: instant,
  endedAt: instant,
  outcome: fc.record({
    result: fc.constantFrom(
      ...(['promoted', 'rolled-back', 'held', 'superseded', 'failed', 'running'] as const),
    ),
    why: text,
  }),
  facts: fc.array(fc.record({ name: text, value: text, url: text }, { requiredKeys: ['name', 'value'] }), {
    maxLength: 3,
  }),
  regions: fc.array(region, { maxLength: 3 }),
  jobs: fc.array(
    fc.record({
      name: text,
      result: fc.constantFrom('success' as const, 'failure' as const, 'running' as const),
      startedAt: instant,
      endedAt: instant,
    }),
    { maxLength: 3 },
  ),
  gates: fc.array(
    fc.record({
      environment: text,
      askedAt: instant,
      answer: fc.constantFrom('approved' as const),
      by: text,
    }),
    { maxLength: 2 },
  ),
  notes: fc.array(fc.record({ at: instant, text }), { maxLength: 3 }),
  migration: fc.record({
    summary: text,
    result: fc.constantFrom('planned' as const, 'failed' as const),
    steps: fc.array(fc.record({ name: text, detail: text }), { maxLength: 3 }),
  }),
});

/** A real rollout in which every name is one attack. */
export function attackedBy(attack: string): Timeline {
  const timeline = badCanary();
  const own = (name: string): string => (name.startsWith('shop-c0') ? attack : name);
  return {
    ...timeline,
    service: attack,
    environment: attack,
    outcome: { ...timeline.outcome, why: attack },
    facts: [{ name: attack, value: attack, url: attack }],
    notes: [{ at: at(5), text: attack }],
    regions: timeline.regions.map((each) => ({
      ...each,
      region: attack,
      candidate: attack,
      measuredBy: attack,
      splits: each.splits.map(({ at: time, shares }) => ({
        at: time,
        shares: Object.fromEntries(Object.entries(shares).map(([name, percent]) => [own(name), percent])),
      })),
      measurements: each.measurements.map((entry) => ({ ...entry, revision: own(entry.revision) })),
      verdicts: each.verdicts.map((verdict) => ({
        ...verdict,
        reason: attack,
        scores: { mean: 30, coins: [{ name: attack, score: 30 }] },
      })),
    })),
    jobs: timeline.jobs.map((job) => ({ ...job, name: attack })),
    gates: timeline.gates.map((gate) => ({ ...gate, environment: attack, by: attack })),
    migration: { summary: attack, result: 'planned', steps: [{ name: attack, detail: attack }] },
  };
}

/** Ten thousand splits and as many measurements, within a few hours. */
export function crowded(): Timeline {
  const timeline = badCanary();
  const [one] = timeline.regions;
  if (!one) throw new Error('the timeline has no region');
  const moments = Array.from({ length: 10_000 }, (_, index) => index / 60);
  const { candidate, stable } = one;
  return {
    ...timeline,
    endedAt: at(170),
    regions: [
      {
        ...one,
        splits: moments.map((minutes, index) => ({
          at: at(minutes),
          shares:
            index === 5_000
              ? { [candidate]: 88, [stable]: 12 }
              : { [candidate]: index % 7, [stable]: 100 - (index % 7) },
        })),
        measurements: moments.map((minutes, index) => ({
          at: at(minutes),
          revision: index % 2 === 0 ? candidate : stable,
          requests: 10,
          errors: index % 100 === 0 ? 1 : 0,
          p50: 40,
          p95: 90 + (index % 40),
        })),
      },
    ],
  };
}
