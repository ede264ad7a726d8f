import { expect, test } from '@jest/globals';
import { choicesOf } from '../../actions/rollback/src/list';
import type { ListedRevision } from '../../lib/cloudrun';
import { withState } from '../../lib/rollout';
import { NOW, serviceOf, split, stateOf } from './rollout-fixtures';

const at = { project: 'demo-project', region: 'europe-west1', service: 'app' };

const revisionOf = (name: string, overrides: Partial<ListedRevision> = {}): ListedRevision => ({
  name,
  containers: [{ image: 'host/app@sha256:1' }],
  createdAt: new Date(NOW),
  ready: true,
  conditions: [],
  logUri: '',
  labels: {},
  creator: '',
  ...overrides,
});

const commits = (...revisions: ListedRevision[]): string[] =>
  choicesOf(at, serviceOf(), revisions).map(({ commit }) => commit);

test('the commit is told by the label that deploying tools set, or by our own names, and by nothing else', () => {
  expect(
    commits(
      revisionOf('app-c0ffee1-1a2b3c4d'),
      revisionOf('app-c0ffee1-1a2b3c4d-a2'),
      revisionOf('app-00012-xyz', { labels: { 'commit-sha': 'deadbeef'.repeat(5) } }),
      revisionOf('app-00013-xyz', { labels: { 'commit-sha': '<script>' } }),
      revisionOf('other-c0ffee1-1a2b3c4d'),
      revisionOf('app-1234567-abc-def'),
    ),
  ).toEqual(['c0ffee1', 'c0ffee1', 'deadbee', '', '', '']);
});

test('the run is that of the rollout on record; the last good one and the tags are told', () => {
  const service = serviceOf({
    traffic: split(10),
    serving: split(10),
    annotations: withState({}, stateOf()),
  });
  const listed = choicesOf(at, service, [
    revisionOf('app-new', { creator: 'ci@acme' }),
    revisionOf('app-old'),
  ]);
  expect(listed).toEqual([
    expect.objectContaining({
      run: stateOf().run,
      traffic: 10,
      tags: ['candidate'],
      lastGood: false,
      by: 'ci@acme',
    }),
    expect.objectContaining({ run: '', traffic: 90, tags: ['stable'], lastGood: true }),
  ]);
});

test('the newest come first, however Cloud Run lists them', () => {
  const revisions = [1, 3, 2].map((day) =>
    revisionOf(`app-r${day}`, { createdAt: new Date(NOW + day * 86_400_000) }),
  );
  expect(choicesOf(at, serviceOf(), revisions).map(({ revision }) => revision)).toEqual([
    'app-r3',
    'app-r2',
    'app-r1',
  ]);
});
