import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  declaredTraffic,
  inWords,
  isRouted,
  moved,
  pinned,
  revisionTagged,
  sameTraffic,
  shareOf,
  soleRevision,
  tagged,
} from '../../lib/cloudrun';
import { foreign, split, tables, total } from './rollout-fixtures';

const names = fc.constantFrom('app-old', 'app-new', 'app-b', 'LATEST');
const pairs = fc
  .uniqueArray(names, { minLength: 2, maxLength: 2 })
  .map(([from = '', to = '']) => ({ from, to }));

describe('moving traffic from one revision to another', () => {
  test('sends as many requests as before, and nobody less than none or more than all', () => {
    fc.assert(
      fc.property(tables, pairs, fc.integer({ min: -50, max: 200 }), (table, { from, to }, percent) => {
        const next = moved(table, from, to, percent);
        expect(total(next)).toBe(total(table));
        expect(next.every((entry) => entry.percent >= 0 && entry.percent <= 100)).toBe(true);
      }),
    );
  });

  test('gives what it takes, and no more than there is', () => {
    fc.assert(
      fc.property(tables, pairs, fc.integer({ min: 0, max: 120 }), (table, { from, to }, percent) => {
        const taken = Math.min(percent, shareOf(table, from));
        const next = moved(table, from, to, percent);
        expect([shareOf(next, from), shareOf(next, to)]).toEqual([
          shareOf(table, from) - taken,
          shareOf(table, to) + taken,
        ]);
      }),
    );
  });

  test('keeps the entries of others and every tag', () => {
    fc.assert(
      fc.property(tables, pairs, fc.integer({ min: 0, max: 100 }), (table, { from, to }, percent) => {
        expect(foreign(moved(table, from, to, percent), [from, to])).toEqual(foreign(table, [from, to]));
      }),
    );
  });

  test('there and back is where it was', () => {
    fc.assert(
      fc.property(tables, pairs, fc.integer({ min: 0, max: 100 }), (table, { from, to }, percent) => {
        const taken = Math.min(percent, shareOf(table, from));
        expect(sameTraffic(moved(moved(table, from, to, percent), to, from, taken), table)).toBe(true);
      }),
    );
  });

  test('leaves no entry behind that says nothing', () => {
    expect(moved([{ revision: 'app-old', percent: 100 }], 'app-old', 'app-new', 100)).toEqual([
      { revision: 'app-new', percent: 100 },
    ]);
  });
});

describe('tags', () => {
  test('a tag points where it is set to, every other tag and all shares stay', () => {
    fc.assert(
      fc.property(tables, names, fc.constantFrom('candidate', 'fresh'), (table, revision, tag) => {
        const next = tagged(table, tag, revision);
        expect(revisionTagged(next, tag)).toBe(revision);
        expect(next.filter((entry) => entry.tag === tag)).toHaveLength(1);
        expect(sameTraffic(tagged(next, tag, undefined), tagged(table, tag, undefined))).toBe(true);
        expect(total(next)).toBe(total(table));
      }),
    );
  });

  test('setting a tag twice is setting it once', () => {
    fc.assert(
      fc.property(tables, names, (table, revision) => {
        const once = tagged(table, 'candidate', revision);
        expect(sameTraffic(tagged(once, 'candidate', revision), once)).toBe(true);
      }),
    );
  });

  test('taking away a tag that bears traffic leaves the traffic', () => {
    const table = [{ revision: 'app-old', percent: 100, tag: 'live' }];
    expect(tagged(table, 'live', undefined)).toEqual([{ revision: 'app-old', percent: 100 }]);
  });
});

describe('what a table means', () => {
  test('no table means everything to LATEST, and LATEST is pinned in traffic and in tags', () => {
    expect(declaredTraffic({ traffic: [] })).toEqual([{ revision: 'LATEST', percent: 100 }]);
    const table = [
      { revision: 'LATEST', percent: 100 },
      { revision: 'LATEST', percent: 0, tag: 'head' },
    ];
    expect(pinned(table, 'app-old').map(({ revision }) => revision)).toEqual(['app-old', 'app-old']);
  });

  test('a sole revision may have several entries; a split has none', () => {
    const twice = [
      { revision: 'app-old', percent: 40 },
      { revision: 'app-old', percent: 60, tag: 'live' },
    ];
    expect(soleRevision(twice)).toBe('app-old');
    expect(soleRevision(split(0))).toBe('app-old');
    expect(soleRevision(split(5))).toBeUndefined();
    expect(soleRevision([])).toBeUndefined();
  });

  test('is the same in any order, and another one when a tag moves', () => {
    fc.assert(
      fc.property(tables, (table) => {
        expect(sameTraffic([...table].reverse(), table)).toBe(true);
      }),
    );
    expect(sameTraffic(split(5), tagged(split(5), 'stable', 'app-new'))).toBe(false);
  });

  test('is in force when it is what serves, LATEST read as the revision that it means', () => {
    const traffic = [
      { revision: 'app-old', percent: 100 },
      { revision: 'LATEST', percent: 0, tag: 'head' },
    ];
    const serving = pinned(traffic, 'app-new');
    expect(isRouted({ traffic, serving, latestReadyRevision: 'app-new' })).toBe(true);
    expect(isRouted({ traffic, serving: split(5), latestReadyRevision: 'app-new' })).toBe(false);
  });

  test('is told with the greatest share first', () => {
    expect(inWords(split(5))).toBe('app-old 95 %, app-new 5 %');
    expect(inWords([])).toBe('nothing');
  });
});
