import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judge, parseStages, stageAfter, stageBefore } from '../../actions/publish-mobile/src/play/gate';
import type { GateSettings } from '../../actions/publish-mobile/src/play/gate';
import { interval, leastExcess, rateOf } from '../../actions/publish-mobile/src/play/gate/rates';
import { Refusal } from '../../lib/runner/input-reader';

const settings: GateSettings = {
  ...{ minUsers: 1_000, max: { crash: 0.0109, anr: 0.0047 }, tolerance: 0.0025 },
  ...{ days: 7, maxAge: 4 * 86_400_000, insufficient: 'stop' },
};

describe('stages', () => {
  test('rise to everybody', () => {
    expect(parseStages('1% 5% 20% 100%')).toEqual([1, 5, 20, 100]);
    expect(parseStages('0.5, 100')).toEqual([0.5, 100]);
    for (const text of ['', '5% 1% 100%', '1% 5%', '1% all', '1% 1% 100%', '100% 100%'])
      expect(parseStages(text)).toBeInstanceOf(Refusal);
  });

  test('go on from any share, also from one that is no stage', () => {
    const stages = [1, 5, 20, 100];
    expect([0, 1, 10, 20, 100].map((share) => stageAfter(stages, share))).toEqual([1, 5, 20, 100, 100]);
    expect([1, 5, 10, 100].map((share) => stageBefore(stages, share))).toEqual([0, 1, 5, 20]);
  });
});

describe('rates', () => {
  const counts = fc
    .record({ of: fc.integer({ min: 1, max: 1_000_000 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ of, share }) => ({ of, hit: of * share }));

  test('lie within their interval, which is narrower for more people', () => {
    fc.assert(
      fc.property(counts, (count) => {
        const { lower, upper } = interval(count);
        const rate = rateOf(count);
        expect(lower).toBeLessThanOrEqual(rate + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(rate - 1e-12);
        const more = interval({ of: count.of * 10, hit: count.hit * 10 });
        expect(more.upper - more.lower).toBeLessThanOrEqual(upper - lower + 1e-12);
      }),
    );
  });

  test('are as Wilson and Newcombe have them', () => {
    // Computed apart from this code, with z = 1.6448536, from the formulas of both papers.
    const { lower, upper } = interval({ of: 100, hit: 10 });
    expect(lower).toBeCloseTo(0.060719, 5);
    expect(upper).toBeCloseTo(0.160356, 5);
    expect(leastExcess({ of: 1000, hit: 30 }, { of: 1000, hit: 10 })).toBeGreaterThan(0);
    expect(leastExcess({ of: 100, hit: 3 }, { of: 100, hit: 1 })).toBeLessThan(0);
  });
});

describe('the gate', () => {
  const day = '2026-11-18';
  const vitalsOf = (users: number, crashes: number): Parameters<typeof judge>[0] => ({
    freshUntil: '2026-11-19',
    days: {
      crash: [
        { day, versionCode: 41, users: 100_000, hit: 500 },
        { day, versionCode: 42, users, hit: crashes },
      ],
      anr: [
        { day, versionCode: 41, users: 100_000, hit: 100 },
        { day, versionCode: 42, users, hit: users / 1000 },
      ],
    },
  });
  const subject = {
    ...{ candidate: [42], previous: [41], stage: 1, before: 0 },
    now: Date.parse('2026-11-20T12:00:00Z'),
  };

  test('answers alike for more crashes or worse: from pass over insufficient to fail, and never back', () => {
    const order = ['pass', 'insufficient', 'fail'];
    const users = fc.integer({ min: 1_000, max: 100_000 });
    fc.assert(
      fc.property(users, fc.nat(50), fc.nat(50), (of, low, more) => {
        const answer = (permille: number): number =>
          order.indexOf(judge(vitalsOf(of, (of * permille) / 1000), subject, settings).answer);
        expect(answer(low + more)).toBeGreaterThanOrEqual(answer(low));
      }),
    );
  });

  test('needs users, and a limit of its own where there is no version before', () => {
    expect(judge(vitalsOf(999, 0), subject, settings).answer).toBe('insufficient');
    expect(judge(vitalsOf(5_000, 25), { ...subject, previous: [] }, settings).answer).toBe('pass');
    expect(judge(vitalsOf(5_000, 200), { ...subject, previous: [] }, settings).answer).toBe('fail');
  });
});
