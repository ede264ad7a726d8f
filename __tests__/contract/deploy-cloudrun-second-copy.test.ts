import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import {
  bundleActions,
  fault,
  image,
  judged,
  openBed,
  recordOn,
  serving,
  undecided,
  unsteady,
} from './deploy-cloudrun-bed';
import type { Bed, Entries, Inputs, Options, Traffic } from './deploy-cloudrun-bed';
import { everything, headOf, jobClaims, startBed as startGitHubBed } from './github-bed';
import type { Bed as GitHubBed } from './github-bed';
import type { StepResult } from '../runner/fake-runner';

let entries: Entries;
let bed: Bed;
let hub: GitHubBed;
beforeAll(async () => {
  entries = await bundleActions();
});
beforeEach(async () => {
  [bed, hub] = await Promise.all([openBed(entries), startGitHubBed({ clock: scaledClock(60) })]);
  await bed.create();
});
afterEach(async () => {
  expect(hub.github.violations).toEqual([]);
  await Promise.all([bed.close(), hub.github.close()]);
});
afterAll(async () => {
  await Promise.all([entries.deploy.remove(), entries.rollback.remove()]);
});

const telling = (permissions = everything): Inputs => ({
  environment: 'production',
  'github-token': hub.github.tokens.forJob(permissions, jobClaims()).token,
});
const env = (): Record<string, string> => ({
  GITHUB_API_URL: hub.github.url,
  GITHUB_SHA: headOf(hub.github),
});

const deploy = (inputs: Inputs, more = telling(), options: Options = {}): Promise<StepResult> =>
  bed.deploy({ ...inputs, ...more }, { ...options, env: env() });
const rollback = (inputs: Inputs = {}, more = telling()): Promise<StepResult> =>
  bed.rollback({ ...inputs, ...more }, { env: env() });

/** `gcloud run services replace` with a file that knows nothing of our annotations. */
async function annotationsAreDropped(): Promise<void> {
  await bed.update({ annotations: {} }, ['annotations']);
}

const warnings = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'warning')
    .map(({ message }) => message)
    .join('\n');

describe('the second copy of the record', () => {
  test('lets another run go on with a rollout that has lost its record', async () => {
    unsteady(bed);
    const first = await deploy(undecided);
    expect(first.outputs['result']).toBe('held');
    await annotationsAreDropped();
    for (const each of ['0', '1']) bed.platform.behave(image(each), {});
    const second = await deploy({ ...undecided, extension: '2h' });
    expect([fault(second), second.outputs['result']]).toEqual(['', 'promoted']);
    expect(second.outputs['revision']).toBe(first.outputs['revision']);
    expect(recordOn(await bed.get())['status']).toBe('promoted');
  });

  test('is not even needed by the run that has written it: the record is put back while it goes on', async () => {
    const drops: Promise<void>[] = [];
    const onSpawn: Options['onSpawn'] = (child) => {
      child.stdout?.on('data', (text: string) => {
        if (text.includes('10 % to') && drops.length === 0) drops.push(annotationsAreDropped());
      });
    };
    const step = await deploy({ ...judged, image: image('1') }, telling(), { onSpawn });
    expect(drops).toHaveLength(1);
    await Promise.all(drops);
    expect([fault(step), step.outputs['result']]).toEqual(['', 'promoted']);
    expect(recordOn(await bed.get())['status']).toBe('promoted');
  });

  test('tells a rollback what is stable, after a promotion too', async () => {
    await deploy({ image: image('1'), rollout: '100%' });
    await annotationsAreDropped();
    expect(fault(await rollback({}, {}))).toMatch(/What app served before is not known/);
    const back = await rollback();
    expect([fault(back), back.outputs['result']]).toEqual(['', 'rolled-back']);
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  });

  test('is one deployment a rollout, whose status says where it stands', async () => {
    unsteady(bed);
    await deploy(undecided);
    const described = (): unknown =>
      hub.github.state.deployments.map(({ task, environment, statuses }) => [
        ...[task, environment],
        ...[statuses[0]?.state, statuses[0]?.description.split(' |')[0]],
      ]);
    const task = 'sluice:demo-project/europe-west1/app';
    expect(described()).toEqual([[task, 'production', 'in_progress', 'held, step 1']]);
    for (const each of ['0', '1']) bed.platform.behave(image(each), {});
    await deploy({ ...undecided, extension: '2h' });
    expect(described()).toEqual([[task, 'production', 'inactive', 'promoted, step 2']]);
  });

  test('is not believed where the traffic is another by now', async () => {
    await deploy({ image: image('1'), rollout: '100%' });
    await annotationsAreDropped();
    const traffic = (await bed.get()).traffic ?? [];
    const moved: Traffic[] = traffic.filter(({ tag }) => tag !== 'prev');
    await bed.update({ traffic: moved }, ['traffic']);
    expect(fault(await rollback())).toMatch(/What app served before is not known/);
  });

  test('is not believed where somebody has forged it', async () => {
    await deploy({ image: image('1'), rollout: '100%' });
    await annotationsAreDropped();
    for (const deployment of hub.github.state.deployments)
      deployment.payload = {
        sluice: { ...(deployment.payload as { sluice: object }).sluice, stable: '../x' },
      };
    expect(fault(await rollback())).toMatch(/What app served before is not known/);
  });

  test('is missed by no rollout where GitHub cannot be reached', async () => {
    const nobody = { GITHUB_API_URL: 'http://127.0.0.1:9', GITHUB_SHA: headOf(hub.github) };
    const step = await bed.deploy({ image: image('1'), rollout: '100%', ...telling() }, { env: nobody });
    expect([fault(step), step.outputs['result']]).toEqual(['', 'promoted']);
  });

  test('is missed by no rollout: where it cannot be kept, a warning says why', async () => {
    const step = await deploy(
      { image: image('1'), rollout: '100%' },
      telling({ ...everything, deployments: 'read' }),
    );
    expect([fault(step), step.outputs['result']]).toEqual(['', 'promoted']);
    expect(warnings(step)).toMatch(/second copy of the record of app in europe-west1 could not be kept/);
    expect(warnings(step)).toMatch(/deployments: write/);
  });
});
