/** The emulated Google Play asks for rights, and the action says what to do about one that is missing. */
import { afterEach, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startPlay } from '../../emulators/play';
import type { PlayOptions, RunningPlay } from '../../emulators/play';
import { errorOf, openPlayBed, PACKAGE } from './mobile-play-bed';
import type { PlayBed } from './mobile-play-bed';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function bedWith(permissionsOf: PlayOptions['permissionsOf']): Promise<PlayBed> {
  const tracks = { production: [{ status: 'completed' as const, versionCodes: ['41'] }] };
  const bed = await openPlayBed({ tracks }, permissionsOf ? { permissionsOf } : {});
  open.push(bed);
  return bed;
}

async function playWith(permissionsOf: PlayOptions['permissionsOf']): Promise<RunningPlay> {
  const apps = [{ packageName: PACKAGE, freshUntil: '2026-11-20' }];
  const options = { clock: scaledClock(1), apps, ...(permissionsOf ? { permissionsOf } : {}) };
  const play = await startPlay(options);
  open.push(play);
  return play;
}

const statusOf = async (url: string, method: string, token: string): Promise<number> =>
  (await fetch(url, { method, headers: { authorization: `Bearer ${token}` } })).status;

test('whoever may release to testers does so, and is told whom to ask about production', async () => {
  const bed = await bedWith(() => new Set(['CAN_MANAGE_TRACK_APKS']));
  expect((await bed.upload(42)).exitCode).toBe(0);
  const inputs = { 'package-name': PACKAGE, 'from-track': 'internal', track: 'production' };
  const refused = await bed.step({ verb: 'promote', ...inputs });
  expect(refused.exitCode).toBe(1);
  expect(errorOf(refused)).toContain('Users and permissions');
  expect(bed.releases('production')).toMatchObject([{ versionCodes: ['41'] }]);
  expect(bed.openEdits()).toBe(0);
});

test('whoever may release to production alone brings nothing to testers', async () => {
  const bed = await bedWith(() => new Set(['CAN_MANAGE_PUBLIC_APKS']));
  expect((await bed.upload(42)).exitCode).toBe(1);
  expect(bed.releases('internal')).toEqual([]);
});

test.each([
  ['a token that nobody knows', undefined, 401],
  ['rights to something else', new Set(['run.services.get']), 403],
  ['the right to look', new Set(['CAN_VIEW_NON_FINANCIAL_DATA']), 200],
])('with %s an edit is answered with its status', async (_, permissions, status) => {
  const { url } = await playWith(() => permissions);
  const path = `/androidpublisher/v3/applications/${PACKAGE}/edits`;
  expect(await statusOf(`${url}${path}`, 'POST', 'token')).toBe(status);
});

test('figures are for those who may view them', async () => {
  const rights: Readonly<Record<string, string>> = {
    publisher: 'CAN_MANAGE_PUBLIC_APKS',
    roller: 'CAN_VIEW_APP_QUALITY',
  };
  const { url } = await playWith((token = '') => new Set([rights[token] ?? '']));
  const metrics = `${url}/v1beta1/apps/${PACKAGE}/crashRateMetricSet`;
  expect(await statusOf(metrics, 'GET', 'publisher')).toBe(403);
  expect(await statusOf(metrics, 'GET', 'roller')).toBe(200);
});
