import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A program with its arguments, each one word: no shell reads them. */
export interface Command {
  readonly argv: readonly [program: string, ...rest: string[]];
  /** Added to the environment of the step; secrets go in here, and never into `argv`. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Ended {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** What it printed on either stream. */
  readonly lines: readonly string[];
  /** What it printed on its standard output alone, for programs that answer there. */
  readonly output: readonly string[];
}

/** Runs programs; the port that tests record. */
export type RunProcess = (command: Command, onLine?: (line: string) => void) => Promise<Ended>;

/** What every process of a step shares. */
export interface ProcessSettings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The folder they run in. */
  readonly folder: string;
  /** Ends them with SIGTERM, and whatever they have started themselves with them. */
  readonly signal: AbortSignal;
}

/**
 * Processes of this machine. They do not see the step's inputs, among which there may be secrets. Where the signal ends
 * one, the call rejects with an AbortError once the process is gone.
 */
export function processesOf({ variables, folder, signal }: ProcessSettings): RunProcess {
  const inherited = Object.fromEntries(
    Object.entries(variables).filter(([name]) => !name.startsWith('INPUT_')),
  );
  return async ({ argv: [program, ...rest], environment }, onLine = () => undefined) => {
    signal.throwIfAborted();
    // A group of its own: programs such as npx are only the parent of what does the work.
    const child = spawn(program, rest, {
      cwd: folder,
      env: { ...inherited, ...environment },
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = (): void => {
      terminate(child);
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      const ended = await endOf(child, onLine);
      signal.throwIfAborted();
      return ended;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };
}

/** The program could not be started because it is not there. */
export const isMissingProgram = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function endOf(
  child: ChildProcess & { readonly stdout: Readable; readonly stderr: Readable },
  onLine: (line: string) => void,
): Promise<Ended> {
  const [lines, output]: [string[], string[]] = [[], []];
  const take = (line: string): void => {
    lines.push(line);
    onLine(line);
  };
  const ended = once(child, 'close');
  const read = [
    readLines(child.stdout, (line) => {
      output.push(line);
      take(line);
    }),
    readLines(child.stderr, take),
  ];
  const [exit] = await Promise.all([ended, ...read]);
  return { exitCode: exit[0] as number | null, lines, output };
}

/** The whole group, or where there are no groups the process alone. */
function terminate(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGTERM');
    else process.kill(-child.pid, 'SIGTERM');
  } catch (error) {
    // It ended by itself in this very moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function readLines(stream: Readable, take: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) take(line);
}
