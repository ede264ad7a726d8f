import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tagged } from '../../lib/cloudrun';
import { ANNOTATION, readState, trafficHash, withState } from '../../lib/rollout';
import { UserError } from '../../lib/runner';
import { defaultSettings, emptyState } from '../../lib/verdict';
import { NOW, iso, split, stateOf, tables } from './rollout-fixtures';

const read = (text: string): unknown => readState({ [ANNOTATION]: text });

/** A record with one field replaced, as somebody would tamper with it. */
const tampered = (field: string, value: unknown): string => JSON.stringify({ ...stateOf(), [field]: value });

const coin = { name: 'refused', overdispersion: 1.5 };

describe('the record on the service', () => {
  test('keeps what the verdict is measured against, for whoever goes on', () => {
    const settings = { ...defaultSettings, overdispersion: 3, slowerThan: 300, coins: [coin] };
    expect(readState(withState({}, stateOf({ settings })))?.settings).toEqual(settings);
    expect(readState(withState({}, stateOf()))).not.toHaveProperty('settings');
  });

  test('is read as it was written, and other annotations stay', () => {
    const annotations = withState({ 'example.com/owner': 'shop' }, stateOf());
    expect(readState(annotations)).toEqual(stateOf());
    expect(annotations['example.com/owner']).toBe('shop');
  });

  test('replaces the one before', () => {
    const twice = withState(withState({}, stateOf()), stateOf({ status: 'promoted' }));
    expect(readState(twice)?.status).toBe('promoted');
    expect(Object.keys(twice)).toEqual([ANNOTATION]);
  });

  test('is none where there was no rollout', () => {
    expect(readState({})).toBeUndefined();
  });

  test('stays small whatever it has to say: all annotations together may have 256 kB', () => {
    const name = `a${'-b'.repeat(31)}`;
    const arm = [2 ** 52, 2 ** 52] satisfies [number, number];
    const minutes = {
      candidate: arm,
      stable: arm,
      alone: arm,
      logScores: [-1_234_567.123_456_7, -1_234_567.123_456_7, -1_234_567.123_456_7],
      through: { 'us-central1': 29_000_000, 'europe-west1': 29_000_000, 'asia-northeast1': 29_000_000 },
    };
    const coins = Object.fromEntries(
      ['failed', 'slow', 'refused', 'crashed', 'late', 'lost'].map((coin) => [coin, { minutes }]),
    );
    const verdict = { ...emptyState(), coins };
    const largest = stateOf({
      candidate: name,
      stable: name,
      plan: '',
      step: -1,
      why: '✗'.repeat(1_000),
      verdict,
    });
    expect(Buffer.byteLength(JSON.stringify(largest))).toBeLessThan(8_192);
  });

  test.each([
    ['is no JSON', 'not json'],
    ['is empty', ''],
    ['is null', 'null'],
    ['is a list', '[]'],
    ['is of another version', tampered('version', 1)],
    ['has a field too many', tampered('extra', 1)],
    ['has a field of prototypes', JSON.stringify(stateOf()).replace('{', '{"__proto__":{"status":"x"},')],
    ['lacks a field', tampered('verdict', undefined)],
    ['leads to another service', tampered('stable', '../../other/revisions/x')],
    ['names LATEST', tampered('stable', 'LATEST')],
    ['names a revision with a line break', tampered('candidate', 'app-new\n::error::x')],
    ['has a plan that is none', tampered('plan', '5%:10m 1%:10m 100%')],
    ['has a plan of megabytes', tampered('plan', `1%:${'0'.repeat(1_000_000)}1m 100%`)],
    ['has a step that is none', tampered('step', 1.5)],
    ['has a step before the first', tampered('step', -2)],
    ['has a step after the last of its plan', tampered('step', 3)],
    ['is judged by a budget that is none', tampered('settings', { ...defaultSettings, errorBudget: 7 })],
    ['is judged by a coin twice', tampered('settings', { ...defaultSettings, coins: [coin, coin] })],
    ['is judged by a field too many', tampered('settings', { ...defaultSettings, extra: 1 })],
    ['has a status that is none', tampered('status', 'promote')],
    ['has a time that is none', tampered('stepStartedAt', 'tomorrow')],
    ['has a link that runs code', tampered('run', 'javascript:alert(1)')],
    ['has endless reasons', tampered('why', 'x'.repeat(1_001))],
    ['has a tag prefix that is none', tampered('tagPrefix', 'A b')],
    ['has evidence that cannot be', tampered('verdict', { ...emptyState(), pairs: -1 })],
    ['has a hash that is none', tampered('traffic', 'zz')],
  ])('is refused where it %s, and says what to do', (_name, text) => {
    expect(() => read(text)).toThrow(UserError);
    expect(() => read(text)).toThrow(/sluice\.dev\/rollout is not a rollout's record/);
  });

  test('is refused, never misread, whatever text stands there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => read(text)).toThrow(UserError);
      }),
    );
  });
});

describe('the hash of the traffic', () => {
  test('is the same for the same traffic in any order', () => {
    fc.assert(
      fc.property(tables, (table) => {
        expect(trafficHash([...table].reverse(), '')).toBe(trafficHash(table, ''));
      }),
    );
  });

  test('does not see the tags of others, but their shares and our tags', () => {
    const hash = trafficHash(split(10), '');
    expect(trafficHash(tagged(split(10), 'theirs', 'app-old'), '')).toBe(hash);
    const others = [
      split(20),
      tagged(split(10), 'candidate', 'app-old'),
      tagged(split(10), 'stable', undefined),
    ];
    for (const other of others) expect(trafficHash(other, '')).not.toBe(hash);
  });

  test('looks at the tags of its own prefix', () => {
    const prefixed = tagged(split(10), 'x-candidate', 'app-new');
    expect(trafficHash(prefixed, 'x-')).not.toBe(trafficHash(split(10), 'x-'));
    expect(trafficHash(prefixed, '')).toBe(trafficHash(split(10), ''));
  });
});

test('times of a record are those of the clock', () => {
  expect(readState(withState({}, stateOf()))?.at).toBe(iso(NOW));
});
