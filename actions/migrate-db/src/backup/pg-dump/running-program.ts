/** Programs with their streams of bytes, which can be led from one to the next without passing through here. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';

/** A program that runs. */
export interface RunningProgram {
  /** To be read here, or led into another program; a program that nobody reads waits. */
  readonly output: Readable;
  /** What became of it; never rejects. */
  readonly ended: Promise<ProgramEnd>;
  /** Ends it with SIGTERM, if it still runs. */
  stop(): void;
}

/** A program that is given its bytes from here. */
export interface FedProgram extends RunningProgram {
  readonly input: Writable;
}

export interface ProgramEnd {
  readonly ok: boolean;
  /** What it said on standard error; of what is very long, the end. */
  readonly said: readonly string[];
  /** Why it could not be started. */
  readonly error?: unknown;
}

export interface Launch {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The output of another program, of which nothing has been read: this one alone reads it from now on. */
  readonly from?: Readable | undefined;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Lines of standard error that are kept. */
const KEPT = 200;

/** @param searchPath as in the variable PATH */
export const programIn = (searchPath: string, name: string): string | undefined =>
  searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** Starts a program that reads another one's output, or nothing. */
export function launch(path: string, { from, ...how }: Launch): RunningProgram {
  const child = started(path, how, from ?? 'ignore');
  // It has its own hold of the stream. With ours given up, whoever writes there is told when nobody reads any more.
  from?.destroy();
  return running(child, how.signal);
}

/** Starts a program that is given its bytes from here. */
export function launchFed(path: string, how: Omit<Launch, 'from'>): FedProgram {
  const child = started(path, how, 'pipe');
  if (child.stdin === null) throw new Error(`${path} was started without its standard input.`);
  // A program that goes away while it is written to is told by its end, not by its pipe.
  child.stdin.on('error', () => undefined);
  return { ...running(child, how.signal), input: child.stdin };
}

function started(
  path: string,
  { args, env, signal }: Omit<Launch, 'from'>,
  input: Readable | 'ignore' | 'pipe',
): ChildProcess {
  signal.throwIfAborted();
  return spawn(path, [...args], { env: { ...env }, stdio: [input, 'pipe', 'pipe'] });
}

function running(child: ChildProcess, signal: AbortSignal): RunningProgram {
  const stop = (): void => {
    child.kill('SIGTERM');
  };
  signal.addEventListener('abort', stop, { once: true });
  const ended = endOf(child).finally(() => {
    signal.removeEventListener('abort', stop);
  });
  return { output: child.stdout ?? Readable.from([]), ended, stop };
}

async function endOf(child: ChildProcess): Promise<ProgramEnd> {
  const said: string[] = [];
  if (child.stderr)
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      if (said.length > KEPT) said.shift();
    });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve({ ok: false, said, error });
    });
    child.once('close', (code) => {
      resolve({ ok: code === 0, said });
    });
  });
}
