/** Archives in pg_dump's custom format, compressed by us on their way: written, read through, and brought back. */
import { devNull } from 'node:os';
import type { Readable } from 'node:stream';
import { packed, unpackedBy } from './packing';
import type { Portion } from './portions';
import { failureOf } from './programs';
import type { ClientPrograms, Login, ProgramCall, ProgramName } from './programs';
import type { ProgramEnd, RunningProgram } from './running-program';

/** pg_dump waits this long for its locks before it gives up, rather than making everybody wait behind it. */
const LOCK_WAIT = '60s';

/**
 * The arguments of pg_dump. The database, the user and the password are in its environment.
 * @param portion of the database; undefined means all of it
 * @param snapshot exported by a session that stays open meanwhile; undefined means one of its own
 */
export const dumpArguments = (portion?: Portion, snapshot?: string): string[] => [
  '--format=custom',
  '--compress=0',
  '--no-password',
  `--lock-wait-timeout=${LOCK_WAIT}`,
  ...(snapshot === undefined ? [] : [`--snapshot=${snapshot}`]),
  ...(portion?.sections ?? []).map((section) => `--section=${section}`),
  ...(portion?.without ?? []).map((table) => `--exclude-table-data=${table}`),
];

export interface DumpRequest {
  readonly login: Login;
  readonly portion?: Portion;
  readonly snapshot?: string;
}

/** A dump as a compressed stream, which ends when pg_dump has ended well. */
export function dumpOf(
  programs: ClientPrograms,
  { login, portion, snapshot }: DumpRequest,
): AsyncGenerator<Buffer, void> {
  const args = dumpArguments(portion, snapshot);
  const start = (): RunningProgram => programs.start('pg_dump', { args, login });
  return packed(programs, start, (end) => {
    if (!end.ok) throw failureOf('pg_dump', end);
  });
}

/**
 * Reads an archive to its end, and lets pg_restore read all of it; what comes out is thrown away.
 * @returns SHA-256 of the bytes in hex
 */
export const readThrough = (programs: ClientPrograms, bytes: AsyncIterable<Uint8Array>): Promise<string> =>
  restoreFrom(programs, bytes, { args: [`--file=${devNull}`] });

/**
 * Lets pg_restore read an archive as it comes.
 * @returns SHA-256 of the bytes in hex
 * @throws UserError where pg_restore fails, or the bytes are not whole
 */
export function restoreFrom(
  programs: ClientPrograms,
  bytes: AsyncIterable<Uint8Array>,
  call: Omit<ProgramCall, 'from'>,
): Promise<string> {
  const start = (from: Readable): RunningProgram => {
    const restoring = programs.start('pg_restore', { ...call, from });
    restoring.output.resume();
    return restoring;
  };
  return unpackedBy(programs, bytes, start, (end) => {
    demandGood('pg_restore', end);
  });
}

/** A newer pg_restore sets parameters that an older server does not know, and goes on. */
export function isHarmless({ said, error }: ProgramEnd): boolean {
  const errors = said.filter((line) => /^pg_restore: error:/.test(line));
  const isKnown = (line: string): boolean => /unrecognized configuration parameter/.test(line);
  return error === undefined && errors.length > 0 && errors.every(isKnown);
}

/** @throws UserError where it failed; a parameter that the server does not know is no failure */
export function demandGood(name: ProgramName, end: ProgramEnd): void {
  if (!(end.ok || isHarmless(end))) throw failureOf(name, end);
}

export const restoreArguments = ({ target }: Login): string[] => [
  '--no-password',
  `--dbname=${target.database}`,
];

/** One database's contents into another that is empty, without a stop on the way. */
export async function copyInto(programs: ClientPrograms, from: Login, into: Login): Promise<void> {
  const source = programs.start('pg_dump', { args: dumpArguments(), login: from });
  const call = { args: restoreArguments(into), login: into, from: source.output };
  const sink = programs.start('pg_restore', call);
  sink.output.resume();
  const [read, written] = await Promise.all([source.ended, sink.ended]);
  if (!read.ok && read.said.length > 0 && !isBrokenPipe(read)) throw failureOf('pg_dump', read);
  demandGood('pg_restore', written);
  if (!read.ok) throw failureOf('pg_dump', read);
}

const isBrokenPipe = ({ said }: ProgramEnd): boolean => said.some((line) => /Broken pipe/i.test(line));
