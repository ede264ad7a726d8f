import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  defaultSettings,
  emptyState,
  type Evidence,
  judge,
  observe,
  parseVerdictState,
  type VerdictState,
} from '../../lib/verdict';

const sample = fc.record({ failed: fc.boolean(), millis: fc.double({ min: 0, max: 1e5, noNaN: true }) });
const evidence: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constant('pair'),
  stable: sample,
  candidate: sample,
});
const stream = fc.array(evidence, { maxLength: 60 });

const after = (pairs: readonly Evidence[], start = emptyState()): VerdictState =>
  pairs.reduce((state, pair) => observe(state, pair, defaultSettings), start);

const writtenAndRead = (state: VerdictState): VerdictState => {
  const read = parseVerdictState(JSON.parse(JSON.stringify(state)));
  if (read === undefined) throw new Error(`This state cannot be read back: ${JSON.stringify(state)}`);
  return read;
};

describe('the state of a verdict', () => {
  test('survives being written down, bit for bit', () => {
    fc.assert(
      fc.property(stream, (pairs) => {
        expect(writtenAndRead(after(pairs))).toStrictEqual(after(pairs));
      }),
    );
  });

  test('interrupted anywhere and taken up again gives the same verdict as uninterrupted, bit for bit', () => {
    fc.assert(
      fc.property(stream, fc.nat(60), (pairs, cut) => {
        const resumed = after(pairs.slice(cut), writtenAndRead(after(pairs.slice(0, cut))));
        expect(resumed).toStrictEqual(after(pairs));
        expect(judge(resumed, defaultSettings)).toStrictEqual(judge(after(pairs), defaultSettings));
      }),
    );
  });

  test('does not depend on the order of the pairs, not even in the last bit', () => {
    const shuffled = stream.chain((pairs) =>
      fc.tuple(fc.constant(pairs), fc.shuffledSubarray(pairs, { minLength: pairs.length })),
    );
    fc.assert(
      fc.property(shuffled, ([pairs, others]) => {
        expect(after(others)).toStrictEqual(after(pairs));
      }),
    );
  });

  test('stays below a kilobyte after millions of pairs', () => {
    const many = { candidateSlower: 12_345_678, stableSlower: 12_345_678 };
    const arm = { requests: 123_456_789, failures: 12_345_678 };
    const scores = [-123_456.123_456_789_01, -1_234_567.123_456_789, -1_234_567.123_456_789];
    const state = {
      version: 1,
      pairs: 98_765_432,
      candidate: arm,
      stable: arm,
      failedLogScores: scores,
      compared: 98_765_432,
      slower: [many, many, many],
    };
    expect(parseVerdictState(state)).toBeDefined();
    expect(JSON.stringify(state).length).toBeLessThan(1024);
  });

  test('is left as it was by an observation', () => {
    const before = emptyState();
    after(
      [{ kind: 'pair', stable: { failed: false, millis: 1 }, candidate: { failed: true, millis: 1 } }],
      before,
    );
    expect(before).toStrictEqual(emptyState());
  });
});

describe('a state read from an annotation', () => {
  const good = after([
    { kind: 'pair', stable: { failed: false, millis: 10 }, candidate: { failed: false, millis: 50 } },
  ]);

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', [good]],
    ['a text', JSON.stringify(good)],
    ['another version', { ...good, version: 2 }],
    ['an unknown field', { ...good, extra: 1 }],
    ['a missing field', { version: 1, pairs: 1 }],
    ['a negative count', { ...good, pairs: -1 }],
    ['half a pair', { ...good, pairs: 0.5 }],
    ['a count too large to be counted', { ...good, pairs: 2 ** 60 }],
    ['more failures than requests', { ...good, candidate: { requests: 1, failures: 2 } }],
    ['fewer requests than pairs', { ...good, stable: { requests: 0, failures: 0 } }],
    ['an arm with an unknown field', { ...good, stable: { requests: 1, failures: 0, extra: 0 } }],
    ['an infinite log-score', { ...good, failedLogScores: [0, Infinity, 0] }],
    ['a log-score that is no number', { ...good, failedLogScores: [0, NaN, 0] }],
    ['a log-score in words', { ...good, failedLogScores: [0, '1', 0] }],
    ['too few log-scores', { ...good, failedLogScores: [0, 0] }],
    ['too many bands', { ...good, slower: [...good.slower, { candidateSlower: 0, stableSlower: 0 }] }],
    ['a missing band', { ...good, slower: good.slower.slice(1) }],
    [
      'more losers than comparisons',
      { ...good, slower: good.slower.map(() => ({ candidateSlower: 1, stableSlower: 1 })) },
    ],
    ['more comparisons than pairs', { ...good, compared: 2 }],
  ])('is refused when it is %s', (_name, value) => {
    expect(parseVerdictState(value)).toBeUndefined();
  });

  test('is a copy: changing the source afterwards changes nothing', () => {
    const source = structuredClone(good);
    const read = parseVerdictState(source);
    source.candidate.failures = 1;
    expect(read).toStrictEqual(good);
  });
});
