import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shareOf, tagged } from '../../lib/cloudrun';
import { decide, shiftTo, trafficHash } from '../../lib/rollout';
import type { Decision, Observation, Policy, RolloutState } from '../../lib/rollout';
import { emptyState } from '../../lib/verdict';
import { NOW, foreign, policyOf, split, stateOf, tables, total, verdictOf } from './rollout-fixtures';

const MINUTE = 60_000;
const broken = { type: 'Ready', succeeded: false, failed: true, reason: 'CRASHED', message: 'It exits.' };

const decided = (
  seen: Partial<Observation>,
  at: number,
  { state = stateOf(), policy = policyOf() }: { state?: RolloutState; policy?: Policy } = {},
): Decision =>
  decide(
    state,
    { traffic: split(10), verdict: verdictOf('inconclusive'), watchedSince: NOW, ...seen },
    NOW + at,
    policy,
  );

describe('what happens next', () => {
  test.each<[string, Decision, Partial<Decision>]>([
    [
      'a new candidate gets its first step',
      decided({}, 0, { state: stateOf({ step: -1, status: 'candidate' }) }),
      { do: 'shift', step: 0 },
    ],
    ['a step lasts as long as the plan says', decided({}, 0), { do: 'wait', until: NOW + 10 * MINUTE }],
    [
      'an early pass waits for the end of the step',
      decided({ verdict: verdictOf('pass') }, 9 * MINUTE),
      { do: 'wait' },
    ],
    [
      'a pass at the end goes on',
      decided({ verdict: verdictOf('pass') }, 10 * MINUTE),
      { do: 'shift', step: 1, why: 'the reason for pass' },
    ],
    ['no verdict extends the step', decided({}, 10 * MINUTE), { do: 'wait', until: NOW + 40 * MINUTE }],
    [
      'a pass in the extension goes on at once',
      decided({ verdict: verdictOf('pass') }, 11 * MINUTE),
      { do: 'shift', step: 1 },
    ],
    ['no verdict at all is held', decided({}, 40 * MINUTE), { do: 'end', result: 'held' }],
    [
      'no verdict at all is promoted where that is asked for',
      decided({}, 40 * MINUTE, { policy: policyOf({ onInconclusive: 'promote' }) }),
      { do: 'shift', step: 1 },
    ],
    [
      'no verdict at all is brought back where that is asked for',
      decided({}, 40 * MINUTE, { policy: policyOf({ onInconclusive: 'rollback' }) }),
      { do: 'abort' },
    ],
    [
      'where stable is sick, too, it is held whatever is asked for',
      decided({ verdict: verdictOf('inconclusive', { environmentSick: true }) }, 40 * MINUTE, {
        policy: policyOf({ onInconclusive: 'promote' }),
      }),
      { do: 'end', result: 'held' },
    ],
    [
      'a fail brings back at once',
      decided({ verdict: verdictOf('fail') }, 1),
      { do: 'abort', why: 'the reason for fail' },
    ],
    [
      'a broken candidate is brought back, whatever the verdict',
      decided({ broken, verdict: verdictOf('pass') }, 10 * MINUTE),
      { do: 'abort', why: 'the candidate is broken: CRASHED It exits.' },
    ],
    [
      'all is done once it is promoted',
      decided({ traffic: split(55) }, 0, { state: stateOf({ status: 'promoted' }) }),
      { do: 'end', result: 'promoted' },
    ],
    [
      'a run that comes later watches for its own extension',
      decided({ watchedSince: NOW + 600 * MINUTE }, 601 * MINUTE),
      { do: 'wait' },
    ],
  ])('%s', (_name, decision, expected) => {
    expect(decision).toMatchObject(expected);
  });

  test.each([-1, 0, 1])('a fail and a broken candidate abort from every step (%i)', (step) => {
    const state = stateOf({ step, status: step < 0 ? 'candidate' : 'rolling' });
    expect(decided({ verdict: verdictOf('fail') }, 0, { state }).do).toBe('abort');
    expect(decided({ broken }, 0, { state }).do).toBe('abort');
  });
});

describe('when somebody else has moved the traffic, nothing is written ever again', () => {
  const verdicts = fc.constantFrom('pass', 'fail', 'inconclusive').map((result) => verdictOf(result));
  const ends = fc.constantFrom('hold', 'promote', 'rollback');

  test('whatever the table, the verdict, the time and the policy', () => {
    fc.assert(
      fc.property(
        tables,
        verdicts,
        fc.nat(10 ** 8),
        ends,
        fc.boolean(),
        (table, verdict, at, onInconclusive, isBroken) => {
          fc.pre(trafficHash(table, '') !== stateOf().traffic);
          const seen = { traffic: table, verdict, ...(isBroken ? { broken } : {}) };
          expect(decided(seen, at, { policy: policyOf({ onInconclusive }) })).toMatchObject({
            do: 'end',
            result: 'superseded',
          });
        },
      ),
    );
  });

  test('also where only one of our tags was moved, and where the record says that it was brought back', () => {
    expect(decided({ traffic: tagged(split(10), 'candidate', 'app-old') }, 0)).toMatchObject({
      result: 'superseded',
    });
    expect(decided({}, 0, { state: stateOf({ status: 'rolled-back' }) })).toMatchObject({
      result: 'superseded',
    });
  });
});

describe('the write that moves the candidate to a step', () => {
  const policy = policyOf();
  const shifted = (index: number, traffic = split(10), state = stateOf()) =>
    shiftTo(index, { policy, traffic, state, evidence: emptyState(), now: NOW });

  test('gives it what the plan says, from stable, and records just that', () => {
    const { traffic, state } = shifted(1);
    expect([shareOf(traffic, 'app-new'), shareOf(traffic, 'app-old')]).toEqual([50, 50]);
    expect(state).toMatchObject({ step: 1, status: 'rolling', traffic: trafficHash(traffic, '') });
    expect(Date.parse(state.leaseUntil)).toBeGreaterThan(NOW + 10 * MINUTE + policy.extension);
  });

  test('at the end the candidate is stable, and the one before stays addressable', () => {
    const { traffic, state } = shifted(2);
    expect(state.status).toBe('promoted');
    expect(traffic).toEqual([
      { revision: 'app-new', percent: 100 },
      { revision: 'app-new', percent: 0, tag: 'stable' },
      { revision: 'app-old', percent: 0, tag: 'prev' },
    ]);
  });

  test('never makes more or less than all the traffic, takes from stable alone, and keeps what is not ours', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 0, max: 2 }), (table, index) => {
        const { traffic } = shifted(index, table);
        expect(total(traffic)).toBe(100);
        expect(traffic.every(({ percent }) => percent >= 0 && percent <= 100)).toBe(true);
        const ours = ['candidate', 'stable', 'prev'];
        const others = (entries: typeof table): string[] =>
          foreign(entries, ['app-old', 'app-new'], ours)
            .map((line) => line.replace(/ (candidate|stable|prev)$/, ' '))
            .sort();
        expect(others(traffic)).toEqual(others(table));
        expect(shareOf(traffic, 'app-new')).toBeGreaterThanOrEqual(shareOf(table, 'app-new'));
      }),
    );
  });

  test('is what the next decision takes for its own', () => {
    const { traffic, state } = shifted(1);
    expect(decided({ traffic }, 0, { state })).toMatchObject({ do: 'wait' });
  });
});
