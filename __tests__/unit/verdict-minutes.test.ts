import { describe, expect, test } from '@jest/globals';
import { defaultSettings, emptyState, judge, observe } from '../../lib/verdict';
import { minuteOf, sharesOf, start, stateAfter, withCoins } from './verdict-fixtures';

describe('a minute', () => {
  const settings = withCoins([{ name: 'crashes' }, { name: 'unserved' }]);
  const first = minuteOf('crashes', 5, [1, 60], [1, 540]);
  const share = sharesOf(6, 60, 540).at(-1) ?? first;

  test.each([
    ['that repeats', 5],
    ['from before', 4],
    ['from long before: the clock was set back', -100_000],
  ])('%s changes nothing, and says so by the very same state', (_name, index) => {
    const state = stateAfter([first, share], settings);
    const again = minuteOf('crashes', index, [9, 60], [0, 540]);
    expect(observe(state, again, settings)).toBe(state);
    const shareAgain = { ...share, start: start + index * 60_000 };
    expect(observe(state, shareAgain, settings)).toBe(state);
  });

  test('after a gap counts', () => {
    const state = stateAfter([first, minuteOf('crashes', 50, [1, 60], [1, 540])], settings);
    expect(judge(state, settings).counts.coins[1]?.candidate).toEqual({ requests: 120, failures: 2 });
  });

  test('of another region or of another coin has a clock of its own', () => {
    const seen = [
      first,
      minuteOf('crashes', 5, [1, 60], [1, 540], 'us-central1'),
      minuteOf('failed', 5, [1, 60], [1, 540]),
    ];
    const { counts } = judge(stateAfter(seen, settings), settings);
    expect(counts.coins.map(({ candidate }) => candidate.failures)).toEqual([1, 2, 0]);
  });

  test.each<[string, object, string]>([
    ['that begins between minutes', { start: start + 1 }, 'no whole minute'],
    ['at half a millisecond', { start: 0.5 }, 'no whole minute'],
    ['at no time', { start: NaN }, 'no whole minute'],
    ['before 1970', { start: -60_000 }, 'no whole minute'],
    ['of a nameless source', { source: '' }, 'is no name for a source'],
    [
      'with less than nothing',
      { candidate: { requests: 1, failures: -1 } },
      '-1 bad outcomes in 1 requests of candidate',
    ],
    ['with half a request', { stable: { requests: 0.5, failures: 0 } }, 'requests of stable'],
    [
      'with more failures than requests',
      { stable: { requests: 1, failures: 2 } },
      '2 bad outcomes in 1 requests',
    ],
    ['with counts that are no numbers', { candidate: { requests: NaN, failures: NaN } }, 'whole numbers'],
    ['of a coin that is not in use', { coin: 'logins' }, '"logins" is not in use'],
    ['of the twins', { coin: 'slower' }, '"slower" is not in use'],
    ['of missing requests', { coin: 'unserved' }, '"unserved" is not in use'],
  ])('%s is refused by name', (_name, change, fault) => {
    const evidence = { ...first, ...change };
    expect(() => observe(emptyState(), evidence, settings)).toThrow(RangeError);
    expect(() => observe(emptyState(), evidence, settings)).toThrow(fault);
  });

  test.each<[string, object, string]>([
    ['that begins between minutes', { start: start + 1 }, 'no whole minute'],
    ['with half a request', { candidateRequests: 0.5 }, '0.5 requests of candidate'],
    ['with less than nothing', { stableRequests: -1 }, '-1 of stable'],
    ['with a share above one', { candidateShare: 1.1 }, 'a share of 1.1'],
    ['with a share that is no number', { candidateShare: NaN }, 'a share of NaN'],
  ])('of the split %s is refused by name', (_name, change, fault) => {
    const evidence = { ...share, ...change };
    expect(() => observe(emptyState(), evidence, settings)).toThrow(fault);
  });

  test('of the split is refused where missing requests are not judged', () => {
    expect(() => observe(emptyState(), share, defaultSettings)).toThrow('"unserved" is not in use');
  });

  test('of the 25th source is refused, since the record must stay small', () => {
    const seen = Array.from({ length: 24 }, (_, n) => minuteOf('crashes', 0, [0, 1], [0, 1], `region-${n}`));
    const state = stateAfter(seen, settings);
    expect(() => observe(state, minuteOf('crashes', 0, [0, 1], [0, 1], 'one-more'), settings)).toThrow(
      '"one-more" is one source too many',
    );
  });
});
