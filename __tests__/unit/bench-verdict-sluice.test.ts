import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { overdispersionOf } from '../../bench/verdict/overdispersion';
import { PairCounts } from '../../bench/verdict/pair-counts';
import { hold, promote, rollback, type Ruling } from '../../bench/verdict/peers';
import { seeded } from '../../bench/verdict/random';
import { failScores, judgeBudget, judgeRollout } from '../../bench/verdict/sluice';
import { probeStream, type Probes } from '../../bench/verdict/streams/probes';
import { trafficStream } from '../../bench/verdict/streams/traffic';
import type { Stream } from '../../bench/verdict/streams/stream';
import { defaultSettings, emptyState, judge, observe, type VerdictState } from '../../lib/verdict';
import { scoresOf } from '../../lib/verdict/scores';

const start = (index: number): number => index * 60_000;
const minuteOf = { kind: 'minute', coin: 'failed', source: 'simulation' } as const;

/** The rollout as the product judges it: every pair observed, and judged after every one. */
function judgedByTheBook({ minutes }: Stream): Ruling {
  let state = emptyState();
  for (const [index, { pairs }] of minutes.entries()) {
    for (const pair of pairs) {
      state = observe(state, { kind: 'pair', ...pair }, defaultSettings);
      if (judge(state, defaultSettings).result === 'fail') return rollback(index + 1);
    }
  }
  return judge(state, defaultSettings).result === 'pass' ? promote : hold;
}

/** Services from healthy to dead, quick and slow, so that every branch is met. */
const services = fc.record<Probes>({
  minutes: fc.constant(6),
  pairsPerMinute: fc.constant(20),
  stableRate: fc.constantFrom(0, 0.005, 0.02, 0.3),
  candidateRate: fc.constantFrom(0, 0.005, 0.02, 0.1, 0.5),
  tenfold: fc.constantFrom(0, 0.2),
});

describe('the rule that the simulation counts in place', () => {
  test('ends every rollout of pairs as observe and judge do', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(services, fc.nat(), (service, replication) => {
        const stream = probeStream(seeded(1, 2, replication), service);
        const ruling = judgeRollout(stream, 'probes');
        ends.add(ruling.end);
        expect(ruling).toEqual(judgedByTheBook(stream));
      }),
      { numRuns: 40, seed: 1 },
    );
    expect(ends).toContain('rollback');
    expect(ends).toContain('hold');
  });

  test('has the state that observe gives, after every pair, and never misses a rise of the score', () => {
    fc.assert(
      fc.property(services, fc.nat(), (service, replication) => {
        const counts = new PairCounts();
        let state = emptyState();
        let before = scoresOf(state, defaultSettings).mean;
        for (const pair of probeStream(seeded(3, 4, replication), service).minutes.flatMap((m) => m.pairs)) {
          const mayRise = counts.add(pair);
          state = observe(state, { kind: 'pair', ...pair }, defaultSettings);
          expect(counts.state).toEqual(state);
          const now = scoresOf(state, defaultSettings).mean;
          if (!mayRise) expect(now).toBeLessThanOrEqual(before);
          before = now;
        }
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  test('ends every rollout of traffic as judge does, with the overdispersion of the hour before', () => {
    const traffic = { minutes: 10, requestsPerMinute: 300, share: 0.3, stableRate: 0.01, run: 3 };
    for (let replication = 0; replication < 20; replication += 1) {
      const candidateRate = replication % 2 === 0 ? 0.01 : 0.2;
      const stream = trafficStream(seeded(5, 6, replication), { ...traffic, candidateRate });
      const settings = { ...defaultSettings, overdispersion: overdispersionOf(stream.hourBefore) };
      let state = emptyState(settings);
      const results = stream.minutes.map(({ candidate, stable }, index) => {
        state = observe(state, { ...minuteOf, start: start(index), candidate, stable }, settings);
        return judge(state, settings);
      });
      const failed = results.findIndex(({ result }) => result === 'fail');
      const end = results.at(-1)?.result === 'pass' ? promote : hold;
      expect(judgeRollout(stream, 'traffic')).toEqual(failed < 0 ? end : rollback(failed + 1));
      expect(failScores(stream)).toEqual(results.map(({ scores }) => scores.mean));
    }
  });
});

describe('the budget alone', () => {
  /** The first moment, request by request, at which `judge` is not undecided. */
  function requestByRequest(failedPlaces: readonly number[], requests: number): Ruling {
    const stable = { requests: 0, failures: 0 };
    let state: VerdictState = emptyState();
    for (let place = 1; place <= requests; place += 1) {
      const candidate = { requests: 1, failures: failedPlaces.includes(place) ? 1 : 0 };
      state = observe(state, { ...minuteOf, start: start(place), candidate, stable }, defaultSettings);
      const { result } = judge(state, defaultSettings);
      if (result === 'fail') return rollback(place);
      if (result === 'pass') return promote;
    }
    return hold;
  }

  test('passes after 354 requests without a failure, not after 353', () => {
    expect(judgeBudget([{ requests: 353, failures: 0 }])).toEqual(hold);
    expect(judgeBudget([{ requests: 354, failures: 0 }])).toEqual(promote);
  });

  test('looks only where it matters, and ends as if it had looked after every request', () => {
    const places = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 12 });
    fc.assert(
      fc.property(places, (unordered) => {
        const failed = [...unordered].sort((a, b) => a - b);
        const moments = [...failed, 401].map((place, failures) => ({ requests: place - 1, failures }));
        expect(judgeBudget(moments)).toEqual(requestByRequest(failed, 400));
      }),
      { numRuns: 12, seed: 2 },
    );
  });
});

describe('overdispersion', () => {
  test('is the variance over the mean, by hand', () => {
    // Mean 2, squares 4 + 4 + 0 + 16, over 3.
    expect(overdispersionOf([0, 0, 2, 6])).toBeCloseTo(4, 12);
  });

  test('is never below 1, and 1 where nothing is known', () => {
    expect([
      overdispersionOf([]),
      overdispersionOf([3]),
      overdispersionOf([0, 0]),
      overdispersionOf([2, 2]),
    ]).toEqual([1, 1, 1, 1]);
  });
});
