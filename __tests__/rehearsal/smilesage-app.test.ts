/** The way of the second example's app, which ends with the internal testers of Google Play. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { COMMIT, commitOf, NEXT_COMMIT, repositoryOf } from '../../rehearsal/caller';
import { seededRandom } from '../../rehearsal/random';
import { runExample } from '../../rehearsal/run-example';
import { setStage } from '../../rehearsal/stage';
import type { Stage } from '../../rehearsal/stage';
import type { RunReport } from '../../rehearsal/workflow/options';

const EXAMPLE = 'smilesage';

let stage: Stage;
let report: RunReport;

beforeAll(async () => {
  stage = await setStage({
    ...{ scale: 60, seed: 1, random: seededRandom(1), repository: repositoryOf(EXAMPLE) },
    ...{ commit: COMMIT, nextCommit: NEXT_COMMIT, migrations: undefined },
    stores: { app: { id: 'com.example.smilesage', version: '1.0.0', build: '10' }, users: 1_000 },
  });
  const image = await stage.push(EXAMPLE, { files: {}, entrypoint: ['node'] }, ['staged']);
  report = await runExample({
    ...{ stage, base: image, runNumber: 1, signal: new AbortController().signal },
    root: await commitOf(EXAMPLE, 'good', COMMIT, stage.folder),
    file: '.github/workflows/release-app.yml',
    event: { name: 'workflow_dispatch', inputs: { image } },
    gate: () => Promise.resolve({ outcome: 'unprotected' }),
    on: () => undefined,
  });
}, 60_000);

afterAll(() => stage.close());

test('testers get it, with its notes and its mapping file, and users do not', () => {
  expect(report.conclusion).toBe('success');
  expect(stage.stores?.releases('internal')).toEqual(['11 completed']);
  expect(stage.stores?.releases('production')).toEqual(['10 completed']);
  const app = stage.stores?.play.app('com.example.smilesage');
  const notes = app?.tracks.get('internal')?.flatMap(({ releaseNotes = [] }) => releaseNotes);
  expect(notes?.map(({ language }) => language).sort()).toEqual(['de-DE', 'en-US']);
  expect(app?.deobfuscation).toMatchObject([{ versionCode: 11, type: 'proguard' }]);
});

test('only the job that builds knows the key, and only those that publish become somebody', () => {
  const environments = report.jobs.map(({ id, environment }) => [id, environment]);
  expect(environments).toContainEqual(['android', 'signing']);
  expect(environments.filter(([, environment]) => environment !== null)).toHaveLength(1);
  const identities = report.jobs.filter(
    ({ permissions, result }) => result !== 'skipped' && permissions['id-token'] === 'write',
  );
  expect(identities.map(({ id }) => id).sort()).toEqual(['release/mobile', 'release/release']);
});
