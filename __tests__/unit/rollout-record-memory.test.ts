import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LATEST, shareOf, tagged } from '../../lib/cloudrun';
import { foreignTags, lastPromoted, ownRun, promotedBefore, trafficHash } from '../../lib/rollout';
import { promotedTraffic } from '../../lib/rollout/promotion';
import { foreign, split, stateOf, tables, total } from './rollout-fixtures';

describe('the highest sequence that was promoted', () => {
  test.each([
    ['no record', undefined, undefined],
    ['nothing promoted yet', stateOf({ sequence: 7 }), undefined],
    ['a promotion', stateOf({ status: 'promoted', sequence: 7 }), 7],
    ['a candidate after a promotion', stateOf({ sequence: 9, promoted: 7 }), 7],
    ['an older one that was allowed', stateOf({ status: 'promoted', sequence: 5, promoted: 7 }), 7],
    ['a promotion that was brought back', stateOf({ status: 'rolled-back', sequence: 7, promoted: 7 }), 7],
  ])('after %s', (_name, state, expected) => {
    expect(lastPromoted(state)).toBe(expected);
    expect(promotedBefore(state)).toEqual(expected === undefined ? {} : { promoted: expected });
  });
});

describe('tags of our names', () => {
  const left = split(10);
  const state = stateOf({}, left);

  test('are ours where our last write has left them, whatever else has changed', () => {
    expect(foreignTags(left, state, '')).toEqual([]);
    expect(foreignTags(split(100), state, '')).toEqual([]);
    expect(foreignTags(tagged(left, 'theirs', 'app-b'), state, '')).toEqual([]);
    expect(foreignTags(tagged(left, 'candidate', undefined), state, '')).toEqual([]);
  });

  test('are foreign where somebody has set them since, also on a revision of ours', () => {
    expect(foreignTags(tagged(left, 'prev', 'app-old'), state, '')).toEqual(['prev']);
    expect(foreignTags(tagged(left, 'candidate', 'app-old'), state, '')).toEqual(['candidate']);
  });

  test('are foreign where no record of ours has that prefix', () => {
    expect(foreignTags(left, undefined, '')).toEqual(['candidate', 'stable']);
    expect(foreignTags(tagged(left, 'x-stable', 'app-b'), state, 'x-')).toEqual(['x-stable']);
  });

  test('never are after a write that recorded the table', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom('', 'my-'), (table, tagPrefix) => {
        const written = stateOf({ tagPrefix, traffic: trafficHash(table, tagPrefix) });
        expect(foreignTags(table, written, tagPrefix)).toEqual([]);
      }),
    );
  });
});

describe('the traffic of a promotion', () => {
  const all = split(100);
  const newest = { latestReadyRevision: 'app-new', latestCreatedRevision: 'app-new' };
  const latest = { candidate: 'app-new', afterPromotion: 'latest' } as const;

  test('names the candidate, unless LATEST was asked for', () => {
    expect(promotedTraffic(all, newest, { candidate: 'app-new' })).toEqual(all);
    expect(promotedTraffic(all, newest, { candidate: 'app-new', afterPromotion: 'pinned' })).toEqual(all);
    expect(shareOf(promotedTraffic(all, newest, latest), LATEST)).toBe(100);
  });

  test('names it still where somebody has made another revision meanwhile', () => {
    const other = { latestReadyRevision: 'app-new', latestCreatedRevision: 'app-other' };
    expect(promotedTraffic(all, other, latest)).toEqual(all);
  });

  test('keeps every tag on its revision, and every share of others', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const next = promotedTraffic(table, newest, latest);
        expect(total(next)).toBe(100);
        expect(shareOf(next, 'app-new')).toBe(0);
        expect(foreign(next, ['app-new', LATEST])).toEqual(foreign(table, ['app-new', LATEST]));
      }),
    );
  });
});

describe('a link to a run', () => {
  const mine = 'https://github.com/acme/shop/actions/runs/42';

  test.each([
    ['of this repository', 'https://github.com/acme/shop/actions/runs/7', true],
    ['of another repository', 'https://github.com/acme/evil/actions/runs/7', false],
    ['of another host', 'https://evil.example/acme/shop/actions/runs/7', false],
    ['with more behind it', 'https://github.com/acme/shop/actions/runs/7/../../../../evil', false],
    ['to something else', 'https://github.com/acme/shop/actions/runs/7?x=<b>', false],
    ['of a repository of a longer name', 'https://github.com/acme/shop2/actions/runs/7', false],
  ])('%s', (_name, run, isKept) => {
    expect(ownRun(run, mine)).toBe(isKept ? run : '');
  });

  test('is kept by nobody who is in no repository', () => {
    expect(ownRun(mine, undefined)).toBe('');
  });
});
