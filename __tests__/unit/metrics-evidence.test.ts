import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ProbeLedger, SplitHistory } from '../../lib/metrics';
import { evidenceOf, trustedUntil } from '../../lib/metrics/evidence';
import type { Context } from '../../lib/metrics/evidence';
import type { Reading } from '../../lib/metrics/model';
import { Visitors } from '../../lib/metrics/visitors';
import type { Arm } from '../../lib/verdict';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-20T12:00:00Z');
const span = { from: NOON, to: NOON + 3 * MINUTE };

const reading = (candidate: (Arm | undefined)[], stable: (Arm | undefined)[], coin = 'failed'): Reading => ({
  coin,
  revisions: new Map([
    ['app-new', minutes(candidate)],
    ['app-old', minutes(stable)],
  ]),
});

const minutes = (arms: (Arm | undefined)[]): Map<number, Arm> =>
  new Map(arms.flatMap((arm, index) => (arm ? [[NOON + index * MINUTE, arm] as const] : [])));

const arm = (requests: number, failures = 0): Arm => ({ requests, failures });

function contextOf(overrides: Partial<Context> = {}): Context {
  return {
    candidate: 'app-new',
    stable: 'app-old',
    source: { name: 'metrics/europe-west1', includesProbes: true, missesUnserved: true },
    visitors: new Visitors(new ProbeLedger()),
    splits: new SplitHistory(),
    coins: new Set(['failed', 'refused', 'unserved']),
    ...overrides,
  };
}

