import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LATEST, shareOf } from '../../lib/cloudrun';
import type { TrafficEntry } from '../../lib/cloudrun';
import { readState, shiftTo, standingOf, trafficHash, withState } from '../../lib/rollout';
import type { RolloutState } from '../../lib/rollout';
import { held, marked, takenOver, waiting } from '../../lib/rollout/shift';
import type { WriteInput, Written } from '../../lib/rollout/shift';
import { emptyState } from '../../lib/verdict';
import { NOW, foreign, iso, policyOf, serviceOf, split, stateOf, tables, total } from './rollout-fixtures';

const MINUTE = 60_000;
const policy = policyOf();

const inputOf = (traffic = split(10), state: RolloutState = stateOf(), now = NOW): WriteInput => ({
  policy,
  service: { traffic, latestReadyRevision: 'app-b' },
  state,
  evidence: emptyState(),
  now,
});

const shifted = (index: number, traffic?: TrafficEntry[], commit = index === 2): Written =>
  shiftTo(index, { ...inputOf(traffic), commit });

describe('the write that moves the candidate to a step', () => {
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

  test('at 100 % that is not the end yet, both stay where a return finds them', () => {
    const { traffic, state } = shifted(2, split(50), false);
    expect(state.status).toBe('rolling');
    expect(traffic.filter(({ tag }) => tag)).toEqual(split(10).filter(({ tag }) => tag));
    expect(shareOf(traffic, 'app-new')).toBe(100);
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

  test('takes what was given to LATEST for the candidate by name, where that is what it means', () => {
    const table = [{ revision: LATEST, percent: 100 }];
    const service = { traffic: table, latestReadyRevision: 'app-new' };
    const { traffic } = shiftTo(2, { ...inputOf(table), service, commit: true });
    expect(shareOf(traffic, 'app-new')).toBe(100);
    expect(shareOf(traffic, LATEST)).toBe(0);
  });

  test('is what the next read takes for its own', () => {
    const { traffic, state } = shifted(1);
    expect(standingOf(serviceOf({ traffic }), state)).toBe('as-left');
  });
});

describe('how a service stands beside its record', () => {
  const standing = (traffic: TrafficEntry[], more: Partial<Parameters<typeof serviceOf>[0]> = {}) =>
    standingOf(serviceOf({ traffic, serving: traffic, latestReadyRevision: 'app-new', ...more }), stateOf());

  test.each([
    ['as it was left', split(10), 'as-left'],
    [
      'with a tag of somebody else',
      [...split(10), { revision: 'app-b', percent: 0, tag: 'mine' }],
      'as-left',
    ],
    ['lowered', split(5), 'moved'],
    ['taken away', [{ revision: 'app-old', percent: 100 }], 'moved'],
    ['raised by hand', split(60), 'raised'],
    ['given to LATEST, which is the candidate', [{ revision: LATEST, percent: 100 }], 'raised'],
    ['shared with a third revision', [...split(60).slice(1), { revision: 'app-b', percent: 40 }], 'moved'],
  ] as const)('%s', (_name, traffic, expected) => {
    expect(standing([...traffic])).toBe(expected);
  });

  test('what LATEST means somewhere else is no rise', () => {
    expect(standing([{ revision: LATEST, percent: 100 }], { latestReadyRevision: 'app-b' })).toBe('moved');
  });

  test('a share that was raised to LATEST is lost as soon as that is another revision', () => {
    const table = [{ revision: LATEST, percent: 100 }];
    const service = serviceOf({ traffic: table, serving: table, latestReadyRevision: 'app-new' });
    const { traffic, state } = marked({ ...inputOf(table), service });
    expect(standingOf({ ...service, traffic }, state)).toBe('as-left');
    expect(standingOf({ ...service, traffic, latestReadyRevision: 'app-b' }, state)).toBe('moved');
  });
});

describe('the other writes', () => {
  test('over a share that somebody raised: it stays as it is, and our tags come back', () => {
    const table = [{ revision: LATEST, percent: 100 }];
    const { traffic, state } = marked(inputOf(table));
    expect(traffic).toEqual([
      ...table,
      { revision: 'app-new', percent: 0, tag: 'candidate' },
      { revision: 'app-old', percent: 0, tag: 'stable' },
    ]);
    expect(state).toMatchObject({ status: 'rolling', raised: true, step: 0 });
  });

  test('a hold and a pause change nothing but the record', () => {
    expect(held(inputOf(), 'no verdict')).toMatchObject({
      traffic: split(10),
      state: { status: 'held', leaseUntil: iso(NOW) },
    });
    const paused = waiting(inputOf(), 24 * 60 * MINUTE);
    expect(paused).toMatchObject({ traffic: split(10), state: { status: 'waiting' } });
    expect(paused.state.leaseUntil).toBe(iso(NOW + 24 * 60 * MINUTE));
  });

  test('whoever goes on after a death begins the step anew; after a pause it has gone on by itself', () => {
    const later = NOW + 5 * MINUTE;
    const after = (status: RolloutState['status']): RolloutState =>
      takenOver(inputOf(split(10), stateOf({ status, raised: true }), later)).state;
    expect(after('rolling')).toMatchObject({ status: 'rolling', stepStartedAt: iso(later), raised: true });
    expect(after('waiting')).toMatchObject({ status: 'rolling', stepStartedAt: iso(NOW), raised: true });
    expect(after('held')).not.toHaveProperty('raised');
  });

  test('can all be read again', () => {
    const writes = [
      shifted(0),
      shifted(2),
      marked(inputOf()),
      held(inputOf(), 'x'.repeat(5_000)),
      waiting(inputOf(), 1),
    ];
    for (const { state } of writes) expect(readState(withState({}, state))).toEqual(state);
  });
});
