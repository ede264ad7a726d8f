import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startCloudRun } from '../../emulators/cloudrun';
import type { CloudRun } from '../../emulators/cloudrun';
import { fakePlatform } from '../../emulators/cloudrun/fake-platform';
import type { FakePlatform } from '../../emulators/cloudrun/fake-platform';
import type { Fault } from '../../emulators/faults';
import type { Patience } from '../../lib/google';
import { connectJobs, settled, start, taskBeside, underWay } from '../../lib/jobs';
import type { Execution, Jobs } from '../../lib/jobs';
import { environmentOf } from '../../lib/runner/environment';

const clock = scaledClock(1000);
const patience: Patience = { clock, random: () => 0.5, signal: new AbortController().signal, tries: 5 };
const service = {
  serviceAccount: 'app@demo.iam.gserviceaccount.com',
  containers: [{ image: 'app:1', ports: [{ containerPort: 8080 }], env: [{ name: 'MODE', value: 'live' }] }],
};
const wanted = {
  image: 'app@sha256:2',
  command: ['npm'],
  arguments: ['run', 'migrate'],
  variables: { VERSION: '2' },
  timeout: 600_000,
};

let platform: FakePlatform;
let run: CloudRun;
let jobs: Jobs;

beforeEach(async () => {
  platform = fakePlatform();
  run = await startCloudRun({ clock, platform });
  const environment = environmentOf({ SLUICE_CLOUD_RUN_ENDPOINT: run.url });
  jobs = connectJobs({ project: 'demo', region: 'europe-west1', job: 'migrate' }, { environment, patience });
});

afterEach(() => run.close());

const begin = (startedAs: string): Promise<Execution> =>
  start(jobs, taskBeside(service, wanted), { startedAs, patience });
const toItsEnd = (execution: Execution): Promise<Execution> =>
  settled(jobs, execution, { patience, within: 60_000 });

describe('a job beside a service', () => {
  test('runs the released image with the surroundings of the service, once, and tells how it ended', async () => {
    const ended = await toItsEnd(await begin('run 1'));
    expect(ended).toMatchObject({ ended: true, startedAs: 'run 1', outcome: { succeeded: true } });
    expect(platform.attempts).toMatchObject([
      {
        image: 'app@sha256:2',
        command: ['npm'],
        args: ['run', 'migrate'],
        env: { MODE: 'live', VERSION: '2' },
      },
    ]);
  });

  test('that fails is not tried again, and says why', async () => {
    platform.whenRun(() => ({ exitCode: 1 }));
    const { outcome } = await toItsEnd(await begin('run 1'));
    expect(outcome).toMatchObject({ failed: true, reason: 'NON_ZERO_EXIT_CODE' });
    expect(platform.attempts).toHaveLength(1);
  });

  test('is replaced by the next release', async () => {
    await toItsEnd(await begin('run 1'));
    const task = taskBeside(service, { ...wanted, image: 'app@sha256:3' });
    await toItsEnd(await start(jobs, task, { startedAs: 'run 2', patience }));
    expect(platform.attempts.map(({ image }) => image)).toEqual(['app@sha256:2', 'app@sha256:3']);
  });

  test('of a killed run is found under way, and can be waited for', async () => {
    const held = Promise.withResolvers<{ exitCode: number }>();
    platform.whenRun(() => held.promise);
    const execution = await begin('run 1');
    expect(await underWay(jobs)).toEqual([execution]);
    held.resolve({ exitCode: 0 });
    expect(await toItsEnd(execution)).toMatchObject({ outcome: { succeeded: true } });
    expect(await underWay(jobs)).toEqual([]);
  });
});

test.each<[string, Fault]>([
  ['the job is made', { call: /CreateJob/, kind: 'reset-after' }],
  ['the job is made, in vain', { call: /CreateJob/, kind: 'reset-before' }],
  ['it is run', { call: /RunJob/, kind: 'reset-after' }],
  ['it is run, in vain', { call: /RunJob/, kind: 'reset-before' }],
  ['it is run, too often', { call: /RunJob/, kind: 'status', status: 429 }],
  ['its executions are listed', { call: /ListExecutions/, kind: 'status', status: 503 }],
])('it runs exactly once although the connection breaks when %s', async (_when, fault) => {
  run.faults.add(fault);
  const ended = await toItsEnd(await begin('run 1'));
  expect(ended.outcome?.succeeded).toBe(true);
  expect(platform.attempts).toHaveLength(1);
});

test('what is still running when the time is over is told as such', async () => {
  const held = Promise.withResolvers<{ exitCode: number }>();
  platform.whenRun(() => held.promise);
  const seen = await settled(jobs, await begin('run 1'), { patience, within: 5_000 });
  expect(seen).toMatchObject({ ended: false });
  expect(seen.outcome).toBeUndefined();
  held.resolve({ exitCode: 0 });
});
