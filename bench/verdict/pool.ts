import { build } from 'esbuild';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Tallies, together } from './tally';
import { type Task } from './tasks';

/**
 * Plays the tasks on so many threads and adds up what they bring, by case. Tallies are counts and every replication has its
 * own seed, so neither the number of threads nor their order changes a figure.
 */
export async function playAll(tasks: readonly Task[], threads: number): Promise<Map<string, Tallies>> {
  const waiting = [...tasks];
  const sums = new Map<string, Tallies>();
  const add = ({ name }: Task, tallies: Tallies): void => {
    sums.set(name, together(sums.get(name) ?? {}, tallies));
  };
  const script = await workerScript();
  const crew = Math.min(threads, tasks.length);
  await Promise.all(Array.from({ length: crew }, () => runThread(script, waiting, add)));
  return sums;
}

/** The worker with all that it needs in one script: a thread knows no TypeScript, and inner loops run faster without tsx. */
async function workerScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** One thread takes task after task until none is left. */
async function runThread(
  script: string,
  waiting: Task[],
  add: (task: Task, tallies: Tallies) => void,
): Promise<void> {
  const worker = new Worker(script, { eval: true, execArgv: [] });
  try {
    for (let task = waiting.shift(); task; task = waiting.shift()) add(task, await played(worker, task));
  } finally {
    await worker.terminate();
  }
}

function played(worker: Worker, task: Task): Promise<Tallies> {
  return new Promise((resolve, reject) => {
    worker.removeAllListeners();
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`A thread ended with ${code} while it played ${task.name}.`));
    });
    worker.postMessage(task);
  });
}
