import { describe, expect, test } from '@jest/globals';
import {
  type CoinScore,
  defaultSettings,
  emptyState,
  type Evidence,
  judge,
  observe,
  type Verdict,
  type VerdictSettings,
} from '../../lib/verdict';
import { minuteOf, minutesOf, sharesOf, stateAfter, withCoins } from './verdict-fixtures';

const verdictAfter = (seen: readonly Evidence[], settings: VerdictSettings): Verdict =>
  judge(stateAfter(seen, settings), settings);

const coinIn = ({ scores }: Verdict, name: string): Partial<CoinScore> =>
  scores.coins.find((coin) => coin.name === name) ?? {};

describe('real traffic', () => {
  test('within the budget passes', () => {
    const verdict = verdictAfter(minutesOf('failed', 8, [0, 60], [1, 540]), defaultSettings);
    expect(verdict.result).toBe('pass');
    expect(verdict.reason).toContain('within its error budget of 1 %: 0 of 480 requests failed');
  });

  test('that fails on the candidate alone fails it', () => {
    const verdict = verdictAfter(minutesOf('failed', 6, [3, 60], [1, 540]), defaultSettings);
    expect(verdict.result).toBe('fail');
    expect(verdict.reason).toContain(
      '18 of 360 requests failed on the candidate, 6 of 3240 requests on stable',
    );
  });

  test('that fails ten times as often on both, a minute long, is no evidence against the candidate', () => {
    const burst = [...minutesOf('failed', 5, [0, 60], [1, 540]), minuteOf('failed', 5, [12, 60], [108, 540])];
    expect(coinIn(verdictAfter(burst, defaultSettings), 'failed').score).toBeLessThan(1);
  });

  test('of a million requests a minute gives finite scores', () => {
    const seen = minutesOf('failed', 30, [20_000, 1_000_000], [2_000, 1_000_000]);
    const verdict = verdictAfter(seen, defaultSettings);
    expect(verdict.result).toBe('fail');
    expect(Number.isFinite(verdict.scores.mean)).toBe(true);
  });

  test('adds to what the probes say about the same coin', () => {
    const pairs = Array.from({ length: 4 }, (): Evidence => ({
      kind: 'pair',
      candidate: { failed: true, millis: 10 },
      stable: { failed: false, millis: 10 },
    }));
    const minutes = minutesOf('failed', 2, [2, 60], [0, 540]);
    const scoreAfter = (seen: Evidence[]): number =>
      coinIn(verdictAfter(seen, defaultSettings), 'failed').score ?? NaN;
    const both = verdictAfter([...pairs, ...minutes], defaultSettings);
    expect(both.counts.coins[0]?.candidate).toEqual({ requests: 124, failures: 8 });
    // The product is taken for each odds ratio before the average, so it is more than the product of the averages.
    expect(scoreAfter([...pairs, ...minutes])).toBeGreaterThan(scoreAfter(pairs) * scoreAfter(minutes));
  });

  test('that comes in bursts counts for less, in both directions; probes count in full', () => {
    const bursty = { ...defaultSettings, overdispersion: 4 };
    const worse = minutesOf('failed', 6, [3, 60], [1, 540]);
    const good = minutesOf('failed', 8, [0, 60], [1, 540]);
    const single = (seen: Evidence[], name: 'score' | 'withinBudget' | 'overBudget'): number[] =>
      [defaultSettings, bursty].map((settings) =>
        Math.log(coinIn(verdictAfter(seen, settings), 'failed')[name] ?? NaN),
      );
    for (const name of ['score', 'overBudget'] as const) {
      const [plain = NaN, divided = NaN] = single(worse, name);
      expect(divided).toBeGreaterThan(plain / 4 - 1);
      expect(divided).toBeLessThan(plain / 2);
    }
    const [plain = NaN, divided = NaN] = single(good, 'withinBudget');
    expect(divided).toBeLessThan(plain / 2);
    const pair: Evidence = {
      kind: 'pair',
      candidate: { failed: true, millis: 1 },
      stable: { failed: false, millis: 1 },
    };
    const [plainPairs, burstyPairs] = single([pair, pair, pair], 'score');
    expect(burstyPairs).toBe(plainPairs);
  });

  test('at all of which the candidate stands alone is judged by the budget', () => {
    const before = minutesOf('failed', 3, [0, 60], [0, 540]);
    const bake = Array.from({ length: 5 }, (_, index) => minuteOf('failed', 3 + index, [30, 600], [0, 0]));
    const verdict = verdictAfter([...before, ...bake], defaultSettings);
    expect(coinIn(verdict, 'failed').score).toBe(1);
    expect(verdict.result).toBe('fail');
  });
});

