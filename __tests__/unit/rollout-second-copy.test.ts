import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lastingOf, noteOf, stateFrom } from '../../lib/rollout/copy-text';
import { defaultSettings, emptyState } from '../../lib/verdict';
import { NOW, iso, stateOf } from './rollout-fixtures';
import type { RolloutState } from '../../lib/rollout';

const largest = stateOf({
  status: 'rolled-back',
  cause: 'interrupted',
  raised: true,
  step: 2,
  settings: defaultSettings,
  sequence: 12_345_678_901,
});

const states: fc.Arbitrary<RolloutState> = fc
  .record({
    status: fc.constantFrom('rolling', 'held', 'promoted', 'rolled-back', 'candidate'),
    step: fc.integer({ min: -1, max: 2 }),
    stepStartedAt: fc.integer({ min: 0, max: 4e12 }).map(iso),
    leaseUntil: fc.integer({ min: 0, max: 4e12 }).map(iso),
    at: fc.integer({ min: 0, max: 4e12 }).map(iso),
  })
  .map((drawn) => stateOf(drawn));

describe('the second copy', () => {
  test('says all that the record says, but for the evidence and the reason', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(stateFrom(lastingOf(state), noteOf(state))).toEqual(state);
      }),
    );
    expect(stateFrom(lastingOf(largest), noteOf({ ...largest, why: 'It crashed.' }))).toEqual(largest);
  });

  test('keeps what moves within the 140 characters of a description', () => {
    expect(noteOf(largest).length).toBeLessThanOrEqual(140);
    expect(noteOf(stateOf({ cause: 'superseded', raised: true, status: 'rolled-back' })).length).toBeLessThan(
      140,
    );
  });

  test('does not change with a step: the payload of a deployment cannot', () => {
    const next = stateOf({ step: 1, status: 'held', why: 'x', at: iso(NOW + 1), verdict: emptyState() });
    expect(lastingOf(next)).toEqual(lastingOf(stateOf()));
  });

  test.each([
    ['no payload', undefined, noteOf(stateOf())],
    ['a payload of text', 'x', noteOf(stateOf())],
    ['no note', lastingOf(stateOf()), ''],
    ['a note of somebody else', lastingOf(stateOf()), 'Deployed to production'],
    ['another service', { ...lastingOf(stateOf()), stable: '../../x' }, noteOf(stateOf())],
    ['a field too many', { ...lastingOf(stateOf()), extra: 1 }, noteOf(stateOf())],
    [
      'a time that is none',
      lastingOf(stateOf()),
      noteOf(stateOf()).replace(/\.[0-9a-z]+\./, '.zzzzzzzzzzzzzzzz.'),
    ],
    ['a step past the plan', lastingOf(stateOf()), noteOf(stateOf()).replace('| 0.', '| 9.')],
  ])('is none where there is %s', (_name, lasting, note) => {
    expect(stateFrom(lasting, note)).toBeUndefined();
  });

  test('is never misread, whatever stands there', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (lasting, note) => {
        expect(stateFrom(lasting, note)).toBeUndefined();
      }),
    );
  });
});
