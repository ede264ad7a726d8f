import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commitOf, reachableRevisions } from '../../lib/places';
import type { ReachableRevision } from '../../lib/places';
import { environmentOf } from '../../lib/runner/environment';
import { latest, openBed, pinned } from './cloudrun-bed';
import type { Bed } from './cloudrun-bed';

let bed: Bed;

beforeEach(async () => {
  bed = await openBed('REST');
});
afterEach(() => bed.close());

/** With the retries of a step that has no time. */
const reachable = (service = 'app'): Promise<ReachableRevision[]> =>
  reachableRevisions(
    { project: 'demo', region: 'europe-west1', service },
    {
      clock: { now: Date.now, sleep: () => Promise.resolve() },
      random: () => 0,
      signal: new AbortController().signal,
      environment: environmentOf({ SLUICE_CLOUD_RUN_ENDPOINT: bed.run.url }),
    },
  );

describe('the revisions that visitors may reach', () => {
  test('have traffic or a tag; others have neither', async () => {
    await bed.create({ revision: 'app-1', labels: { 'commit-sha': 'abc1234' } });
    await bed.update({ template: { revision: 'app-2', containers: [{ image: 'app:2' }] } });
    await bed.update({
      template: { revision: 'app-c0ffee1-0123abcd', containers: [{ image: 'app:3' }] },
      traffic: [pinned('app-1', 70), pinned('app-1', 0, 'old'), latest(30)],
    });
    expect((await reachable()).toSorted((one, other) => one.name.localeCompare(other.name))).toEqual([
      { name: 'app-1', percent: 70, commit: 'abc1234' },
      { name: 'app-c0ffee1-0123abcd', percent: 30, commit: 'c0ffee1' },
    ]);
    await bed.update({ traffic: [pinned('app-1', 0, 'old'), latest(100)] }, ['traffic']);
    expect((await reachable()).map(({ name, percent }) => [name, percent])).toContainEqual(['app-1', 0]);
  });

  test('are none where there is no service', async () => {
    expect(await reachable('nobody')).toEqual([]);
  });
});

describe('the commit of a revision', () => {
  test.each([
    ['app-c0ffee1-0123abcd', {}, 'c0ffee1'],
    ['app-c0ffee1-0123abcd-a2', {}, 'c0ffee1'],
    ['app-c0ffee1-0123abcd', { 'commit-sha': 'decade1234567890' }, 'decade1234567890'],
    ['app-00001-abc', {}, undefined],
    ['app-00001-abc', { 'commit-sha': 'main' }, undefined],
    ['other-c0ffee1-0123abcd', {}, undefined],
  ])('%s with %j', (name, labels, commit) => {
    expect(commitOf('app', name, labels)).toBe(commit);
  });
});