describe('slow requests', () => {
  const settings = withCoins([], { slowerThan: 300 });
  const pair = (candidate: number, stable: number): Evidence => ({
    kind: 'pair',
    candidate: { failed: false, millis: candidate },
    stable: { failed: false, millis: stable },
  });
  const times = (count: number, evidence: Evidence): Evidence[] =>
    Array.from({ length: count }, () => evidence);

  test('on the candidate alone fail it, though the difference is within the tolerated factor', () => {
    const verdict = verdictAfter(times(30, pair(310, 290)), settings);
    expect(coinIn(verdict, 'slower').score).toBeLessThanOrEqual(1);
    expect(verdict).toMatchObject({ result: 'fail' });
    expect(verdict.reason).toContain('30 of 30 requests were slower than 300 ms on the candidate');
  });

  test('must be shown to be within their budget before a candidate passes', () => {
    const seen = [...times(400, pair(10, 10)), ...times(60, pair(400, 400))];
    const verdict = verdictAfter(seen, settings);
    expect(coinIn(verdict, 'failed').withinBudget).toBeGreaterThan(20);
    expect(verdict).toMatchObject({ result: 'inconclusive', environmentSick: true });
    expect(verdict.reason).toContain('outside the budget of requests slower than 300 ms of 5 %');
    expect(verdictAfter(times(460, pair(10, 10)), settings).result).toBe('pass');
  });

  test('are excluded beside failures', () => {
    expect(verdictAfter(times(200, pair(10, 10)), settings).excluded).toBe(
      'failure rates above 1.8 % and shares of requests slower than 300 ms above 1.8 % are excluded',
    );
  });

  test('are only compared where nobody has said what slow means', () => {
    const relative = withCoins([{ name: 'slow' }]);
    const verdict = verdictAfter(minutesOf('slow', 8, [20, 60], [27, 540]), relative);
    expect(verdict.result).toBe('fail');
    expect(coinIn(verdict, 'slow').withinBudget).toBeUndefined();
  });

  test('do not come from metrics without their overdispersion', () => {
    const [minute] = minutesOf('slow', 1, [0, 1], [0, 1]);
    if (!minute) throw new Error('There is one minute.');
    expect(() => observe(emptyState(), minute, settings)).toThrow('takes no minutes');
  });
});

describe('refused requests', () => {
  const settings = withCoins([{ name: 'refused' }]);
  const refused: Evidence = {
    kind: 'pair',
    candidate: { failed: false, refused: true, millis: 1 },
    stable: { failed: false, millis: 100 },
  };

  test('on the candidate alone fail it, though a 4xx is no failure', () => {
    const verdict = verdictAfter(
      Array.from({ length: 12 }, () => refused),
      settings,
    );
    expect(verdict.result).toBe('fail');
    expect(verdict.reason).toContain('12 of 12 requests were refused (4xx) on the candidate');
    expect(coinIn(verdict, 'failed').score).toBe(1);
  });

  test('say nothing about latency: a refusal comes fast', () => {
    const reversed: Evidence = {
      ...refused,
      stable: refused.candidate,
      candidate: refused.stable,
    };
    expect(verdictAfter([refused, reversed], settings).counts).toMatchObject({ pairs: 2, compared: 0 });
  });

  test('are nobody’s coin where they are not asked about', () => {
    const verdict = verdictAfter([refused, refused, refused], defaultSettings);
    expect(verdict.counts.coins.map(({ name }) => name)).toEqual(['failed']);
  });
});

