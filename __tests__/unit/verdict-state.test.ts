import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  defaultSettings,
  emptyState,
  type Evidence,
  judge,
  observe,
  parseVerdictState,
  type VerdictSettings,
  type VerdictState,
} from '../../lib/verdict';

const settings: VerdictSettings = {
  ...defaultSettings,
  slowerThan: 300,
  overdispersion: 1.7,
  coins: [
    { name: 'refused', overdispersion: 1.3 },
    { name: 'slow', overdispersion: 2.1 },
    { name: 'unserved', overdispersion: 1 },
    { name: 'crashes', budget: 0.001, overdispersion: 3 },
  ],
};

const regions = ['us-central1', 'europe-west1', 'asia-east1', 'asia-northeast1'];

const sample = fc.record({
  failed: fc.boolean(),
  refused: fc.boolean(),
  millis: fc.double({ min: 0, max: 1e5, noNaN: true }),
});
const pair: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constant('pair'),
  stable: sample,
  candidate: sample,
});
const arm = fc
  .nat(800)
  .chain((requests) => fc.record({ requests: fc.constant(requests), failures: fc.nat(requests) }));
const when = {
  source: fc.constantFrom(...regions),
  start: fc.nat(30).map((minute) => (29_000_000 + minute) * 60_000),
};
const minute: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constant('minute'),
  coin: fc.constantFrom('failed', 'refused', 'slow', 'crashes'),
  ...when,
  candidate: arm,
  stable: arm,
});
const share: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constant('share'),
  ...when,
  candidateRequests: fc.nat(1000),
  stableRequests: fc.nat(1000),
  candidateShare: fc.double({ min: 0, max: 1, noNaN: true }),
});
const stream = fc.array(fc.oneof(pair, minute, share), { maxLength: 60 });

const after = (stream: readonly Evidence[], start = emptyState()): VerdictState =>
  stream.reduce((state, evidence) => observe(state, evidence, settings), start);

const writtenAndRead = (state: VerdictState): VerdictState => {
  const read = parseVerdictState(JSON.parse(JSON.stringify(state)));
  if (read === undefined) throw new Error(`This state cannot be read back: ${JSON.stringify(state)}`);
  return read;
};

