/** The client programs of PostgreSQL: pg_dump and pg_restore, with their streams of bytes. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { isMissingProgram } from '../../../../lib/processes';
import { UserError } from '../../../../lib/runner';
import { environmentFor } from '../database';
import type { SessionSettings, Target } from '../database';

export type ProgramName = 'pg_dump' | 'pg_restore';

/** A program that runs. */
export interface RunningProgram {
  readonly input: Writable;
  readonly output: Readable;
  /** What became of it; never rejects. */
  readonly ended: Promise<ProgramEnd>;
  /** Ends it with SIGTERM, if it still runs. */
  stop(): void;
}

export interface ProgramEnd {
  readonly ok: boolean;
  /** What it said on standard error; of what is very long, the end. */
  readonly said: readonly string[];
  /** Why it could not be started. */
  readonly error?: unknown;
}

/** How a program is started. */
export interface ProgramCall {
  readonly args: readonly string[];
  /** The database it logs in to, and what it asks of its sessions; undefined where it reads an archive alone. */
  readonly login?: { readonly target: Target; readonly settings: SessionSettings };
}

export interface ClientPrograms {
  start(name: ProgramName, call: ProgramCall): RunningProgram;
  /**
   * The major version, such as 15.
   * @throws UserError where there is no such program
   */
  versionOf(name: ProgramName): Promise<number>;
}

export interface ProgramPlace {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The folder they are in; undefined means that they are looked for on PATH. */
  readonly folder: string | undefined;
  /** Ends whatever runs. */
  readonly signal: AbortSignal;
}

/** Lines of standard error that are kept. */
const KEPT = 200;

/** Variables that would lead a program elsewhere than the target does. */
const MISLEADING = new Set(['PGHOSTADDR', 'PGSERVICE', 'PGSERVICEFILE', 'PGPASSFILE']);

export function clientPrograms({ variables, folder, signal }: ProgramPlace): ClientPrograms {
  const inherited = Object.fromEntries(
    Object.entries(variables).filter(([name]) => !name.startsWith('INPUT_') && !MISLEADING.has(name)),
  );
  const start: ClientPrograms['start'] = (name, { args, login }) => {
    signal.throwIfAborted();
    const environment = login ? environmentFor(login.target, login.settings) : {};
    const path = folder === undefined ? name : join(folder, name);
    const child = spawn(path, args, {
      // Messages are read here: they must not be in the language of the runner.
      env: { ...inherited, ...environment, LC_MESSAGES: 'C', LANGUAGE: 'C' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const stop = (): void => {
      child.kill('SIGTERM');
    };
    signal.addEventListener('abort', stop, { once: true });
    // A program that goes away while it is written to is told by its end, not by its pipe.
    child.stdin.on('error', () => undefined);
    const ended = endOf(child).finally(() => {
      signal.removeEventListener('abort', stop);
    });
    return { input: child.stdin, output: child.stdout, ended, stop };
  };
  return { start, versionOf: async (name) => versionIn(name, start(name, { args: ['--version'] })) };
}

async function endOf(child: ReturnType<typeof spawn>): Promise<ProgramEnd> {
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

async function versionIn(name: ProgramName, program: RunningProgram): Promise<number> {
  program.input.end();
  let text = '';
  for await (const piece of program.output) text += String(piece);
  const end = await program.ended;
  // "pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"
  const [, major] = /\(PostgreSQL\)\s+(\d+)/.exec(text) ?? [];
  if (end.ok && major !== undefined) return Number(major);
  throw failureOf(name, end);
}

/**
 * pg_dump refuses servers that are newer than itself, and says so late.
 * @returns its major version
 */
export async function demandProgram(
  programs: ClientPrograms,
  name: ProgramName,
  serverVersion: number,
): Promise<number> {
  const version = await programs.versionOf(name);
  const server = Math.floor(serverVersion / 10_000);
  if (version >= server) return version;
  throw new UserError(
    `${name} is of version ${version} and the server of ${server}: an older ${name} cannot be trusted with a newer server. Nothing was touched.`,
    {
      remedy: `Install postgresql-client-${server} in a step before, or give its folder as \`backup-programs\`, such as /usr/lib/postgresql/${server}/bin.`,
    },
  );
}

/** Why a program failed, as an error. */
export function failureOf(name: ProgramName, { said, error }: ProgramEnd): UserError {
  if (isMissingProgram(error))
    return new UserError(`There is no program \`${name}\` on this runner.`, {
      remedy:
        'Install the client of PostgreSQL (postgresql-client) in a step before, of no older version than the server; or give its folder as `backup-programs`.',
      cause: error,
    });
  return new UserError(`${name} failed: ${reasonIn(said)}`, {
    remedy:
      'Put right what the message names: as a rule a right that the role lacks, or a server that ended.',
    cause: error ?? new Error(said.join('\n')),
  });
}

function reasonIn(said: readonly string[]): string {
  const line = said.find((each) => /\b(error|fatal):/i.test(each)) ?? said.at(-1);
  return line?.trim() ?? 'it said nothing.';
}
