import type { Clock } from '../../clock';
import type { Platform, TaskEnd, TaskToRun } from '../platform';
import type { ExecutionRecord, JobRecord, TaskRecord } from './model';
import { failed, succeeded } from './views';

/** What an execution is carried out with; times in emulated milliseconds. */
export interface ExecutionPorts {
  clock: Clock;
  platform: Platform;
  /** Aborted when the emulator is reset or closed. */
  halted: AbortSignal;
}

/** Runs every task to its end, so many at once as the execution says. Resolves when the execution is completed. */
export async function carryOut(
  job: JobRecord,
  execution: ExecutionRecord,
  ports: ExecutionPorts,
): Promise<void> {
  const stamp = (): string => new Date(ports.clock.now()).toISOString();
  execution.startTime = stamp();
  const waiting = [...execution.tasks];
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await runTask(job, execution, task, ports);
  };
  const side = execution.parallelism === 0 ? waiting.length : execution.parallelism;
  await Promise.all(Array.from({ length: side }, work));
  execution.completionTime = stamp();
  execution.completed = conditionOf(execution);
}

function conditionOf({
  id,
  tasks,
  cancelled,
  completionTime = '',
}: ExecutionRecord): ExecutionRecord['completed'] {
  if (cancelled.signal.aborted) return failed('CANCELLED', `Execution ${id} was cancelled.`, completionTime);
  const broken = tasks.find(({ phase }) => phase === 'failed');
  if (!broken) return succeeded('Completed', completionTime);
  const message = `Task ${broken.name.slice(broken.name.lastIndexOf('/') + 1)} failed with message: ${broken.lastAttempt?.message ?? ''}`;
  return failed('NON_ZERO_EXIT_CODE', message, completionTime);
}

/** One attempt after the other until one succeeds or none is left. */
async function runTask(
  job: JobRecord,
  execution: ExecutionRecord,
  task: TaskRecord,
  ports: ExecutionPorts,
): Promise<void> {
  const stamp = (): string => new Date(ports.clock.now()).toISOString();
  const { maxRetries = 3 } = execution.template;
  const stopped = AbortSignal.any([execution.cancelled.signal, ports.halted]);
  task.startTime = stamp();
  task.phase = 'running';
  for (let attempt = 0; task.phase === 'running'; attempt += 1) {
    task.retried = attempt;
    const end = await attemptOf(taskToRun(job, execution, task, attempt), execution, stopped, ports);
    task.lastAttempt = end;
    if (stopped.aborted) task.phase = 'cancelled';
    else if (end.exitCode === 0) task.phase = 'succeeded';
    else if (attempt >= maxRetries) task.phase = 'failed';
  }
  task.completionTime = stamp();
}

async function attemptOf(
  task: TaskToRun,
  { template }: ExecutionRecord,
  stopped: AbortSignal,
  { clock, platform }: ExecutionPorts,
): Promise<{ exitCode: number; message: string }> {
  const over = new AbortController();
  const done = new AbortController();
  const seconds = Number.parseFloat(template.timeout ?? '600s');
  clock.sleep(seconds * 1000, done.signal).then(
    () => {
      over.abort();
    },
    // Woken because the attempt has ended.
    () => undefined,
  );
  try {
    const end = await platform.runTask(task, AbortSignal.any([stopped, over.signal]));
    if (over.signal.aborted) return { exitCode: 1, message: `The configured timeout was reached.` };
    return wordsOf(end);
  } finally {
    done.abort();
  }
}

function wordsOf(end: TaskEnd): { exitCode: number; message: string } {
  if ('reason' in end) return { exitCode: 1, message: end.message };
  const { exitCode } = end;
  return { exitCode, message: exitCode === 0 ? '' : `The container exited with an error.` };
}

function taskToRun(
  job: JobRecord,
  execution: ExecutionRecord,
  { index }: TaskRecord,
  attempt: number,
): TaskToRun {
  const { image = '', command = [], args = [], env = [] } = execution.template.containers?.[0] ?? {};
  const variables = env.flatMap(({ name, value }): [string, string][] =>
    name !== undefined && value !== undefined ? [[name, value]] : [],
  );
  return {
    project: job.project,
    location: job.location,
    job: job.id,
    execution: execution.id,
    ...{ index, attempt, count: execution.tasks.length },
    ...{ image, command, args, env: Object.fromEntries(variables) },
  };
}