describe('the state of a verdict', () => {
  test('survives being written down, bit for bit', () => {
    fc.assert(
      fc.property(stream, (seen) => {
        expect(writtenAndRead(after(seen))).toStrictEqual(after(seen));
      }),
    );
  });

  test('interrupted anywhere and taken up again gives the same verdict as uninterrupted, bit for bit', () => {
    fc.assert(
      fc.property(stream, fc.nat(60), (seen, cut) => {
        const resumed = after(seen.slice(cut), writtenAndRead(after(seen.slice(0, cut))));
        expect(JSON.stringify(resumed)).toBe(JSON.stringify(after(seen)));
        expect(judge(resumed, settings)).toStrictEqual(judge(after(seen), settings));
      }),
    );
  });

  test('taken up from an older record, with the same minutes delivered again, counts none of them twice', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(minute, share), { maxLength: 60 }), fc.nat(60), (seen, again) => {
        const state = after(seen);
        expect(after(seen.slice(0, again), state)).toBe(state);
      }),
    );
  });

  test('does not depend on the order, not even in the last bit, as long as each source keeps its own', () => {
    const shuffled = stream.chain((seen) =>
      fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen, { minLength: seen.length })),
    );
    fc.assert(
      fc.property(shuffled, ([seen, others]) => {
        expect(after(inOrder(others))).toStrictEqual(after(inOrder(seen)));
      }),
    );
  });

  /** Every source's minutes once each and upwards, at the places that the list gives to that source. */
  function inOrder(seen: readonly Evidence[]): Evidence[] {
    const clockOf = (evidence: Evidence): string =>
      evidence.kind === 'pair' ? '' : `${evidence.kind} ${evidence.source} ${coinOf(evidence)}`;
    const startOf = (evidence: Evidence): number => (evidence.kind === 'pair' ? 0 : evidence.start);
    const clocks = Map.groupBy(
      seen.filter(({ kind }) => kind !== 'pair'),
      clockOf,
    );
    // Of two that claim the same minute, the same one must come first whatever the order.
    const text = (evidence: Evidence): string => JSON.stringify(evidence);
    for (const minutes of clocks.values())
      minutes.sort((a, b) => startOf(a) - startOf(b) || (text(a) < text(b) ? -1 : 1));
    return seen.map((evidence) => clocks.get(clockOf(evidence))?.shift() ?? evidence);
  }

  const coinOf = (evidence: Evidence): string => (evidence.kind === 'minute' ? evidence.coin : '');

  test('stays below two kilobytes for six coins in four regions, with millions of requests', () => {
    const arms = (requests: number): { requests: number; failures: number } => ({
      requests,
      failures: Math.floor(requests / 7),
    });
    const coins = ['refused', 'unserved', 'slow', 'crashes', 'orders'].map((name) => ({
      name,
      overdispersion: 1.2,
    }));
    const six = { ...settings, coins };
    let state = emptyState();
    for (let start = 1_800_000_000_000; start < 1_800_003_600_000; start += 60_000)
      for (const source of regions) {
        for (const coin of ['failed', 'refused', 'slow', 'crashes', 'orders']) {
          const evidence = { kind: 'minute', coin, source, start, candidate: arms(60_007) } as const;
          state = observe(state, { ...evidence, stable: arms(540_013) }, six);
        }
        const share = { kind: 'share', source, start, candidateRequests: 60_007 } as const;
        state = observe(state, { ...share, stableRequests: 540_013, candidateShare: 1 / 9 }, six);
      }
    for (let pairs = 0; pairs < 1000; pairs += 1) {
      const probe = { failed: false, millis: 10 + (pairs % 500) };
      state = observe(state, { kind: 'pair', stable: { failed: false, millis: 10 }, candidate: probe }, six);
    }
    expect(parseVerdictState(state)).toStrictEqual(state);
    expect(JSON.stringify(state).length).toBeLessThan(2048);
  });

  test('is left as it was by an observation', () => {
    fc.assert(
      fc.property(stream, pair, minute, (seen, ...more) => {
        const state = after(seen);
        const before = structuredClone(state);
        after(more, state);
        expect(state).toStrictEqual(before);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a state read from an annotation', () => {
  const good = after([
    { kind: 'pair', stable: { failed: false, millis: 10 }, candidate: { failed: false, millis: 50 } },
    {
      kind: 'minute',
      coin: 'crashes',
      source: 'us-central1',
      start: 60_000,
      candidate: { requests: 9, failures: 1 },
      stable: { requests: 0, failures: 0 },
    },
    {
      kind: 'share',
      source: 'us-central1',
      start: 60_000,
      candidateRequests: 1,
      stableRequests: 9,
      candidateShare: 0.1,
    },
  ]);
  const { crashes = {}, failed = {} } = good.coins;
  const minutes = crashes.minutes ?? {};
  const withCrashes = (change: object): unknown => ({
    ...good,
    coins: { ...good.coins, crashes: { minutes: { ...minutes, ...change } } },
  });
  const withPairs = (change: object): unknown => ({
    ...good,
    coins: { ...good.coins, failed: { pairs: { ...failed.pairs, ...change } } },
  });

  test('is a state when nobody has touched it', () => {
    expect(parseVerdictState(good)).toStrictEqual(good);
    expect(parseVerdictState(emptyState())).toStrictEqual(emptyState());
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', [good]],
    ['a text', JSON.stringify(good)],
    ['another version', { ...good, version: 1 }],
    ['an unknown field', { ...good, extra: 1 }],
    ['a missing field', { version: 2, pairs: 1 }],
    ['a negative count', { ...good, pairs: -1 }],
    ['half a pair', { ...good, pairs: 0.5 }],
    ['a count too large to be counted', withCrashes({ candidate: [2 ** 60, 1] })],
    ['pairs that are in no table', { ...good, pairs: 2 }],
    ['a table of more pairs than there are', withPairs({ both: 1 })],
    ['a table with a negative cell', withPairs({ both: -1, neither: 2 })],
    ['more bad outcomes than requests', withCrashes({ candidate: [1, 2] })],
    ['more requests alone than in all', withCrashes({ alone: [10, 1] })],
    ['an arm of three numbers', withCrashes({ stable: [1, 0, 0] })],
    ['an infinite log-score', withCrashes({ logScores: [0, Infinity, 0] })],
    ['a log-score that is no number', withCrashes({ logScores: [0, NaN, 0] })],
    ['a log-score in words', withCrashes({ logScores: [0, '1', 0] })],
    ['too few log-scores', withCrashes({ logScores: [0, 0] })],
    ['minutes of no source', withCrashes({ through: {} })],
    ['half a minute', withCrashes({ through: { 'us-central1': 0.5 } })],
    ['a source that is no name', withCrashes({ through: { '': 1 } })],
    ['a coin of which nothing is known', { ...good, coins: { ...good.coins, empty: {} } }],
    ['a coin that is no name', { ...good, coins: { ...good.coins, '<b>': crashes } }],
    [
      'a share of too many alternatives',
      { ...good, unserved: { ...good.unserved, logScores: [0, 0, 0, 0] } },
    ],
    ['a negative expectation', { ...good, unserved: { ...good.unserved, expected: -1 } }],
    ['too many bands', { ...good, slower: [...good.slower, { candidateSlower: 0, stableSlower: 0 }] }],
    ['a missing band', { ...good, slower: good.slower.slice(1) }],
    [
      'more losers than comparisons',
      { ...good, slower: good.slower.map(() => ({ candidateSlower: 1, stableSlower: 1 })) },
    ],
    ['more comparisons than pairs', { ...good, compared: 2 }],
    [
      'more sources than fit',
      withCrashes({ through: Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`s${n}`, 1])) }),
    ],
  ])('is refused when it is %s', (_name, value) => {
    expect(parseVerdictState(value)).toBeUndefined();
  });

  test('is refused when it reaches for a prototype', () => {
    const text = JSON.stringify(good).replace('"coins":{', '"coins":{"__proto__":{"pairs":{}},');
    expect(parseVerdictState(JSON.parse(text))).toBeUndefined();
  });

  test('is a copy: changing the source afterwards changes nothing', () => {
    const source = structuredClone(good);
    const read = parseVerdictState(source);
    for (const lead of source.slower) lead.candidateSlower = 99;
    for (const coin of Object.values(source.coins)) if (coin.minutes) coin.minutes.candidate[1] = 99;
    expect(read).toStrictEqual(good);
  });
});
