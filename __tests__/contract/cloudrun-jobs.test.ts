import type { protos } from '@google-cloud/run';
import { ExecutionsClient, JobsClient, TasksClient } from '@google-cloud/run';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { clientSettings, Code, openBed, parent } from './cloudrun-bed';
import type { Bed } from './cloudrun-bed';

let bed: Bed;
let jobs: JobsClient;
let executions: ExecutionsClient;
let tasks: TasksClient;

beforeEach(async () => {
  bed = await openBed('REST');
  const settings = clientSettings('REST', bed.run);
  [jobs, executions, tasks] = [
    new JobsClient(settings),
    new ExecutionsClient(settings),
    new TasksClient(settings),
  ];
});

afterEach(async () => {
  await Promise.all([jobs.close(), executions.close(), tasks.close()]);
  await bed.close();
});

const name = `${parent}/jobs/migrate`;
const template = (task: object = {}): object => ({
  template: { containers: [{ image: 'app:1', args: ['up'] }], ...task },
});

async function create(task: object = {}): Promise<void> {
  const [operation] = await jobs.createJob({ parent, jobId: 'migrate', job: { template: template(task) } });
  await operation.promise();
}

type Execution = protos.google.cloud.run.v2.IExecution;

interface Started {
  promise(): Promise<[Execution, ...unknown[]]>;
}

/** Waits for the operation and reads its execution: within an operation the enums are numbers. */
async function ended(operation: Started): Promise<Execution> {
  const [{ name: execution }] = await operation.promise();
  return (await executions.getExecution({ name: execution ?? '' }))[0];
}

async function run(): Promise<Execution> {
  const [operation] = await jobs.runJob({ name });
  return ended(operation);
}

describe('a job', () => {
  test('runs its image to the end, and tells so', async () => {
    await create({ maxRetries: 0 });
    const execution = await run();
    expect(execution).toMatchObject({ succeededCount: 1, failedCount: 0, reconciling: false });
    expect(execution.conditions?.[0]).toMatchObject({ type: 'Completed', state: 'CONDITION_SUCCEEDED' });
    expect(bed.platform.attempts).toMatchObject([{ job: 'migrate', image: 'app:1', args: ['up'], index: 0 }]);
  });

  test('is retried three times unless told otherwise, as the real one is', async () => {
    bed.platform.whenRun(() => ({ exitCode: 1 }));
    await create();
    const execution = await run();
    expect(bed.platform.attempts.map(({ attempt }) => attempt)).toEqual([0, 1, 2, 3]);
    expect(execution).toMatchObject({ failedCount: 1, retriedCount: 3 });
    expect(execution.conditions?.[0]).toMatchObject({
      state: 'CONDITION_FAILED',
      executionReason: 'NON_ZERO_EXIT_CODE',
    });
    const [[task]] = await tasks.listTasks({ parent: execution.name ?? '' });
    expect(task?.lastAttemptResult).toMatchObject({ exitCode: 1 });
  });

  test('is replaced as a whole: what an update leaves out is back at its default', async () => {
    await create({ maxRetries: 0, timeout: { seconds: 60 } });
    const [operation] = await jobs.updateJob({ job: { name, template: template() } });
    await operation.promise();
    const [job] = await jobs.getJob({ name });
    expect(job.template?.template).toMatchObject({ maxRetries: 3, timeout: { seconds: '600' } });
  });

  test('refuses an etag that is not its own, and takes an update without any', async () => {
    await create();
    const job = { name, etag: '"stale"', template: template({ maxRetries: 1 }) };
    await expect(jobs.updateJob({ job })).rejects.toMatchObject({ code: Code.aborted });
    await expect(jobs.updateJob({ job: { ...job, etag: '' } })).resolves.toBeDefined();
  });

  test('takes arguments and variables for one execution only', async () => {
    await create({ containers: [{ image: 'app:1', args: ['up'], env: [{ name: 'A', value: 'job' }] }] });
    const overrides = { containerOverrides: [{ args: ['down'], env: [{ name: 'B', value: 'once' }] }] };
    const [first] = await jobs.runJob({ name, overrides });
    await first.promise();
    await run();
    expect(bed.platform.attempts).toMatchObject([
      { args: ['down'], env: { A: 'job', B: 'once' } },
      { args: ['up'], env: { A: 'job' } },
    ]);
  });

  test('without an image is refused', async () => {
    const job = { template: { template: { containers: [{}] } } };
    const request = { parent, jobId: 'migrate', job };
    await expect(jobs.createJob(request)).rejects.toMatchObject({ code: Code.invalidArgument });
  });
});

describe('an execution', () => {
  const untilStopped = (_task: unknown, signal: AbortSignal): Promise<{ exitCode: number }> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve({ exitCode: 143 });
      });
    });

  test('is found under way, and can be cancelled', async () => {
    bed.platform.whenRun(untilStopped);
    await create();
    const [operation] = await jobs.runJob({ name });
    const [[found]] = await executions.listExecutions({ parent: name });
    expect(found).toMatchObject({ runningCount: 1, completionTime: null, reconciling: true });
    await executions.cancelExecution({ name: found?.name ?? '' });
    const execution = await ended(operation);
    expect(execution).toMatchObject({ cancelledCount: 1 });
    expect(execution.conditions?.[0]).toMatchObject({ executionReason: 'CANCELLED' });
  });

  test('ends an attempt that takes longer than the timeout', async () => {
    bed.platform.whenRun(untilStopped);
    await create({ maxRetries: 0, timeout: { seconds: 5 } });
    const execution = await run();
    expect(execution).toMatchObject({ failedCount: 1 });
    const [[task]] = await tasks.listTasks({ parent: execution.name ?? '' });
    expect(task?.lastAttemptResult?.status?.message).toContain('timeout');
  });

  test('runs all its tasks, so many side by side as the job says', async () => {
    let [now, most] = [0, 0];
    bed.platform.whenRun(async () => {
      most = Math.max(most, (now += 1));
      await Promise.resolve();
      now -= 1;
      return { exitCode: 0 };
    });
    const job = { template: { ...template(), taskCount: 5, parallelism: 2 } };
    const [created] = await jobs.createJob({ parent, jobId: 'migrate', job });
    await created.promise();
    const execution = await run();
    expect(execution).toMatchObject({ taskCount: 5, succeededCount: 5 });
    expect(most).toBe(2);
  });
});
