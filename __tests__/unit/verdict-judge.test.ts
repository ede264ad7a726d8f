import { describe, expect, test } from '@jest/globals';
import {
  type CoinScore,
  defaultSettings,
  emptyState,
  type Evidence,
  judge,
  observe,
  settingsFaults,
  type Verdict,
  type VerdictSettings,
} from '../../lib/verdict';

const fine = { failed: false, millis: 10 };
const failed = { failed: true, millis: 10 };
const healthy: Evidence = { kind: 'pair', stable: fine, candidate: fine };
const candidateFails: Evidence = { kind: 'pair', stable: fine, candidate: failed };
const stableFails: Evidence = { kind: 'pair', stable: failed, candidate: fine };
const bothFail: Evidence = { kind: 'pair', stable: failed, candidate: failed };
const slowBy = (times: number): Evidence => ({
  kind: 'pair',
  stable: fine,
  candidate: { failed: false, millis: 10 * times },
});

const coinIn = ({ scores }: Verdict, name: string): Partial<CoinScore> =>
  scores.coins.find((coin) => coin.name === name) ?? {};

/** The verdict after so many of each kind of pair. */
function verdictAfter(pairs: [number, Evidence][], settings: VerdictSettings = defaultSettings): Verdict {
  const stream = pairs.flatMap(([times, pair]) => Array.from({ length: times }, () => pair));
  return judge(
    stream.reduce((state, pair) => observe(state, pair, settings), emptyState()),
    settings,
  );
}

describe('the three-valued rule', () => {
  test('no data is never a pass', () => {
    const verdict = judge(emptyState(), defaultSettings);
    expect(verdict).toMatchObject({ result: 'inconclusive', excluded: 'nothing is excluded yet' });
    expect(verdict.reason).toContain('no data is never a pass');
  });

  test('a few good pairs are not enough, and it says what they exclude', () => {
    const verdict = verdictAfter([[200, healthy]]);
    expect(verdict.result).toBe('inconclusive');
    expect(verdict.excluded).toBe('failure rates above 1.8 % are excluded');
  });

  test('passes once the candidate is shown to be within the budget', () => {
    const verdict = verdictAfter([[400, healthy]]);
    expect(verdict.result).toBe('pass');
    expect(verdict.reason).toContain('within its error budget of 1 %: 0 of 400 requests failed');
    expect(coinIn(verdict, 'failed').withinBudget).toBeGreaterThanOrEqual(20);
  });

  test('fails a candidate that fails often while stable does not', () => {
    const verdict = verdictAfter([
      [90, healthy],
      [10, candidateFails],
    ]);
    expect(verdict.result).toBe('fail');
    expect(verdict.reason).toContain(
      '10 of 100 requests failed on the candidate, 0 of 100 requests on stable',
    );
    expect(verdict.counts).toMatchObject({
      pairs: 100,
      coins: [
        {
          name: 'failed',
          candidate: { requests: 100, failures: 10 },
          stable: { requests: 100, failures: 0 },
        },
      ],
    });
  });

  test('fails a candidate whose every request fails', () => {
    expect(verdictAfter([[8, candidateFails]])).toMatchObject({
      result: 'fail',
      excluded: 'nothing is excluded yet',
    });
  });

  test('two failures are never enough, however small the budget', () => {
    const settings = { ...defaultSettings, errorBudget: 1e-6 };
    const verdict = verdictAfter(
      [
        [20, healthy],
        [2, candidateFails],
      ],
      settings,
    );
    expect(coinIn(verdict, 'failed').overBudget).toBeGreaterThan(20);
    expect(verdict.result).toBe('inconclusive');
  });

  test('fails a candidate that is within the budget but plainly worse than stable', () => {
    const settings = { ...defaultSettings, errorBudget: 0.2 };
    const verdict = verdictAfter(
      [
        [400, healthy],
        [12, candidateFails],
      ],
      settings,
    );
    expect(coinIn(verdict, 'failed').withinBudget).toBeGreaterThan(20);
    expect(verdict.result).toBe('fail');
  });

  test('a candidate as bad as stable in a sick environment is held, never failed', () => {
    const verdict = verdictAfter([
      [160, healthy],
      [20, candidateFails],
      [20, stableFails],
      [4, bothFail],
    ]);
    expect(verdict).toMatchObject({ result: 'inconclusive', environmentSick: true });
    expect(verdict.reason).toContain('The environment is sick');
    expect(coinIn(verdict, 'failed').overBudget).toBeGreaterThan(1e6);
    expect(verdict.scores.mean).toBeLessThan(1);
  });

  test('while stable has hardly been asked, it cannot vouch for the environment: four failures in twenty pairs do not fail', () => {
    const verdict = verdictAfter([
      [16, healthy],
      [4, candidateFails],
    ]);
    expect(coinIn(verdict, 'failed').overBudget).toBeGreaterThan(60);
    expect(verdict.result).toBe('inconclusive');
  });

  test('a candidate far worse than a stable that is itself outside the budget does fail', () => {
    expect(
      verdictAfter([
        [200, healthy],
        [40, candidateFails],
        [5, stableFails],
      ]).result,
    ).toBe('fail');
  });

  test('scores are finite numbers after any amount of evidence', () => {
    const { scores } = verdictAfter([[3000, candidateFails]]);
    const { score, overBudget, withinBudget } = scores.coins[0] ?? {};
    for (const value of [scores.mean, score, overBudget, withinBudget])
      expect(value).toBeLessThanOrEqual(1e9);
  });
});

