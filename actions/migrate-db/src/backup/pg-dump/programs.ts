/** The client programs of PostgreSQL, with their streams of bytes. */
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isMissingProgram } from '../../../../../lib/processes';
import { UserError } from '../../../../../lib/runner';
import { environmentFor } from '../../database';
import type { SessionSettings, Target } from '../../database';
import { filterFor } from './compression';
import { launch, launchFed, programIn } from './running-program';
import type { FedProgram, ProgramEnd, RunningProgram } from './running-program';

export type ProgramName = 'pg_dump' | 'pg_restore' | 'psql';

/** A database, and what is asked of sessions in it. */
export interface Login {
  readonly target: Target;
  readonly settings: SessionSettings;
}

/** How a program is started. */
export interface ProgramCall {
  readonly args: readonly string[];
  /** Undefined where it reads an archive alone. */
  readonly login?: Login;
  /** The output of another program that it reads; without one, it reads nothing. */
  readonly from?: Readable;
}

export interface ClientPrograms {
  start(name: ProgramName, call: ProgramCall): RunningProgram;
  /** Compresses what another program puts out. */
  compress(from: Readable): RunningProgram;
  /** Decompresses what it is given. */
  decompress(): FedProgram;
  /** Counts the lines of another program's output, and puts the number out. */
  countLines(from: Readable): RunningProgram;
  /** The same programs, which are ended by this signal as well. */
  under(signal: AbortSignal): ClientPrograms;
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

/** Variables that would lead a program elsewhere than the target does. */
const MISLEADING = new Set(['PGHOSTADDR', 'PGSERVICE', 'PGSERVICEFILE', 'PGPASSFILE']);

/** Where it is on every system of the family, whatever the search path says. */
const WC = '/usr/bin/wc';

export function clientPrograms({ variables, folder, signal }: ProgramPlace): ClientPrograms {
  const inherited = Object.fromEntries(
    Object.entries(variables).filter(([name]) => !name.startsWith('INPUT_') && !MISLEADING.has(name)),
  );
  const searchPath = variables['PATH'] ?? '';
  const start: ClientPrograms['start'] = (name, { args, login, from }) => {
    const environment = login ? environmentFor(login.target, login.settings) : {};
    const path = folder === undefined ? name : join(folder, name);
    // Messages are read here: they must not be in the language of the runner.
    const env = { ...inherited, ...environment, LC_MESSAGES: 'C', LANGUAGE: 'C' };
    return launch(path, { args, env, from, signal });
  };
  return {
    start,
    compress: (from) => {
      const { path, args } = filterFor('compress', searchPath);
      return launch(path, { args, env: {}, from, signal });
    },
    decompress: () => {
      const { path, args } = filterFor('decompress', searchPath);
      return launchFed(path, { args, env: {}, signal });
    },
    countLines: (from) => launch(programIn(searchPath, 'wc') ?? WC, { args: ['-l'], env: {}, from, signal }),
    under: (other) => clientPrograms({ variables, folder, signal: AbortSignal.any([signal, other]) }),
    versionOf: async (name) => versionIn(name, start(name, { args: ['--version'] })),
  };
}

async function versionIn(name: ProgramName, program: RunningProgram): Promise<number> {
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
