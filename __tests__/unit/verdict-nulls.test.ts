import { describe, expect, test } from '@jest/globals';
import {
  type Arm,
  type CoinScore,
  defaultSettings,
  emptyState,
  type Evidence,
  observe,
  type VerdictSettings,
  type VerdictState,
} from '../../lib/verdict';
import { logHypergeometric, support } from '../../lib/verdict/hypergeometric';
import { oddsRatios, relativeLogScores } from '../../lib/verdict/relative';
import { scoresOf } from '../../lib/verdict/scores';
import { poisson, seeded, type Random } from '../../lib/verdict/seeded';

/** What a score may be expected to be under its null, and a little for rounding. */
const atMostOne = 1 + 1e-9;

interface Outcome {
  evidence: Evidence;
  probability: number;
}

/** The probability of x in n, each with this rate. */
function binomial(n: number, rate: number): number[] {
  let row = [1];
  for (let step = 0; step < n; step += 1)
    row = Array.from(
      { length: row.length + 1 },
      (_, x) => (row[x] ?? 0) * (1 - rate) + (row[x - 1] ?? 0) * rate,
    );
  return row;
}

/** Every way in which a minute can end when all requests of both arms fail at this rate. */
function minutes(index: number, candidate: number, stable: number, rate: number): Outcome[] {
  const [ofCandidate, ofStable] = [binomial(candidate, rate), binomial(stable, rate)];
  return ofCandidate.flatMap((p, x) =>
    ofStable.map((q, y) => ({
      evidence: {
        kind: 'minute',
        coin: 'failed',
        source: 'a',
        start: index * 60_000,
        candidate: { requests: candidate, failures: x },
        stable: { requests: stable, failures: y },
      },
      probability: p * q,
    })),
  );
}

/** Every way in which a minute's requests can fall on the two when the part `served` of the candidate's arrives. */
function splits(index: number, requests: number, candidateShare: number, served: number): Outcome[] {
  const arriving = (served * candidateShare) / (served * candidateShare + 1 - candidateShare);
  return binomial(requests, arriving).map((probability, candidateRequests) => ({
    evidence: {
      kind: 'share',
      source: 'a',
      start: index * 60_000,
      candidateRequests,
      stableRequests: requests - candidateRequests,
      candidateShare,
    },
    probability,
  }));
}

/** The exact expectation of a score after these, or at the first moment at which it is at least `stopAt`. */
function expectation(
  [next, ...rest]: Outcome[][],
  scoreOf: (state: VerdictState) => number,
  settings: VerdictSettings,
  stopAt: number,
  state = emptyState(),
): number {
  const score = scoreOf(state);
  if (next === undefined || score >= stopAt) return score;
  return next.reduce((sum, { evidence, probability }) => {
    const after = observe(state, evidence, settings);
    return sum + probability * expectation(rest, scoreOf, settings, stopAt, after);
  }, 0);
}

const coinOf =
  (name: string, which: 'score' | 'overBudget' | 'withinBudget', settings: VerdictSettings) =>
  (state: VerdictState): number => {
    const coin: CoinScore | undefined = scoresOf(state, settings).coins.find((each) => each.name === name);
    return coin?.[which] ?? NaN;
  };

