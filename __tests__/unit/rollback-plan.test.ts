import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planRollback } from '../../actions/rollback/src/plan';
import { shareOf } from '../../lib/cloudrun';
import type { TrafficEntry } from '../../lib/cloudrun';
import { returning, withState } from '../../lib/rollout';
import type { RolloutState } from '../../lib/rollout';
import { UserError } from '../../lib/runner';
import { NOW, iso, serviceOf, split, stateOf, tables } from './rollout-fixtures';

type Inputs = Parameters<typeof planRollback>[1];

const at = { project: 'demo-project', region: 'europe-west1', service: 'app' };
const inputsOf = (overrides: Partial<Inputs> = {}): Inputs => ({
  at,
  revision: undefined,
  only: 'any',
  run: stateOf().run,
  ...overrides,
});

const planned = (
  traffic: TrafficEntry[],
  inputs: Partial<Inputs> = {},
  state: RolloutState | 'none' = stateOf(),
): ReturnType<typeof planRollback> =>
  planRollback(
    serviceOf({
      traffic,
      latestReadyRevision: 'app-b',
      annotations: state !== 'none' ? withState({}, state) : {},
    }),
    inputsOf(inputs),
    NOW,
  );

const all = (revision: string): TrafficEntry[] => [{ revision, percent: 100 }];
const theirs = [
  { revision: 'app-new', percent: 20 },
  { revision: 'app-b', percent: 80 },
];

describe('without a named revision, the candidate on record loses its share to its stable revision', () => {
  test('midway, after promotion, and beside others, who keep theirs', () => {
    const back = { do: 'bring-back', bad: 'app-new', alsoFrom: [], good: 'app-old' };
    expect(planned(split(10))).toEqual(back);
    expect(planned(all('app-new'), {}, stateOf({ status: 'promoted' }))).toEqual(back);
    expect(planned(theirs)).toEqual(back);
  });

  test('and where it has none, it is either back already or somebody else has moved it', () => {
    expect(planned(all('app-old'))).toMatchObject({ do: 'nothing' });
    expect(() => planned(all('app-b'))).toThrow(/not where a rollout of ours has put it: app-b 100 %/);
    expect(planned(all('app-b'), { only: 'this-run' })).toMatchObject({ do: 'nothing' });
  });

  test('also where Cloud Run gave up what was declared, which would come with the next change', () => {
    const givenUp = serviceOf({
      ...{ traffic: split(10), serving: all('app-old'), settled: true },
      outcome: { type: 'Ready', succeeded: false, failed: true, reason: '', message: '' },
      annotations: withState({}, stateOf({ leaseUntil: iso(NOW - 1) })),
    });
    const back = { do: 'bring-back', bad: 'app-new', good: 'app-old' };
    for (const only of ['any', 'this-run', 'abandoned'] as const)
      expect(planRollback(givenUp, inputsOf({ only }), NOW)).toMatchObject(back);
    expect(planRollback(givenUp, inputsOf({ revision: 'app-old' }), NOW)).toMatchObject(back);
  });

  test('no net takes away what a person has given it instead, and every net what somebody gave it in addition', () => {
    const over = stateOf({ leaseUntil: iso(NOW - 1) });
    for (const only of ['this-run', 'abandoned'] as const) {
      expect(planned(split(2), { only }, over)).toMatchObject({ do: 'nothing' });
      expect(planned(split(60), { only }, over)).toMatchObject({ do: 'bring-back', bad: 'app-new' });
    }
    expect(planned(split(2), {}, over)).toMatchObject({ do: 'bring-back', bad: 'app-new' });
  });

  test('whose share alone is taken, whatever the table', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const service = serviceOf({
          traffic: table,
          latestReadyRevision: 'app-c',
          annotations: withState({}, stateOf()),
        });
        fc.pre(shareOf(table, 'app-new') > 0);
        const plan = planRollback(service, inputsOf(), NOW);
        if (plan.do !== 'bring-back') throw new Error('the candidate has traffic');
        const next = returning(
          service,
          { ...plan, stable: plan.good, cause: 'asked', why: '', run: '' },
          NOW,
        );
        expect(shareOf(next?.traffic ?? [], 'app-b')).toBe(shareOf(table, 'app-b'));
        expect(shareOf(next?.traffic ?? [], 'LATEST')).toBe(shareOf(table, 'LATEST'));
      }),
    );
  });
});

describe('to a named revision', () => {
  test('goes what a sole revision has, whoever deployed it', () => {
    const back = { do: 'bring-back', bad: 'app-b', alsoFrom: [], good: 'app-c' };
    expect(planned(all('app-b'), { revision: 'app-c' })).toEqual(back);
    expect(planned(all('LATEST'), { revision: 'app-c' })).toEqual(back);
    expect(planned(all('app-b'), { revision: 'app-c' }, 'none')).toEqual(back);
  });

  test('goes all of a split of ours, the candidate first', () => {
    expect(planned(split(10), { revision: 'app-c' })).toEqual({
      do: 'bring-back',
      bad: 'app-new',
      alsoFrom: ['app-old'],
      good: 'app-c',
    });
    expect(planned(split(10), { revision: 'app-new' })).toMatchObject({ bad: 'app-old', good: 'app-new' });
  });

  test('goes nothing of a split of others', () => {
    expect(() => planned(theirs, { revision: 'app-old' })).toThrow(UserError);
    expect(() => planned(theirs, { revision: 'app-b' }, 'none')).toThrow(/Decide by hand|not where/);
  });

  test('goes nothing when it has everything', () => {
    expect(planned(all('app-b'), { revision: 'app-b' })).toMatchObject({ do: 'nothing' });
  });
});

describe('who may bring back whose rollout', () => {
  test('a job that cleans up minds its own run only, and none where it has none', () => {
    expect(planned(split(10), { only: 'this-run' })).toMatchObject({ do: 'bring-back' });
    expect(
      planned(split(10), { only: 'this-run', run: 'https://github.com/acme/shop/actions/runs/7' }),
    ).toMatchObject({
      do: 'nothing',
    });
    expect(planned(split(10), { only: 'this-run', run: '' }, stateOf({ run: '' }))).toMatchObject({
      do: 'nothing',
    });
  });

  test('a watchdog minds what is rolling beyond its lease', () => {
    const expired = stateOf({ leaseUntil: iso(NOW - 1) });
    expect(planned(split(10), { only: 'abandoned' }, expired)).toMatchObject({ do: 'bring-back' });
    expect(planned(split(10), { only: 'abandoned' })).toMatchObject({ do: 'nothing' });
    const forgotten = stateOf({ status: 'waiting', leaseUntil: iso(NOW - 1) });
    expect(planned(split(10), { only: 'abandoned' }, forgotten)).toMatchObject({ do: 'bring-back' });
    const waiting = stateOf({ status: 'waiting', leaseUntil: iso(NOW + 1) });
    for (const only of ['abandoned', 'this-run'] as const)
      expect(planned(split(10), { only, run: waiting.run }, waiting)).toMatchObject({ do: 'nothing' });
    const held = stateOf({ status: 'held', leaseUntil: iso(NOW - 1) });
    expect(planned(split(10), { only: 'abandoned' }, held)).toMatchObject({ do: 'nothing' });
  });
});

test('what served before is not known without a record, or on a first revision', () => {
  expect(() => planned(split(10), {}, 'none')).toThrow(UserError);
  expect(() => planned(all('app-new'), {}, stateOf({ stable: '' }))).toThrow(/one revision only/);
});
