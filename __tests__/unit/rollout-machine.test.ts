import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../lib/rollout';
import type { Decision, Member, Observation, Policy, Standing } from '../../lib/rollout';
import { NOW, iso, policyOf, stateOf, verdictOf } from './rollout-fixtures';

const MINUTE = 60_000;
const broken = { type: 'Ready', succeeded: false, failed: true, reason: 'CRASHED', message: 'It exits.' };

const memberOf = (overrides: Partial<Member> = {}): Member => ({
  region: 'europe-west1',
  wave: 0,
  state: stateOf(),
  standing: 'as-left',
  ...overrides,
});

/** What is decided about a rollout in one region. */
const decided = (
  { verdict = verdictOf('inconclusive'), watchedSince = NOW, ...member }: Partial<Observation & Member>,
  at: number,
  policy: Policy = policyOf(),
): Decision => decide({ members: [memberOf(member)], verdict, watchedSince }, NOW + at, policy);

describe('what happens next', () => {
  test.each<[string, Decision, Partial<Decision>]>([
    [
      'a new candidate gets its first step',
      decided({ state: stateOf({ step: -1, status: 'candidate' }) }, 0),
      { do: 'shift', step: 0, regions: ['europe-west1'] },
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
      decided({}, 40 * MINUTE, policyOf({ onInconclusive: 'promote' })),
      { do: 'shift', step: 1 },
    ],
    [
      'no verdict at all is brought back where that is asked for',
      decided({}, 40 * MINUTE, policyOf({ onInconclusive: 'rollback' })),
      { do: 'abort' },
    ],
    [
      'where stable is sick, too, it is held whatever is asked for',
      decided(
        { verdict: verdictOf('inconclusive', { environmentSick: true }) },
        40 * MINUTE,
        policyOf({ onInconclusive: 'promote' }),
      ),
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
      decided({ standing: 'moved', state: stateOf({ status: 'promoted' }) }, 0),
      { do: 'end', result: 'promoted' },
    ],
    [
      'a run that comes later watches for its own extension',
      decided(
        { watchedSince: NOW + 600 * MINUTE, state: stateOf({ leaseUntil: iso(NOW + 660 * MINUTE) }) },
        601 * MINUTE,
      ),
      { do: 'wait' },
    ],
  ])('%s', (_name, decision, expected) => {
    expect(decision).toMatchObject(expected);
  });

  test.each([-1, 0, 1])('a fail and a broken candidate abort from every step (%i)', (step) => {
    const state = stateOf({ step, status: step < 0 ? 'candidate' : 'rolling' });
    expect(decided({ verdict: verdictOf('fail'), state }, 0).do).toBe('abort');
    expect(decided({ broken, state }, 0).do).toBe('abort');
  });

  test('one region alone is promoted with the write that gives it everything, unless it is looked at for longer', () => {
    const state = stateOf({ step: 1 });
    const verdict = verdictOf('pass');
    expect(decided({ state, verdict }, 10 * MINUTE)).toMatchObject({ step: 2, commit: true });
    const steps = [...policyOf().steps.slice(0, 2), { percent: 100, observe: 30 * MINUTE }];
    const bake = policyOf({ steps });
    expect(decided({ state, verdict }, 10 * MINUTE, bake)).toMatchObject({ step: 2, commit: false });
    const baking = stateOf({ step: 2 });
    expect(decided({ state: baking, verdict }, 29 * MINUTE, bake)).toMatchObject({ do: 'wait', due: false });
    expect(decided({ state: baking, verdict }, 30 * MINUTE, bake)).toMatchObject({ step: 2, commit: true });
    expect(decided({ state: baking, verdict: verdictOf('fail') }, 29 * MINUTE, bake).do).toBe('abort');
  });

  test('a promotion that Cloud Run gave up is made once more', () => {
    const state = stateOf({ step: 2, status: 'promoted' });
    expect(decided({ state, standing: 'stranded' }, 0)).toMatchObject({ do: 'shift', step: 2, commit: true });
  });

  test('a lease that is about to run out is renewed', () => {
    expect(decided({}, 59 * MINUTE, policyOf({ extension: 10 ** 8 }))).toEqual({
      do: 'renew',
      regions: ['europe-west1'],
    });
  });
});

describe('when somebody else has taken the traffic into their hands', () => {
  const verdicts = fc.constantFrom('pass', 'fail', 'inconclusive').map((result) => verdictOf(result));
  const ends = fc.constantFrom('hold', 'promote', 'rollback');
  const lost = fc.constantFrom<Standing[]>('moved', 'gone', 'taken');

  test('nothing is written ever again, whatever the verdict, the time and the policy', () => {
    fc.assert(
      fc.property(
        lost,
        verdicts,
        fc.nat(10 ** 8),
        ends,
        fc.boolean(),
        (standing, verdict, at, onInconclusive, isBroken) => {
          const seen = { standing, verdict, ...(isBroken ? { broken } : {}) };
          expect(decided(seen, at, policyOf({ onInconclusive }))).toMatchObject({
            do: 'end',
            result: 'superseded',
          });
        },
      ),
    );
  });

  test('also where the record says that it was brought back', () => {
    const state = stateOf({ status: 'rolled-back', why: 'it is slow' });
    expect(decided({ state }, 0)).toMatchObject({
      result: 'superseded',
      why: expect.stringContaining('it is slow'),
    });
  });

  test('a share that was raised is marked, judged on, brought back on a fail, and never moved forward', () => {
    expect(decided({ standing: 'raised', verdict: verdictOf('pass') }, 10 * MINUTE)).toMatchObject({
      do: 'mark',
    });
    const state = stateOf({ raised: true });
    expect(decided({ state }, 0)).toMatchObject({ do: 'wait' });
    expect(decided({ state, verdict: verdictOf('fail') }, 0)).toMatchObject({ do: 'abort' });
    expect(decided({ state, verdict: verdictOf('pass') }, 10 * MINUTE)).toMatchObject({
      do: 'end',
      result: 'raised',
    });
  });
});
