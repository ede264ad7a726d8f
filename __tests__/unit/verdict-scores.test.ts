import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aboveLogScore, belowLogScore, excludedRate } from '../../lib/verdict/budget';
import {
  type CoinScore,
  defaultSettings,
  emptyState,
  type Evidence,
  observe,
  type Scores,
} from '../../lib/verdict';
import { logHypergeometric, support } from '../../lib/verdict/hypergeometric';
import { scoresOf } from '../../lib/verdict/scores';
import { oddsRatios, relativeLogScores, type Stratum } from '../../lib/verdict/relative';

const stratum = (requests: [number, number], failures: [number, number]): Stratum => ({
  candidate: { requests: requests[0], failures: failures[0] },
  stable: { requests: requests[1], failures: failures[1] },
});

/** What a score may be expected to be under its null, and a little for rounding. */
const atMostOne = 1 + 1e-9;

interface Outcome {
  evidence: Evidence;
  probability: number;
}

const pair = (
  candidateFailed: boolean,
  stableFailed: boolean,
  candidateMillis = 10,
  stableMillis = 10,
): Evidence => ({
  kind: 'pair',
  candidate: { failed: candidateFailed, millis: candidateMillis },
  stable: { failed: stableFailed, millis: stableMillis },
});

/** All four ways in which a pair can end when the arms fail at these rates. */
function failing(candidateRate: number, stableRate: number): Outcome[] {
  return [true, false].flatMap((candidateFailed) =>
    [true, false].map((stableFailed) => ({
      evidence: pair(candidateFailed, stableFailed),
      probability:
        (candidateFailed ? candidateRate : 1 - candidateRate) * (stableFailed ? stableRate : 1 - stableRate),
    })),
  );
}

const never = (): boolean => false;

const coinIn = (scores: Scores, name: string): Partial<CoinScore> =>
  scores.coins.find((coin) => coin.name === name) ?? {};
const failed = (scores: Scores): number => coinIn(scores, 'failed').score ?? NaN;
const overBudget = (scores: Scores): number => coinIn(scores, 'failed').overBudget ?? NaN;
const withinBudget = (scores: Scores): number => coinIn(scores, 'failed').withinBudget ?? NaN;
const slower = (scores: Scores): number => coinIn(scores, 'slower').score ?? NaN;
const mean = (scores: Scores): number => scores.mean;

/** The exact expectation of a score after the given pairs, or at the first moment at which `stop` says so. */
function expectation(
  pairs: Outcome[][],
  scoreIn: (scores: Scores) => number,
  stop: (score: number) => boolean = never,
  state = emptyState(),
): number {
  const [next, ...rest] = pairs;
  if (next === undefined) return scoreIn(scoresOf(state, defaultSettings));
  if (stop !== never) {
    const score = scoreIn(scoresOf(state, defaultSettings));
    if (stop(score)) return score;
  }
  return next.reduce((sum, { evidence, probability }) => {
    return sum + probability * expectation(rest, scoreIn, stop, observe(state, evidence, defaultSettings));
  }, 0);
}

describe('a stratum', () => {
  const sizes = [1, 2, 3, 4, 5, 6];

  test.each([1, 0.5, 0.1])(
    'has an expected score of at most 1 for all margins when the odds of failing are times %d',
    (odds) => {
      for (const c of sizes)
        for (const s of sizes)
          for (let m = 0; m <= c + s; m += 1) {
            const given = { candidateRequests: c, stableRequests: s, failures: m };
            const [least, most] = support(given);
            const weights = new Map<number, number>();
            for (let x = least; x <= most; x += 1)
              weights.set(x, Math.exp(logHypergeometric(x, given)) * odds ** x);
            const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
            oddsRatios.forEach((_, index) => {
              let expected = 0;
              for (const [x, weight] of weights)
                expected +=
                  (weight / total) * Math.exp(relativeLogScores(stratum([c, s], [x, m - x]))[index] ?? NaN);
              expect(expected).toBeLessThanOrEqual(atMostOne);
              if (odds === 1) expect(expected).toBeGreaterThan(1 - 1e-8);
            });
          }
    },
  );

  test('of one probe pair multiplies by 2 psi / (1 + psi), by 2 / (1 + psi), or not at all', () => {
    oddsRatios.forEach((psi, index) => {
      const factor = (candidate: number, stable: number): number =>
        Math.exp(relativeLogScores(stratum([1, 1], [candidate, stable]))[index] ?? NaN);
      expect(Math.abs(factor(1, 0) - (2 * psi) / (1 + psi))).toBeLessThan(1e-9);
      expect(Math.abs(factor(0, 1) - 2 / (1 + psi))).toBeLessThan(1e-9);
      expect(factor(0, 0)).toBe(1);
      expect(factor(1, 1)).toBe(1);
    });
  });

  test('of a million requests an arm has finite log-scores, whatever failed', () => {
    const million = 1_000_000;
    const shares = [0, 1, 1000, million / 2, million - 1, million];
    for (const x of shares)
      for (const y of shares) {
        for (const value of relativeLogScores(stratum([million, million], [x, y])))
          expect(Number.isFinite(value)).toBe(true);
      }
  });

  test('may come in any place of the order: the sums are equal to the last bit', () => {
    const arm = fc
      .integer({ min: 0, max: 500 })
      .chain((requests) =>
        fc.record({ requests: fc.constant(requests), failures: fc.integer({ min: 0, max: requests }) }),
      );
    const sumOf = (strata: Stratum[]): number[] =>
      oddsRatios.map((_, index) =>
        strata.reduce((sum, one) => sum + (relativeLogScores(one)[index] ?? NaN), 0),
      );
    const strataAndShuffle = fc
      .array(fc.record({ candidate: arm, stable: arm }), { maxLength: 30 })
      .chain((strata) =>
        fc.tuple(fc.constant(strata), fc.shuffledSubarray(strata, { minLength: strata.length })),
      );
    fc.assert(
      fc.property(strataAndShuffle, ([strata, shuffled]) => {
        expect(sumOf(shuffled)).toEqual(sumOf(strata));
      }),
    );
  });
});

