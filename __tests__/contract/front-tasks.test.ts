import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { TaskEnd } from '../../emulators/cloudrun/platform';
import { pushImage } from '../../rehearsal/image';
import { openBench } from './front-bench';
import type { Bench } from './front-bench';

const program = `
  console.log('task ' + process.env.CLOUD_RUN_TASK_INDEX + ' of ' + process.env.CLOUD_RUN_JOB + ': ' + process.argv[2]);
  if (process.argv[2] === 'wait') setInterval(() => {}, 1000);
  else process.exitCode = Number(process.argv[2]);
`;

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});

afterEach(() => bench.close());

async function runTask(
  argument: string,
  signal = new AbortController().signal,
): Promise<[TaskEnd, string[]]> {
  const { reference } = await pushImage(bench.registry.host, 'team/task', {
    files: { '/task.js': { content: program } },
    entrypoint: ['node', '/task.js'],
  });
  const front = bench.open();
  const lines: string[] = [];
  front.onLine(({ line }) => lines.push(line));
  const task = { project: 'p', location: 'l', job: 'migrate', execution: 'migrate-abcde' };
  const container = { image: reference, env: {}, command: [], args: [argument] };
  const end = await front.platform.runTask({ ...task, ...container, index: 0, attempt: 0, count: 1 }, signal);
  return [end, lines];
}

test('a task runs its image to the end, and its exit code and lines are told', async () => {
  expect(await runTask('0')).toEqual([{ exitCode: 0 }, ['task 0 of migrate: 0']]);
  expect(await runTask('3')).toEqual([{ exitCode: 3 }, ['task 0 of migrate: 3']]);
});

test('a task that is cancelled is stopped', async () => {
  const cancelled = new AbortController();
  const ended = runTask('wait', cancelled.signal);
  cancelled.abort();
  const [end] = await ended;
  expect(end).toEqual({ exitCode: 143 });
});
