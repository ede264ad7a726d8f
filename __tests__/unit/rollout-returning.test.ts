import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { revisionTagged, shareOf } from '../../lib/cloudrun';
import type { Service, ServiceChange, TrafficEntry } from '../../lib/cloudrun';
import { readState, returning, trafficHash, withState } from '../../lib/rollout';
import type { Return } from '../../lib/rollout';
import { NOW, foreign, serviceOf, split, stateOf, tables, total } from './rollout-fixtures';

const back: Return = {
  bad: 'app-new',
  stable: 'app-old',
  cause: 'failed',
  why: 'it fails too often',
  run: '',
};
const withTraffic = (traffic: TrafficEntry[], more: Partial<Service> = {}): Service =>
  serviceOf({ traffic, latestReadyRevision: 'app-b', annotations: withState({}, stateOf()), ...more });

const after = (service: Service, change: ServiceChange | undefined): Service =>
  change ? { ...service, traffic: change.traffic, annotations: change.annotations } : service;

describe('bringing traffic back', () => {
  test('is subtractive: the bad one has nothing, stable has its share, everybody else what they had', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const service = withTraffic(table);
        const { traffic } = after(service, returning(service, back, NOW));
        expect(shareOf(traffic, 'app-new')).toBe(0);
        expect(shareOf(traffic, 'app-old')).toBe(shareOf(table, 'app-old') + shareOf(table, 'app-new'));
        expect(foreign(traffic, ['app-old', 'app-new'])).toEqual(foreign(table, ['app-old', 'app-new']));
        expect(total(traffic)).toBe(100);
      }),
    );
  });

  test('is written once: the second time there is nothing to write', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const service = withTraffic(table);
        expect(returning(after(service, returning(service, back, NOW)), back, NOW + 1)).toBeUndefined();
      }),
    );
  });

  test('takes LATEST for the bad one where it is, and lets a tag on it float on', () => {
    const table = [
      { revision: 'LATEST', percent: 100, tag: 'head' },
      { revision: 'app-old', percent: 0, tag: 'stable' },
    ];
    const change = returning(withTraffic(table, { latestReadyRevision: 'app-new' }), back, NOW);
    expect(change?.traffic).toEqual([
      { revision: 'app-old', percent: 100 },
      { revision: 'LATEST', percent: 0, tag: 'head' },
      { revision: 'app-old', percent: 0, tag: 'stable' },
    ]);
  });

  test('takes LATEST for the bad one where no traffic was ever declared', () => {
    const change = returning(withTraffic([], { latestReadyRevision: 'app-new' }), back, NOW);
    expect(change?.traffic).toEqual([{ revision: 'app-old', percent: 100 }]);
  });

  test("leaves somebody else's LATEST as it is", () => {
    const table = [
      { revision: 'LATEST', percent: 30 },
      { revision: 'app-new', percent: 70 },
    ];
    expect(returning(withTraffic(table), back, NOW)?.traffic).toEqual([
      { revision: 'app-old', percent: 70 },
      { revision: 'LATEST', percent: 30 },
    ]);
  });

  test('empties all the others, LATEST among them, where everything is to go to one', () => {
    const table = [
      { revision: 'LATEST', percent: 30 },
      { revision: 'app-new', percent: 70 },
    ];
    const all = { ...back, alsoFrom: ['app-b', 'app-old'] };
    expect(returning(withTraffic(table), all, NOW)?.traffic).toEqual([{ revision: 'app-old', percent: 100 }]);
  });

  test('keeps the tag of the bad one, for diagnosis', () => {
    const change = returning(withTraffic(split(10)), back, NOW);
    expect(revisionTagged(change?.traffic ?? [], 'candidate')).toBe('app-new');
  });

  test('gives up the tag of another candidate, which the record forgets and which may never have been ready', () => {
    const table = [
      { revision: 'app-old', percent: 100 },
      { revision: 'app-new', percent: 0, tag: 'candidate' },
      { revision: 'app-b', percent: 0, tag: 'beta' },
    ];
    const change = returning(withTraffic(table), { ...back, bad: 'app-old', stable: 'app-b' }, NOW);
    expect(change?.traffic).toEqual([
      { revision: 'app-b', percent: 100 },
      { revision: 'app-b', percent: 0, tag: 'beta' },
    ]);
  });
});

describe('the record of it', () => {
  test('remembers what was found bad, why, and by what evidence; other annotations stay', () => {
    const annotations = withState({ 'example.com/owner': 'shop' }, stateOf());
    const change = returning(withTraffic(split(10), { annotations }), back, NOW + 1);
    expect(change?.annotations['example.com/owner']).toBe('shop');
    expect(readState(change?.annotations ?? {})).toMatchObject({
      status: 'rolled-back',
      cause: 'failed',
      candidate: 'app-new',
      stable: 'app-old',
      why: 'it fails too often',
      plan: stateOf().plan,
      traffic: trafficHash(change?.traffic ?? [], ''),
    });
  });

  test('can be read again however long the reason, and where no rollout was on record', () => {
    const change = returning(
      withTraffic(split(10), { annotations: {} }),
      { ...back, why: '😀'.repeat(5_000) },
      NOW,
    );
    expect(readState(change?.annotations ?? {})?.why?.length).toBeLessThanOrEqual(1_000);
  });
});
