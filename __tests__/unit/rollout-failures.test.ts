import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderTemplate } from '../../lib/cloudrun';
import type { Service } from '../../lib/cloudrun';
import {
  FAILURES_ANNOTATION,
  failureOf,
  identityOf,
  identityOn,
  readFailures,
  readState,
  returning,
  withFailure,
  withoutFailure,
  withState,
} from '../../lib/rollout';
import type { Failure } from '../../lib/rollout';
import { Refusal } from '../../lib/runner';
import { NOW, iso, serviceOf, split, stateOf } from './rollout-fixtures';

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const image = (digit: string): string => `registry.example/app@${digest(digit)}`;

const failureAt = (revision: string, more: Partial<Failure> = {}): Failure => ({
  revision,
  cause: 'failed',
  why: 'It failed more often.',
  at: iso(NOW),
  ...more,
});

const listed = (annotations: Record<string, string>): Failure[] => {
  const failures = readFailures(annotations);
  if (failures instanceof Refusal) throw new Error(failures.message);
  return failures;
};

describe('what has failed on a service', () => {
  test('is nothing at first', () => {
    expect(listed({})).toEqual([]);
  });

  test('is remembered the newest first, beside the annotations of others', () => {
    const once = withFailure({ 'example.com/owner': 'shop' }, failureAt('app-a'));
    const twice = withFailure(once, failureAt('app-b'));
    expect(listed(twice).map(({ revision }) => revision)).toEqual(['app-b', 'app-a']);
    expect(twice['example.com/owner']).toBe('shop');
  });

  test('is remembered once: the same revision, or the same template under another name, replaces itself', () => {
    const template = 'a'.repeat(64);
    const once = withFailure({}, failureAt('app-a', { template }));
    const again = withFailure(once, failureAt('app-a-a2', { template, why: 'Once more.' }));
    expect(listed(again)).toEqual([failureAt('app-a-a2', { template, why: 'Once more.' })]);
  });

  test('stays small whatever happens: ten at most, and short reasons', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ n: fc.nat(30), why: fc.string({ unit: 'grapheme', maxLength: 2_000 }) })),
        (drawn) => {
          const annotations = drawn.reduce<Record<string, string>>(
            (kept, { n, why }) => withFailure(kept, failureAt(`app-${n}`, { why })),
            {},
          );
          expect(listed(annotations).length).toBe(Math.min(10, new Set(drawn.map(({ n }) => n)).size));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('is forgotten when it is tried once more', () => {
    const both = withFailure(withFailure({}, failureAt('app-a')), failureAt('app-b'));
    const left = withoutFailure(both, { revision: 'app-b' });
    expect(listed(left).map(({ revision }) => revision)).toEqual(['app-a']);
    expect(withoutFailure(left, { revision: 'app-a' })).toEqual({});
  });

  test('is told by the revision or by the template, and a repaired configuration is another template', () => {
    const at = (level: string) =>
      ({ image: image('1'), variables: { LEVEL: level }, variablesMode: 'merge' }) as const;
    const [broken, repaired] = [renderTemplate({}, at('0')), renderTemplate({}, at('1'))].map(identityOf);
    const known = [failureAt('app-a', broken)];
    expect(failureOf(known, { revision: 'app-b', ...broken })?.revision).toBe('app-a');
    expect(failureOf(known, { revision: 'app-b', ...repaired })).toBeUndefined();
    expect([broken?.image, repaired?.image]).toEqual([digest('1'), digest('1')]);
  });

  test.each([
    ['no JSON', '['],
    ['no list', '{}'],
    ['too long', JSON.stringify(Array.from({ length: 11 }, (_, n) => failureAt(`app-${n}`)))],
    ['another service', JSON.stringify([{ ...failureAt('app-a'), revision: '../x' }])],
    ['a field too many', JSON.stringify([{ ...failureAt('app-a'), extra: 1 }])],
  ])('is refused where it is %s', (_name, text) => {
    expect(readFailures({ [FAILURES_ANNOTATION]: text })).toBeInstanceOf(Refusal);
  });
});

describe('a return', () => {
  const bad = { bad: 'app-new', stable: 'app-old', why: 'It crashed.', run: '' };
  const service = (overrides: Partial<Service> = {}): Service =>
    serviceOf({
      template: { revision: 'app-new', containers: [{ image: image('1') }] },
      annotations: withState({}, stateOf()),
      ...overrides,
    });
  const remembered = (cause: 'failed' | 'asked' | 'interrupted', from = service()): Failure[] =>
    listed(returning(from, { ...bad, cause }, NOW)?.annotations ?? {});

  test.each(['failed', 'asked'] as const)(
    'remembers what was brought back in the same write (%s)',
    (cause) => {
      expect(remembered(cause)).toEqual([
        {
          revision: 'app-new',
          ...identityOf(service().template),
          cause,
          why: 'It crashed.',
          at: iso(NOW),
        },
      ]);
    },
  );

  test('does not blame a candidate for the death of its run', () => {
    expect(remembered('interrupted')).toEqual([]);
  });

  test('knows what a revision was made of from the record, when something else was deployed since', () => {
    const identity = { image: digest('7'), template: '7'.repeat(64) };
    const later = service({
      template: { revision: 'app-other', containers: [{ image: image('2') }] },
      annotations: withState({}, stateOf(identity)),
    });
    expect(remembered('failed', later)[0]).toMatchObject(identity);
    expect(identityOn(later, 'app-unknown', undefined)).toEqual({});
  });

  test('happens even where the memory has been tampered with', () => {
    const annotations = withState({ [FAILURES_ANNOTATION]: 'nonsense' }, stateOf());
    expect(remembered('failed', service({ annotations }))).toHaveLength(1);
  });

  test('keeps the order of deploys: what was promoted counts, whoever took it back', () => {
    const promoted = stateOf({ status: 'promoted', step: 2, sequence: 50, promoted: 40 }, split(100));
    const from = service({
      traffic: split(100),
      serving: split(100),
      annotations: withState({}, promoted),
    });
    const back = returning(from, { ...bad, cause: 'asked' }, NOW);
    expect(readState(back?.annotations ?? {})).toMatchObject({ sequence: 50, promoted: 50 });
  });
});
