import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from './faults';
import { signalGroup, type ProcessGuard } from './process-guard';

/** How long a process is asked to end before it is made to; real milliseconds, as on GitHub's runners. */
export interface Grace {
  /** From INT to TERM. */
  interruptMs: number;
  /** From TERM to KILL. */
  terminateMs: number;
}

/** What GitHub's runner allows. */
export const runnerGrace: Grace = { interruptMs: 7500, terminateMs: 2500 };

/** How long output may still arrive once the process has ended but somebody else holds its pipes, in ms. */
const outputDelay = 1000;

export interface ProcessRequest {
  file: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  onLine: (line: string) => void;
  /** Told once, with the number of the process, when it runs. */
  onStart: (pid: number) => void;
  /** Asks the process to end when it fires. */
  signal: AbortSignal;
  grace: Grace;
  guard: ProcessGuard;
  /** Gets the process group, for whoever ends the leftovers of a job. */
  groups: Set<number>;
}

/** Runs a process in a group of its own and gives its exit code; a process that a signal ended has 128 + n. */
export async function runProcess(request: ProcessRequest): Promise<number> {
  const { file, args, cwd, env, guard } = request;
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[code: number | null, signal: NodeJS.Signals | null]>;
  const { pid } = child;
  if (pid === undefined) {
    await ended; // Rejects with the reason, such as ENOENT.
    throw new Error(`${file} did not start.`);
  }
  guard.watch(pid);
  request.groups.add(pid);
  request.onStart(pid);
  const finished = new AbortController();
  const output = Promise.all([
    readLines(child.stdout, request.onLine),
    readLines(child.stderr, request.onLine),
  ]);
  const asked = askToEnd(pid, request, finished.signal);
  const [code, signal] = await ended;
  finished.abort();
  await Promise.race([output, delay(outputDelay, undefined, { ref: false })]);
  child.stdout.destroy();
  child.stderr.destroy();
  await asked;
  guard.ended(pid);
  return code ?? 128 + signalNumber(signal);
}

async function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  lines.on('line', onLine);
  await once(lines, 'close');
}

/** INT, and TERM, to the process alone, then KILL to all of its group: the runner's order. */
async function askToEnd(
  pid: number,
  { signal, grace }: ProcessRequest,
  finished: AbortSignal,
): Promise<void> {
  if (!(await firesBefore(signal, finished))) return;
  signalOne(pid, 'SIGINT');
  if (!(await passes(grace.interruptMs, finished))) return;
  signalOne(pid, 'SIGTERM');
  if (!(await passes(grace.terminateMs, finished))) return;
  signalGroup(pid, 'SIGKILL');
}

async function firesBefore(signal: AbortSignal, finished: AbortSignal): Promise<boolean> {
  if (!signal.aborted && !finished.aborted) {
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        signal.removeEventListener('abort', settle);
        finished.removeEventListener('abort', settle);
        resolve();
      };
      signal.addEventListener('abort', settle);
      finished.addEventListener('abort', settle);
    });
  }
  return !finished.aborted;
}

async function passes(ms: number, finished: AbortSignal): Promise<boolean> {
  await delay(ms, undefined, { signal: finished }).catch(() => undefined);
  return !finished.aborted;
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (thrown) {
    if (errorCode(thrown) !== 'ESRCH') throw thrown;
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15;
}
