import { describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import {
  bedForEachTest,
  fault,
  image,
  latest,
  pinned,
  recordOn,
  serving,
  tags,
  undecided,
} from './deploy-cloudrun-bed';
import type { Bed, Options } from './deploy-cloudrun-bed';
import type { StepResult } from '../runner/fake-runner';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

const broken = {
  ready: false,
  reason: 'HEALTH_CHECK_CONTAINER_ERROR',
  message: 'The container failed to start and listen on the port.',
} as const;
/** Another run of a workflow, later than the usual one. */
const LATER: Options = { env: { GITHUB_RUN_ID: '43' } };

/** A run whose process is killed as soon as its candidate is being made; whether that will start is up to the platform. */
async function killedAtTheStart(): Promise<StepResult> {
  await bed.create();
  await bed.update({ traffic: [pinned('app-old', 100)] }, ['traffic']);
  let child: ChildProcess | undefined;
  bed.afterWrite(() => child?.kill('SIGKILL'));
  const killed = await bed.deploy(undecided, {
    onSpawn: (spawned) => {
      child = spawned;
    },
  });
  bed.afterWrite(undefined);
  expect([killed.exitCode, fault(killed)]).toEqual([null, '']);
  expect(tags(await bed.get())).toHaveProperty('candidate');
  return killed;
}

async function untilTheLeaseIsOver(): Promise<void> {
  const { leaseUntil } = recordOn(await bed.get());
  while (bed.now() <= Date.parse(String(leaseUntil))) await delay(20);
}

/** Somebody brings another revision live, beside tags of their own and with ours as they found them. */
async function theirDeploy(): Promise<void> {
  const { traffic } = await bed.get();
  const kept = (traffic ?? []).map((entry) => ({ ...entry, percent: 0 })).filter(({ tag }) => tag);
  const template = { revision: 'app-theirs', containers: [{ image: image('9') }] };
  await bed.update(
    {
      template,
      traffic: [pinned('app-theirs', 100), ...kept, latest(0, 'head'), pinned('app-old', 0, 'beta')],
    },
    ['template', 'traffic'],
  );
}

describe('what a run leaves behind that is killed while its candidate fails to start', () => {
  test('is in the way of others, until its post step takes it away', async () => {
    bed.platform.behave(image('1'), { start: broken });
    const killed = await killedAtTheStart();
    await theirDeploy();
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });

    const post = await bed.postDeploy(undecided, killed);
    expect([post.exitCode, fault(post)]).toEqual([0, '']);
    expect(post.annotations[0]?.message).toMatch(
      /The step was cut off: took the tag of app-\S+ away, which never became ready/,
    );
    const service = await bed.get();
    expect(serving(service)).toEqual({ 'app-theirs': 100 });
    expect(tags(service)).toEqual({ stable: 'app-old', head: '', beta: 'app-old' });
  }, 60_000);

  test('is taken away by the job that cleans up after the same run, and by no other', async () => {
    bed.platform.behave(image('1'), { start: broken });
    await killedAtTheStart();
    const mark = bed.run.calls.length;
    const other = await bed.rollback({ only: 'this-run' }, LATER);
    expect([other.exitCode, bed.callsSince(mark)]).toEqual([0, ['GetService']]);

    const same = await bed.rollback({ only: 'this-run' });
    expect([same.exitCode, same.outputs['result']]).toEqual([0, 'unchanged']);
    expect(same.annotations[0]?.message).toMatch(/app-\S+ never became ready, and its run is gone/);
    expect(tags(await bed.get())).toEqual({ stable: 'app-old' });

    // What was repaired is made under another name, as ever.
    bed.platform.behave(image('1'), {});
    const again = await bed.deploy({ ...undecided, rollout: '100%' });
    expect([again.exitCode, again.outputs['result']]).toEqual([0, 'promoted']);
    expect(again.outputs['revision']).toMatch(/-a2$/);
  }, 60_000);

  test('is taken away by the watchdog, once the lease is over and not before', async () => {
    bed.platform.behave(image('1'), { start: broken });
    await killedAtTheStart();
    const mark = bed.run.calls.length;
    await bed.rollback({ only: 'abandoned' }, LATER);
    expect(bed.callsSince(mark)).toEqual(['GetService']);

    await untilTheLeaseIsOver();
    const watchdog = await bed.rollback({ only: 'abandoned' }, LATER);
    expect([watchdog.exitCode, watchdog.outputs['result']]).toEqual([0, 'unchanged']);
    expect(tags(await bed.get())).toEqual({ stable: 'app-old' });
    const nothing = bed.run.calls.length;
    await bed.rollback({ only: 'abandoned' }, LATER);
    expect(bed.callsSince(nothing)).toEqual(['GetService']);
  }, 60_000);
});

test('a candidate that becomes ready keeps its tag in every net, and the same run goes on with it', async () => {
  const killed = await killedAtTheStart();
  const mark = bed.run.calls.length;
  await bed.postDeploy(undecided, killed);
  await bed.rollback({ only: 'this-run' });
  await untilTheLeaseIsOver();
  await bed.rollback({ only: 'abandoned' }, LATER);
  expect(bed.writesSince(mark)).toBe(0);
  const { candidate } = recordOn(await bed.get());
  expect(tags(await bed.get())).toEqual({ candidate, stable: 'app-old' });
  const again = await bed.deploy({ ...undecided, rollout: '100%' });
  expect([again.outputs['result'], again.outputs['revision']]).toEqual(['promoted', candidate]);
}, 60_000);
