import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTimeline } from '../../lib/report';
import { scaledClock } from '../../emulators/clock';
import { bundleActions, fault, image, judged, openBed, serving } from './deploy-cloudrun-bed';
import type { Bed, Entries } from './deploy-cloudrun-bed';
import { everything, jobClaims, startBed as startGitHubBed } from './github-bed';

// Bundling takes its time where the machine has much else to do.
jest.setTimeout(120_000);

let entries: Entries;
let bed: Bed;
let workspace: string;
beforeAll(async () => {
  entries = await bundleActions();
});
beforeEach(async () => {
  bed = await openBed(entries);
  workspace = await mkdtemp(join(tmpdir(), 'sluice-workspace-'));
});
afterEach(async () => {
  await Promise.all([bed.close(), rm(workspace, { recursive: true })]);
});
afterAll(async () => {
  await Promise.all([entries.deploy.remove(), entries.rollback.remove()]);
});

const env = (): Record<string, string> => ({ GITHUB_WORKSPACE: workspace });

test('a rollout that is brought back leaves a page, its timeline, a table and a chart', async () => {
  await bed.create();
  bed.platform.behave(image('1'), { status: () => 500 });
  const result = await bed.deploy({ ...judged, image: image('1') }, { env: env() });
  expect(result.outputs).toMatchObject({ result: 'rolled-back', report: 'rollout-report/rollout.html' });
  const folder = join(workspace, 'rollout-report');
  const timeline = parseTimeline(JSON.parse(await readFile(join(folder, 'rollout.json'), 'utf8')));
  const { candidate, splits, verdicts, measurements, bringBack } = timeline.regions[0] ?? {};
  expect(timeline.outcome).toMatchObject({ result: 'rolled-back' });
  expect(splits?.map(({ shares }) => shares[candidate ?? ''] ?? 0)).toEqual(expect.arrayContaining([10]));
  expect(splits?.at(-1)?.shares).toEqual(serving(await bed.get()));
  expect(verdicts).toMatchObject([{ result: 'fail', percent: 10 }]);
  expect(measurements?.some(({ revision, errors }) => revision === candidate && errors > 0)).toBe(true);
  expect(bringBack).toMatchObject({ from: candidate });
  expect(bringBack?.restoredAt).toEqual(expect.any(String));
  expect(await readFile(join(folder, 'rollout.html'), 'utf8')).toContain('Rolled back');
  expect(result.summary).toMatch(/\| Brought back in \|/);
  expect(result.summary).toContain('xychart-beta');
});

test('a report that cannot be written is a warning: the rollout is what counts', async () => {
  await bed.create();
  const inputs = { ...judged, image: image('1'), 'report-folder': '/dev/null/report' };
  const result = await bed.deploy(inputs, { env: env() });
  expect([fault(result), result.outputs['result']]).toEqual(['', 'promoted']);
  expect(result.outputs['report'] ?? '').toBe('');
  expect(result.annotations.map(({ message }) => message).join('\n')).toContain('could not be written');
});

test('a rollout that is promoted closes the incident that an earlier one has left open', async () => {
  const hub = await startGitHubBed({ clock: scaledClock(60) });
  try {
    const { token } = hub.github.tokens.forJob(everything, jobClaims());
    await bed.create();
    bed.platform.behave(image('1'), { status: () => 500 });
    const github = { 'github-token': token, environment: 'production' };
    const options = { env: { ...env(), GITHUB_API_URL: hub.github.url } };
    await bed.deploy({ ...judged, ...github, image: image('1') }, options);
    await bed.rollback({ ...github, only: 'this-run' }, options);
    expect(hub.github.state.issues).toMatchObject([{ state: 'open', comments: [] }]);
    await bed.deploy({ ...judged, ...github, image: image('2') }, options);
    const [issue] = hub.github.state.issues;
    expect(issue).toMatchObject({ state: 'closed', stateReason: 'completed' });
    expect(issue?.comments.map(({ body }) => body)).toEqual([expect.stringContaining('has all the traffic')]);
  } finally {
    await hub.github.close();
  }
});