describe('a sequence of pairs', () => {
  test.each([
    ['equal', 0.05, 0.05],
    ['equal and sick', 0.6, 0.6],
    ['better', 0.02, 0.3],
  ])(
    'is expected to multiply the failed score by at most 1 when the candidate is %s',
    (_name, candidate, stable) => {
      // The rates of the environment change from pair to pair; the two arms share the change.
      const pairs = [1, 0.2, 1.5, 1, 0.5].map((drift) => failing(candidate * drift, stable * drift));
      expect(expectation(pairs, failed)).toBeLessThanOrEqual(atMostOne);
      expect(expectation(pairs, failed, (score) => score >= 1.5)).toBeLessThanOrEqual(atMostOne);
    },
  );

  test.each([0.0001, 0.005, 0.01])(
    'is expected to multiply the over-budget score by at most 1 at a rate of %d',
    (rate) => {
      const pairs = Array.from({ length: 5 }, () => failing(rate, 0.001));
      expect(expectation(pairs, overBudget)).toBeLessThanOrEqual(atMostOne);
      expect(expectation(pairs, overBudget, (score) => score > 2)).toBeLessThanOrEqual(atMostOne);
    },
  );

  test.each([0.01, 0.05, 0.5, 1])(
    'is expected to multiply the within-budget score by at most 1 at a rate of %d',
    (rate) => {
      const pairs = Array.from({ length: 5 }, () => failing(rate, 0.001));
      expect(expectation(pairs, withinBudget)).toBeLessThanOrEqual(atMostOne);
      expect(expectation(pairs, withinBudget, (score) => score > 1.02)).toBeLessThanOrEqual(atMostOne);
    },
  );

  test.each([1, 1.1, 1.2])(
    'is expected to multiply the slower score by at most 1 when the candidate is %d times slower',
    (times) => {
      const latencies = [10, 13, 27, 150];
      const outcomes = latencies.flatMap((candidate) =>
        latencies.map((stable) => ({
          evidence: pair(false, false, times * candidate, stable),
          probability: 1 / 16,
        })),
      );
      const pairs = [outcomes, outcomes, outcomes];
      expect(expectation(pairs, slower)).toBeLessThanOrEqual(atMostOne);
      expect(expectation(pairs, slower, (score) => score >= 1.3)).toBeLessThanOrEqual(atMostOne);
    },
  );

  test('within the budget and no worse is expected to have a mean score of at most 1', () => {
    const pairs = Array.from({ length: 6 }, () => failing(0.01, 0.01));
    expect(expectation(pairs, mean)).toBeLessThanOrEqual(atMostOne);
  });
});

describe('the absolute scores', () => {
  const arm = fc.integer({ min: 1, max: 5000 }).chain((requests) =>
    fc.record({
      requests: fc.constant(requests),
      failures: fc.integer({ min: 0, max: Math.min(requests - 1, 60) }),
    }),
  );

  test('are expected to be at most 1 under their nulls after hundreds of requests', () => {
    const budget = 0.01;
    for (const requests of [50, 300, 800]) {
      const expected = (rate: number, logScore: typeof aboveLogScore): number => {
        let [sum, logProbability] = [0, requests * Math.log1p(-rate)];
        for (let failures = 0; failures <= requests; failures += 1) {
          sum += Math.exp(logProbability + logScore({ requests, failures }, budget));
          logProbability += Math.log(((requests - failures) / (failures + 1)) * (rate / (1 - rate)));
        }
        return sum;
      };
      for (const rate of [0.001, 0.01]) expect(expected(rate, aboveLogScore)).toBeLessThanOrEqual(atMostOne);
      for (const rate of [0.01, 0.02, 0.2])
        expect(expected(rate, belowLogScore)).toBeLessThanOrEqual(atMostOne);
    }
  });

  test('leave out rates that are no rates, and say nothing when none is left', () => {
    expect(aboveLogScore({ requests: 10, failures: 10 }, 0.3)).toBeCloseTo(
      Math.log((1.5 ** 10 + 2 ** 10 + 3 ** 10) / 3),
      0,
    );
    expect(aboveLogScore({ requests: 10, failures: 10 }, 0.4)).toBeCloseTo(
      Math.log((1.5 ** 10 + 2 ** 10) / 2),
      9,
    );
    expect(aboveLogScore({ requests: 10, failures: 10 }, 0.7)).toBe(0);
  });

  test('exclude exactly the rates whose own score has reached the threshold', () => {
    fc.assert(
      fc.property(arm, (counts) => {
        const rate = excludedRate(counts, 20);
        if (rate === undefined) throw new Error('Something is always excluded when a request succeeded.');
        expect(belowLogScore(counts, Math.min(rate * 1.0001, 1 - 1e-12))).toBeGreaterThanOrEqual(
          Math.log(20),
        );
        expect(belowLogScore(counts, rate * 0.9999)).toBeLessThan(Math.log(20));
      }),
    );
  });

  test('exclude nothing without data, and nothing when everything failed', () => {
    expect(excludedRate({ requests: 0, failures: 0 }, 20)).toBeUndefined();
    expect(excludedRate({ requests: 7, failures: 7 }, 20)).toBeUndefined();
  });
});
