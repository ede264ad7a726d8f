import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskEnd, TaskToRun } from '../cloudrun/platform';
import { startChild } from './child';
import { commandOf } from './command';
import { ImageProblem } from './image';
import { pullImage } from './pull';
import type { RevisionSettings } from './revision';
import { unpack } from './unpack';

/** Pulls a task's image, runs its container to the end, and leaves nothing behind. */
export async function runTask(
  task: TaskToRun,
  settings: RevisionSettings,
  signal: AbortSignal,
): Promise<TaskEnd> {
  const root = await mkdtemp(join(tmpdir(), 'task-'));
  try {
    const image = await pullImage(task.image, settings.credentials);
    await unpack(image.layers, root);
    const command = commandOf(task, image.config, { root, host: settings.environment });
    const child = startChild({ ...command, env: command.env(variablesOf(task)) }, (line) => {
      settings.onLine({ revision: task.execution, line });
    });
    const stop = (): void => void child.stop(settings.grace);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const exitCode = await child.ended;
    signal.removeEventListener('abort', stop);
    return { exitCode };
  } catch (error) {
    if (!(error instanceof ImageProblem)) throw error;
    return { reason: error.reason, message: error.message };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Source: https://cloud.google.com/run/docs/container-contract#jobs-env-vars */
const variablesOf = ({ job, execution, index, attempt, count }: TaskToRun): Record<string, string> => ({
  CLOUD_RUN_JOB: job,
  CLOUD_RUN_EXECUTION: execution,
  CLOUD_RUN_TASK_INDEX: String(index),
  CLOUD_RUN_TASK_ATTEMPT: String(attempt),
  CLOUD_RUN_TASK_COUNT: String(count),
});