describe('latency', () => {
  test('ten times slower is found within a dozen pairs', () => {
    const verdict = verdictAfter([[12, slowBy(10)]]);
    expect(verdict.result).toBe('fail');
    expect(verdict.reason).toContain('over 1.2 times and 20 ms slower than its twin in 12 of 12 pairs');
  });

  test('within the tolerated factor is no evidence against the candidate', () => {
    expect(coinIn(verdictAfter([[300, slowBy(1.19)]]), 'slower').score).toBeLessThanOrEqual(1);
  });

  test('exactly the tolerated factor is a tie', () => {
    expect(coinIn(verdictAfter([[300, slowBy(1.2)]]), 'slower').score).toBe(1);
  });

  test('a pair in which a request failed says nothing about latency', () => {
    const slowFailure: Evidence = { kind: 'pair', stable: fine, candidate: { failed: true, millis: 60_000 } };
    const quickFailure: Evidence = { kind: 'pair', stable: { failed: true, millis: 0 }, candidate: fine };
    const verdict = verdictAfter([
      [5, slowFailure],
      [5, quickFailure],
    ]);
    expect(coinIn(verdict, 'slower').score).toBe(1);
    expect(verdict.counts).toMatchObject({ pairs: 10, compared: 0, candidateSlower: 0 });
  });

  test.each([NaN, -1, Infinity])('of %d ms is refused', (millis) => {
    const pair: Evidence = { kind: 'pair', stable: fine, candidate: { failed: false, millis } };
    expect(() => observe(emptyState(), pair, defaultSettings)).toThrow('must be a number of at least 0');
  });
});

describe('settings', () => {
  const coin = { name: 'crashes', overdispersion: 1 };

  test('that are unsound are reported all together, and refused', () => {
    const settings = {
      errorBudget: 1,
      slowerFactor: 0.5,
      slowerFloor: -1,
      threshold: 1,
      minimumFailures: 0,
      slowerThan: 0,
      slowBudget: 0,
      overdispersion: 0.5,
      coins: [coin, coin],
    };
    expect(settingsFaults(settings)).toHaveLength(9);
    expect(() => judge(emptyState(), settings)).toThrow('The error budget is 1');
    expect(() => observe(emptyState(), healthy, settings)).toThrow(RangeError);
    expect(() => emptyState(settings)).toThrow(RangeError);
  });

  test('that are no numbers are refused', () => {
    const settings = {
      errorBudget: NaN,
      slowerFactor: NaN,
      slowerFloor: NaN,
      threshold: NaN,
      minimumFailures: NaN,
      slowerThan: NaN,
      slowBudget: NaN,
      overdispersion: NaN,
      coins: [{ name: 'crashes', budget: NaN, overdispersion: NaN }],
    };
    expect(settingsFaults(settings)).toHaveLength(10);
  });

  test.each([
    ['without a name', { ...coin, name: '' }, 'is no name'],
    ['with a name of prototypes', { ...coin, name: '__proto__' }, 'is no name'],
    ['that is always in use', { ...coin, name: 'failed' }, 'always in use'],
    ['of twins', { ...coin, name: 'slower' }, 'always in use'],
    ['with a budget of nothing', { ...coin, budget: 0 }, 'must lie between 0 and 1'],
    ['with a budget of all', { ...coin, budget: 1 }, 'must lie between 0 and 1'],
    ['that only compares, with a budget', { ...coin, name: 'refused', budget: 0.1 }, 'no budget of its own'],
    ['less bursty than chance', { ...coin, overdispersion: 0.9 }, 'at least 1'],
  ])('with a coin %s are refused', (_name, bad, fault) => {
    expect(settingsFaults({ ...defaultSettings, coins: [bad] }).join()).toContain(fault);
  });

  test('with more coins than fit into the record are refused', () => {
    const coins = Array.from({ length: 13 }, (_, index) => ({ name: `c${index}`, overdispersion: 1 }));
    expect(settingsFaults({ ...defaultSettings, coins })).toHaveLength(1);
    expect(settingsFaults({ ...defaultSettings, coins: coins.slice(1) })).toEqual([]);
  });

  test('a difference that concerns nobody is a tie, however regular', () => {
    const pairOf = (candidate: number): Evidence => ({
      kind: 'pair',
      stable: { failed: false, millis: 2 },
      candidate: { failed: false, millis: candidate },
    });
    const after = (candidate: number): string => {
      let state = emptyState();
      for (let pair = 0; pair < 200; pair += 1) state = observe(state, pairOf(candidate), defaultSettings);
      return judge(state, defaultSettings).result;
    };
    expect(after(21)).not.toBe('fail');
    expect(after(23)).toBe('fail');
  });

  test('by default are sound', () => {
    expect(settingsFaults(defaultSettings)).toEqual([]);
  });
});
