import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { revisionTagged } from '../../lib/cloudrun';
import type { CloudRun, Revision, Service, ServiceChange, TrafficEntry } from '../../lib/cloudrun';
import type { Patience } from '../../lib/google';
import { readState, standingOf, trafficHash, withdrawing, withdrawLeft, withState } from '../../lib/rollout';
import type { RolloutState } from '../../lib/rollout';
import { NOW, foreign, serviceOf, split, stateOf, tables, total } from './rollout-fixtures';

/** A candidate at 0 %, as its run has left it. */
const left = (traffic: TrafficEntry[], overrides: Partial<RolloutState> = {}): Service => {
  const state = stateOf({ status: 'candidate', step: -1, ...overrides }, traffic);
  return serviceOf({ traffic, serving: traffic, annotations: withState({ theirs: '1' }, state) });
};

const after = (service: Service, change: ServiceChange | undefined): Service =>
  change ? { ...service, ...change } : service;

describe('taking the tag of a failed candidate away', () => {
  test('leaves every other entry and tag as it is', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { traffic, annotations } = after(left(table), withdrawing(left(table), 'app-new'));
        expect(foreign(traffic, ['app-new'], ['candidate'])).toEqual(
          foreign(table, ['app-new'], ['candidate']),
        );
        expect(total(traffic)).toBe(100);
        expect(revisionTagged(traffic, 'candidate')).not.toBe('app-new');
        expect(annotations['theirs']).toBe('1');
      }),
    );
  });

  test('is written once, and the next run finds the service as ours has left it', () => {
    const change = withdrawing(left(split(0)), 'app-new');
    const service = after(left(split(0)), change);
    expect(change?.traffic).toEqual([
      { revision: 'app-old', percent: 100 },
      { revision: 'app-old', percent: 0, tag: 'stable' },
    ]);
    expect(withdrawing(service, 'app-new')).toBeUndefined();
    const state = readState(service.annotations);
    expect(state && standingOf(service, state)).toBe('as-left');
  });

  test('does not take what somebody has moved meanwhile for its own', () => {
    const moved: TrafficEntry[] = [
      { revision: 'app-b', percent: 100 },
      { revision: 'app-new', percent: 0, tag: 'candidate' },
    ];
    const found = left(moved, { traffic: trafficHash(split(0), '') });
    const service = after(found, withdrawing(found, 'app-new'));
    expect(service.traffic).toEqual([{ revision: 'app-b', percent: 100 }]);
    const state = readState(service.annotations);
    expect(state && standingOf(service, state)).toBe('moved');
  });

  test.each([
    ['another candidate is on record', left(split(0), { candidate: 'app-b' })],
    ['the tag leads to another revision', left([{ revision: 'app-old', percent: 100, tag: 'candidate' }])],
    ['the tag has another prefix', left(split(0), { tagPrefix: 'x-' })],
    ['it has had traffic already', left(split(10), { status: 'rolling', step: 0 })],
    ['it was brought back, and its tag is kept', left(split(0), { status: 'rolled-back', step: 0 })],
    ['there is no record', serviceOf({ traffic: split(0) })],
  ])('is none of our business where %s', (_, service) => {
    expect(withdrawing(service, 'app-new')).toBeUndefined();
  });
});

/** A Cloud Run with one candidate, which is starting for so many reads. */
function cloudRunWith(condition: 'succeeded' | 'failed' | 'unknown' | 'gone', startingFor = 0): Fake {
  let service = { ...left(split(0)), settled: startingFor === 0 };
  let reads = 0;
  const writes: ServiceChange[] = [];
  const revision: Revision = {
    name: 'app-new',
    containers: [],
    createdAt: new Date(NOW),
    ready: condition === 'succeeded',
    conditions: [
      {
        type: 'Ready',
        succeeded: condition === 'succeeded',
        failed: condition === 'failed',
        reason: '',
        message: '',
      },
    ],
    logUri: '',
  };
  const refused = (): Promise<never> => Promise.reject(new Error('Nobody should ask for this.'));
  const cloudRun: CloudRun = {
    at: { project: 'demo-project', region: 'europe-west1', service: 'app' },
    getService: () => {
      reads += 1;
      return Promise.resolve({ ...service, settled: reads > startingFor });
    },
    getRevision: () => Promise.resolve(condition === 'gone' ? undefined : revision),
    listRevisions: refused,
    createService: refused,
    updateService: (_, change) => {
      writes.push(change);
      service = { ...service, ...change };
      return Promise.resolve();
    },
  };
  return { cloudRun, service, writes };
}

interface Fake {
  cloudRun: CloudRun;
  service: Service;
  writes: ServiceChange[];
}

function patience(): Patience & { slept: number } {
  const time = {
    slept: 0,
    random: () => 0.5,
    signal: new AbortController().signal,
    tries: 3,
    clock: {
      now: () => NOW + time.slept,
      sleep: (ms: number) => {
        time.slept += ms;
        return Promise.resolve();
      },
    },
  };
  return time;
}

describe('the candidate of a run that is gone', () => {
  test('is waited for while it starts, and loses its tag once it has failed', async () => {
    const { cloudRun, service, writes } = cloudRunWith('failed', 5);
    const time = patience();
    expect(await withdrawLeft(cloudRun, service, time)).toBe('app-new');
    expect(writes.map(({ traffic }) => revisionTagged(traffic, 'candidate'))).toEqual([undefined]);
    expect(time.slept).toBeGreaterThan(0);
  });

  test.each(['succeeded', 'unknown', 'gone'] as const)('keeps its tag where it is %s', async (condition) => {
    const { cloudRun, service, writes } = cloudRunWith(condition);
    expect(await withdrawLeft(cloudRun, service, patience())).toBeUndefined();
    expect(writes).toEqual([]);
  });

  test('keeps its tag where it starts for longer than anybody waits', async () => {
    const { cloudRun, service, writes } = cloudRunWith('unknown', Infinity);
    const time = patience();
    expect(await withdrawLeft(cloudRun, service, time)).toBeUndefined();
    expect(writes).toEqual([]);
    expect(time.slept).toBeLessThan(400_000);
  });
});
