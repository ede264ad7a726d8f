import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fieldsOf } from '../../../lib/registry';

/** A program with its arguments, each one word: no shell reads them. */
export interface Command {
  readonly argv: readonly [program: string, ...rest: string[]];
  /** Added to the environment of the step. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Ended {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** What it printed on either stream. */
  readonly lines: readonly string[];
}

/** Runs programs; the port that tests record. */
export type RunProcess = (command: Command, onLine?: (line: string) => void) => Promise<Ended>;

/** What every process of a step shares. */
export interface ProcessSettings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The folder they run in. */
  readonly folder: string;
  /** Ends them with SIGTERM. */
  readonly signal: AbortSignal;
}

/** Processes of this machine. They do not see the step's inputs, among which there may be secrets. */
export function processesOf({ variables, folder, signal }: ProcessSettings): RunProcess {
  const inherited = Object.fromEntries(
    Object.entries(variables).filter(([name]) => !name.startsWith('INPUT_')),
  );
  return async ({ argv: [program, ...rest], environment }, onLine = () => undefined) => {
    const child = spawn(program, rest, {
      cwd: folder,
      env: { ...inherited, ...environment },
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    const take = (line: string): void => {
      lines.push(line);
      onLine(line);
    };
    const ended = once(child, 'close');
    const read = [child.stdout, child.stderr].map((stream) => readLines(stream, take));
    const [exit] = await Promise.all([ended, ...read]);
    return { exitCode: exit[0] as number | null, lines };
  };
}

/** The program could not be started because it is not there. */
export const isMissingProgram = (error: unknown): boolean => fieldsOf(error)['code'] === 'ENOENT';

async function readLines(stream: Readable, take: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) take(line);
}
