/** One step for both stores: one result, in the same words. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAppStore } from '../../emulators/app-store';
import type { RunningAppStore } from '../../emulators/app-store';
import { scaledClock } from '../../emulators/clock';
import { startPlay } from '../../emulators/play';
import type { RunningPlay } from '../../emulators/play';
import { bundleEntry } from '../runner/bundle-entry';
import { runStep } from '../runner/fake-runner';
import type { StepResult } from '../runner/fake-runner';
import { bundleOf } from './mobile-files';
import { ipaOf } from './mobile-ipa';
import { errorOf } from './mobile-play-bed';

const APP = 'com.example.smile';
const DAY = 86_400_000;
const bundled = bundleEntry('actions/publish-mobile/src/index.ts');

let folder: string;
let play: RunningPlay;
let apple: RunningAppStore;
let origin: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'both-'));
  origin = performance.timeOrigin + performance.now();
  const clock = scaledClock(600);
  play = await startPlay({ clock, apps: [{ packageName: APP }], editLifetimeMs: 365 * DAY });
  apple = await startAppStore({ clock, apps: [{ bundleId: APP }], partLifetimeMs: 365 * DAY });
  const android = { packageName: APP, versionCode: 42, versionName: '1.4.0' };
  await writeFile(join(folder, 'app.aab'), bundleOf(android));
  const app = { bundleId: APP, version: '1.4.0', build: '42', usesNonExemptEncryption: false };
  await writeFile(join(folder, 'app.ipa'), ipaOf(app));
  await writeFile(join(folder, 'other.ipa'), ipaOf({ ...app, bundleId: 'com.example.unknown' }));
});

beforeEach(() => play.reset());

afterAll(async () => {
  await play.close();
  await apple.close();
  await rm(folder, { recursive: true, force: true });
});

async function step(inputs: Readonly<Record<string, string>>): Promise<StepResult> {
  const { path: entry } = await bundled;
  const { pem, id, issuer } = apple.key;
  return runStep({
    entry: [entry],
    inputs: {
      ...{ verb: 'upload', track: 'internal', deadline: '12h' },
      ...{ 'app-store-key': pem, 'app-store-key-id': id, 'app-store-issuer-id': issuer, ...inputs },
    },
    env: {
      ...{ SLUICE_TIME_SCALE: '600', SLUICE_TIME_ORIGIN: String(origin), GITHUB_WORKSPACE: folder },
      ...{ SLUICE_PLAY_ENDPOINT: play.url, SLUICE_APP_STORE_ENDPOINT: apple.url },
    },
  });
}

const results = ({ outputs }: StepResult): unknown => JSON.parse(outputs['results'] ?? '[]');

test('both files go up, and each store tells where its version stands', async () => {
  const done = await step({ files: 'app.aab\napp.ipa' });
  expect(errorOf(done)).toBe('');
  expect(results(done)).toMatchObject([
    { store: 'play', app: APP, version: '1.4.0', build: '42', state: 'testing', where: 'internal' },
    { store: 'app-store', app: APP, version: '1.4.0', build: '42', state: 'ready' },
  ]);
  // Of the two, the outputs tell the one that is less far.
  expect(done.outputs).toMatchObject({ state: 'ready', changed: 'true' });
}, 120_000);

test('what fails at one store does not keep the other from its work, and is told at the end', async () => {
  const done = await step({ files: 'app.aab\nother.ipa' });
  expect(done.exitCode).toBe(1);
  expect(errorOf(done)).toContain('com.example.unknown');
  expect(done.outputs).toMatchObject({ state: 'failed' });
  expect(results(done)).toMatchObject([{ state: 'testing' }, { state: 'failed', store: 'app-store' }]);
  expect(play.app(APP).tracks.get('internal')).toMatchObject([{ versionCodes: ['42'] }]);
}, 120_000);

test('a fault that concerns one of them stops both before any call', async () => {
  const done = await step({ files: 'app.aab\napp.ipa', 'package-name': 'com.example.other' });
  expect(errorOf(done)).toContain('the file is of com.example.smile');
  expect(play.calls).toEqual([]);
}, 120_000);