describe('the expectation of a score is at most 1', () => {
  const traffic = (rate: number): Outcome[][] => [
    minutes(1, 2, 4, rate),
    minutes(2, 2, 2, rate * 2),
    minutes(3, 1, 5, rate / 2),
  ];

  test.each([
    [1, 0.02],
    [1, 0.3],
    [2.5, 0.02],
    [2.5, 0.3],
  ])('in minutes of traffic, with an overdispersion of %d and a rate of %d', (overdispersion, rate) => {
    const settings = { ...defaultSettings, overdispersion };
    for (const stopAt of [Infinity, 1.3])
      expect(
        expectation(traffic(rate), coinOf('failed', 'score', settings), settings, stopAt),
      ).toBeLessThanOrEqual(atMostOne);
  });

  test.each([1, 3])('of over and within the budget, with an overdispersion of %d', (overdispersion) => {
    const settings = { ...defaultSettings, overdispersion, errorBudget: 0.1 };
    const steady = (rate: number): Outcome[][] => [1, 2, 3].map((index) => minutes(index, 3, 1, rate));
    for (const stopAt of [Infinity, 1.1]) {
      for (const rate of [0.02, 0.1]) {
        const over = coinOf('failed', 'overBudget', settings);
        expect(expectation(steady(rate), over, settings, stopAt)).toBeLessThanOrEqual(atMostOne);
      }
      for (const rate of [0.1, 0.4]) {
        const within = coinOf('failed', 'withinBudget', settings);
        expect(expectation(steady(rate), within, settings, stopAt)).toBeLessThanOrEqual(atMostOne);
      }
    }
  });

  test.each([0.8, 0.9, 1, 1.3])('of missing requests when the part %d arrives', (served) => {
    for (const overdispersion of [1, 2]) {
      const settings = { ...defaultSettings, coins: [{ name: 'unserved', overdispersion }] };
      const score = coinOf('unserved', 'score', settings);
      for (const share of [0.05, 0.5, 0.95]) {
        const seen = [splits(1, 6, share, served), splits(2, 3, share, served), splits(3, 5, share, served)];
        for (const stopAt of [Infinity, 1.2])
          expect(expectation(seen, score, settings, stopAt)).toBeLessThanOrEqual(atMostOne);
        expect(expectation([splits(1, 300, share, served)], score, settings, Infinity)).toBeLessThanOrEqual(
          atMostOne,
        );
      }
    }
  });

  test.each([
    [1_000_000, 1_000_000, 4_000],
    [50_000, 950_000, 2_000],
    [600, 5_400, 150],
    [600, 5_400, 201],
  ])('in a minute of %d and %d requests with %d failures, summed over every outcome', (n, m, failures) => {
    const given = { candidateRequests: n, stableRequests: m, failures };
    const [least, most] = support(given);
    oddsRatios.forEach((_, index) => {
      let expected = 0;
      for (let x = least; x <= most; x += 1) {
        const candidate: Arm = { requests: n, failures: x };
        const stable: Arm = { requests: m, failures: failures - x };
        const logScore = relativeLogScores({ candidate, stable })[index] ?? NaN;
        expected += Math.exp(logHypergeometric(x, given) + logScore);
      }
      expect(expected).toBeLessThanOrEqual(1 + 1e-8);
      expect(expected).toBeGreaterThan(1 - 1e-6);
    });
  });
});

describe('in simulation', () => {
  const names = ['refused', 'slow', 'crashes', 'timeouts'];

  /** One rollout of half an hour in which every coin sees the very same bad outcomes, and a look after every minute. */
  function everFails(random: Random, run: number): boolean {
    const coins = names.map((name) => ({ name, overdispersion: run }));
    const settings = { ...defaultSettings, overdispersion: run, coins };
    let state = emptyState();
    const arm = (mean: number): Arm => {
      const requests = poisson(random, mean);
      const failures = Math.min(requests, run * poisson(random, (requests * 0.004) / run));
      return { requests, failures };
    };
    for (let index = 0; index < 30; index += 1) {
      const seen = { source: 'a', start: index * 60_000, candidate: arm(60), stable: arm(540) };
      for (const coin of ['failed', ...names])
        state = observe(state, { kind: 'minute', coin, ...seen }, settings);
      if (scoresOf(state, settings).mean >= settings.threshold) return true;
    }
    return false;
  }

  test.each([1, 5])(
    'five coins that fall alike, in runs of %d, fail an equal in 5 % of rollouts at most',
    (run) => {
      const random = seeded(11);
      const rollouts = 250;
      const failed = Array.from({ length: rollouts }, () => everFails(random, run)).filter(Boolean).length;
      expect(failed / rollouts).toBeLessThanOrEqual(0.05);
    },
  );
});