describe('evidence of settled minutes', () => {
  test('is one piece a minute and coin in order; a minute without a request says nothing', () => {
    const evidence = evidenceOf(
      [reading([arm(5, 1), undefined, arm(4)], [arm(95), undefined, arm(90, 2)])],
      span,
      contextOf(),
    );
    expect(evidence).toEqual([
      expect.objectContaining({
        kind: 'minute',
        coin: 'failed',
        start: NOON,
        candidate: arm(5, 1),
        stable: arm(95),
      }),
      expect.objectContaining({ start: NOON + 2 * MINUTE, candidate: arm(4), stable: arm(90, 2) }),
    ]);
  });

  test('takes our own probes out, by minute, revision and outcome, and never below nothing', () => {
    const ledger = new ProbeLedger();
    const at = NOON + 30_000;
    ledger.add({ side: 'candidate', at, status: 200, millis: 5 });
    ledger.add({ side: 'candidate', at, status: 503, millis: 5 });
    ledger.add({ side: 'candidate', at, status: 404, millis: 5 });
    ledger.add({ side: 'stable', at: at + MINUTE, status: 500, millis: 5 });
    const counts = reading([arm(10, 4), arm(3)], [arm(20, 1), arm(1, 1)]);
    const refused = reading([arm(10, 1), arm(3)], [arm(20), arm(1)], 'refused');
    const evidence = evidenceOf([counts, refused], span, contextOf({ visitors: new Visitors(ledger) }));
    expect(evidence).toMatchObject([
      { coin: 'failed', candidate: arm(7, 3), stable: arm(20, 1) },
      { coin: 'refused', candidate: arm(7), stable: arm(20) },
      { coin: 'failed', candidate: arm(3), stable: arm(0) },
      { coin: 'refused', candidate: arm(3), stable: arm(0) },
    ]);
  });

  test('counts no request twice, wherever at its edges a minute has counted our probes', () => {
    const request = fc.record({
      at: fc.integer({ min: -1_500, max: 3 * MINUTE + 1_500 }),
      ours: fc.boolean(),
      failed: fc.boolean(),
      // By so much the two clocks differ about its end.
      skew: fc.integer({ min: -1_500, max: 1_500 }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 200 }), (requests) => {
        const ledger = new ProbeLedger();
        const slots = [arm(0), arm(0), arm(0)];
        for (const { at, ours, failed, skew } of requests) {
          const status = failed ? 500 : 200;
          if (ours) ledger.add({ side: 'candidate', at: NOON + at + skew, status, millis: 1 });
          const slot = slots[Math.floor(at / MINUTE)];
          if (slot) Object.assign(slot, arm(slot.requests + 1, slot.failures + (failed ? 1 : 0)));
        }
        const inTime = requests.filter(({ at }) => at >= 0 && at < 3 * MINUTE);
        const visitors = inTime.filter(({ ours }) => !ours);
        const atTheEdges = requests.filter(
          ({ at, ours }) => ours && (at < 4_000 || at > 3 * MINUTE - 4_000),
        ).length;
        const evidence = evidenceOf(
          [reading(slots, [])],
          span,
          contextOf({ visitors: new Visitors(ledger) }),
        );
        const sums = evidence.map((each) => (each.kind === 'minute' ? each.candidate : arm(0)));
        const total = sums.reduce((sum, each) => sum + each.requests, 0);
        expect(total).toBeLessThanOrEqual(visitors.length);
        expect(total).toBeGreaterThanOrEqual(visitors.length - atTheEdges);
        const failures = sums.reduce((sum, each) => sum + each.failures, 0);
        expect(failures).toBeLessThanOrEqual(visitors.filter(({ failed }) => failed).length);
      }),
      { numRuns: 200 },
    );
  });

  test('leaves out a minute without the probes that we know of: some of its points are missing', () => {
    const ledger = new ProbeLedger();
    for (let each = 0; each < 30; each += 1)
      ledger.add({ side: 'stable', at: NOON + MINUTE + 5_000 + each * 1_000, status: 200, millis: 1 });
    const readings = [reading([arm(8), arm(8), arm(8)], [arm(50), arm(20), arm(50)])];
    const context = contextOf({ visitors: new Visitors(ledger) });
    expect(trustedUntil(readings, span, context)).toBe(NOON + MINUTE);
    expect(evidenceOf(readings, span, context)).toMatchObject([
      { start: NOON, candidate: arm(8), stable: arm(50) },
      { start: NOON + 2 * MINUTE, candidate: arm(8), stable: arm(50) },
    ]);
  });

  test('leaves probes in where the source does not count them, and coins out that nobody judges', () => {
    const ledger = new ProbeLedger();
    ledger.add({ side: 'candidate', at: NOON, status: 200, millis: 5 });
    const source = { name: 'logs/europe-west1', includesProbes: false, missesUnserved: false };
    const readings = [reading([arm(5)], [arm(9)]), reading([arm(5)], [arm(9)], 'slow')];
    const evidence = evidenceOf(readings, span, contextOf({ visitors: new Visitors(ledger), source }));
    expect(evidence).toMatchObject([{ coin: 'failed', candidate: arm(5), stable: arm(9) }]);
  });

  test('says how the requests should have been split, in minutes that saw one split from end to end', () => {
    const splits = new SplitHistory();
    splits.settled(NOON - 1, 0.05);
    splits.changing(NOON + MINUTE + 10_000);
    splits.settled(NOON + MINUTE + 20_000, 0.25);
    const evidence = evidenceOf(
      [reading([arm(5), arm(9), arm(20)], [arm(95), arm(80), arm(60)])],
      span,
      contextOf({ splits }),
    );
    expect(evidence.filter(({ kind }) => kind === 'share')).toMatchObject([
      { start: NOON, candidateRequests: 5, stableRequests: 95, candidateShare: 0.05 },
      { start: NOON + 2 * MINUTE, candidateRequests: 20, stableRequests: 60, candidateShare: 0.25 },
    ]);
  });
});

describe('points that are later than announced', () => {
  test('are waited for: a reading is trusted up to the last minute in which stable was seen by every coin', () => {
    const failed = reading([arm(1), arm(1), arm(1)], [arm(9), arm(9), undefined]);
    const refused = reading([arm(1)], [arm(9), undefined, undefined], 'refused');
    expect(trustedUntil([failed], span, contextOf())).toBe(NOON + 2 * MINUTE);
    expect(trustedUntil([failed, refused], span, contextOf())).toBe(NOON + MINUTE);
    expect(trustedUntil([reading([], [])], span, contextOf())).toBe(NOON);
  });
});
