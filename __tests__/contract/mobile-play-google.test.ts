/** Google's own client talks to the emulator: its routes, names and shapes are those that Google's code expects. */
import { androidpublisher } from '@googleapis/androidpublisher';
import type { androidpublisher_v3 } from '@googleapis/androidpublisher';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PassThroughClient } from 'google-auth-library';
import { scaledClock } from '../../emulators/clock';
import { startPlay } from '../../emulators/play';
import type { RunningPlay } from '../../emulators/play';

const packageName = 'com.example.smile';

let play: RunningPlay;
let google: androidpublisher_v3.Androidpublisher;

beforeAll(async () => {
  const tracks = { production: [{ status: 'completed' as const, versionCodes: ['41'], name: '1.41.0' }] };
  play = await startPlay({ clock: scaledClock(1), apps: [{ packageName, tracks }] });
  google = androidpublisher({
    version: 'v3',
    rootUrl: `${play.url}/`,
    auth: new PassThroughClient() as never,
    headers: { authorization: 'Bearer anybody' },
    retry: false,
  });
});

afterAll(() => play.close());

test('an edit is opened, looked at, changed, validated and committed', async () => {
  const { data: edit } = await google.edits.insert({ packageName, requestBody: {} });
  const at = { packageName, editId: edit.id ?? '' };
  expect(Number(edit.expiryTimeSeconds)).toBeGreaterThan(Date.now() / 1000);
  const { data: bundles } = await google.edits.bundles.list(at);
  expect(bundles.bundles).toMatchObject([{ versionCode: 41 }]);
  const { data: apks } = await google.edits.apks.list(at);
  expect(apks.apks ?? []).toEqual([]);
  const { data: all } = await google.edits.tracks.list(at);
  expect(all.tracks?.map(({ track }) => track)).toContain('internal');
  const track = 'internal';
  const requestBody = { track, releases: [{ status: 'completed', versionCodes: ['41'] }] };
  await google.edits.tracks.update({ ...at, track, requestBody });
  const { data: read } = await google.edits.tracks.get({ ...at, track });
  expect(read).toEqual(requestBody);
  await google.edits.validate(at);
  await google.edits.commit({ ...at, changesInReviewBehavior: 'ERROR_IF_IN_REVIEW' });
  const { data } = await google.applications.tracks.releases.list({
    parent: `applications/${packageName}/tracks/${track}`,
  });
  expect(data.releases).toEqual([
    {
      track,
      activeArtifacts: [{ versionCode: 41 }],
      releaseLifecycleState: 'RELEASE_LIFECYCLE_STATE_PUBLISHED',
    },
  ]);
});

test('what is refused arrives as Google words it', async () => {
  await expect(google.edits.insert({ packageName: 'com.example.other' })).rejects.toMatchObject({
    status: 404,
    message: 'Package not found: com.example.other.',
  });
  const { data: first } = await google.edits.insert({ packageName });
  const { data: second } = await google.edits.insert({ packageName });
  const editId = first.id ?? '';
  await expect(google.edits.get({ packageName, editId })).rejects.toMatchObject({
    message: 'This Edit has been deleted.',
  });
  await google.edits.delete({ packageName, editId: second.id ?? '' });
  const releases = [{ status: 'inProgress', versionCodes: ['41'], userFraction: 1 }];
  const { data: third } = await google.edits.insert({ packageName });
  const track = 'production';
  await expect(
    google.edits.tracks.update({
      ...{ packageName, editId: third.id ?? '', track },
      requestBody: { track, releases },
    }),
  ).rejects.toThrow('User fraction must be greater than 0 and less than 1.');
});