describe('requests that reach no instance', () => {
  const settings = withCoins([{ name: 'unserved' }]);

  test('fail a candidate that nobody reaches, though none of its requests failed', () => {
    const verdict = verdictAfter(sharesOf(3, 0, 540), settings);
    expect(verdict.result).toBe('fail');
    expect(verdict.reason).toContain(
      'Requests do not reach the candidate: of about 180 that its share of the traffic should have brought, 180 are missing',
    );
  });

  test('fail a candidate that only half of them reach', () => {
    expect(verdictAfter(sharesOf(6, 30, 540), settings).result).toBe('fail');
  });

  test('a tenth less than the split is tolerated, however long', () => {
    const verdict = verdictAfter(sharesOf(200, 54, 540), settings);
    expect(verdict.result).toBe('inconclusive');
    expect(coinIn(verdict, 'unserved').score).toBeLessThan(1);
  });

  test('a split of nothing or of all is no evidence', () => {
    const at = (candidateShare: number, minute: number): Evidence => ({
      kind: 'share',
      source: 'a',
      start: minute * 60_000,
      candidateRequests: 0,
      stableRequests: 500,
      candidateShare,
    });
    expect(coinIn(verdictAfter([at(0, 1), at(1, 2)], settings), 'unserved').score).toBe(1);
  });
});

describe('a metric of the caller’s', () => {
  test('fails the candidate by comparison, and by its name', () => {
    const settings = withCoins([{ name: 'session failures' }]);
    const verdict = verdictAfter(minutesOf('session failures', 10, [4, 50], [4, 450]), settings);
    expect(verdict.result).toBe('fail');
    expect(verdict.reason).toContain(
      'The candidate is worse than stable in "session failures": 40 of 500 requests count as "session failures" on the candidate',
    );
  });

  test('with a budget keeps a candidate from passing until it has shown something', () => {
    const settings = withCoins([{ name: 'crashes', budget: 0.02 }]);
    const good = minutesOf('failed', 8, [0, 60], [1, 540]);
    const verdict = verdictAfter(good, settings);
    expect(verdict.result).toBe('inconclusive');
    expect(verdict.reason).toContain(
      'the score is 0.0 for a fail and 1.0 for a pass, where the budget of "crashes" lacks most',
    );
    const shown = verdictAfter([...good, ...minutesOf('crashes', 8, [0, 60], [1, 540])], settings);
    expect(shown.result).toBe('pass');
    expect(shown.reason).toContain('and within its budget of "crashes" of 2 %: 0 of 480');
  });

  test('in which both are outside the budget makes the environment sick', () => {
    const settings = withCoins([{ name: 'crashes', budget: 0.02 }]);
    const verdict = verdictAfter(minutesOf('crashes', 20, [4, 60], [36, 540]), settings);
    expect(verdict).toMatchObject({ result: 'inconclusive', environmentSick: true });
    expect(coinIn(verdict, 'crashes').overBudget).toBeGreaterThan(1e6);
  });

  test('takes a part of the stake that is set beforehand, whether anything is seen of it or not', () => {
    const scoreWith = (count: number): number => {
      const coins = Array.from({ length: count }, (_, index) => ({ name: `metric ${index}` }));
      return verdictAfter(minutesOf('failed', 4, [2, 60], [1, 540]), withCoins(coins)).scores.mean;
    };
    expect(scoreWith(1)).toBeCloseTo((scoreWith(0) * 3) / 4, 9);
    // From here on failed keeps half of it.
    expect(scoreWith(8)).toBeCloseTo(scoreWith(1), 9);
  });
});
