/** Archives in pg_dump's custom format, compressed by us on their way: written, read through, and brought back. */
import { createHash } from 'node:crypto';
import { devNull } from 'node:os';
import type { Writable } from 'node:stream';
import type { SessionSettings, Target } from '../database';
import { unreadable } from './compression';
import type { Portion } from './portions';
import { failureOf } from './programs';
import type { ClientPrograms, ProgramCall, ProgramName } from './programs';
import type { ProgramEnd } from './running-program';

export interface Login {
  readonly target: Target;
  readonly settings: SessionSettings;
}

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
  ...(portion?.only ?? []).map((table) => `--table=${table}`),
  ...(portion?.without ?? []).map((table) => `--exclude-table-data=${table}`),
];

export interface DumpRequest {
  readonly login: Login;
  readonly portion?: Portion;
  readonly snapshot?: string;
}

/**
 * A dump as a compressed stream. Its end comes when pg_dump has ended well, so that what is made of a dump that failed
 * never looks whole.
 */
export async function* dumpOf(
  programs: ClientPrograms,
  { login, portion, snapshot }: DumpRequest,
): AsyncGenerator<Buffer, void> {
  const dump = programs.start('pg_dump', { args: dumpArguments(portion, snapshot), login });
  const packing = programs.compress(dump.output);
  let isWhole = false;
  try {
    for await (const piece of packing.output) yield piece as Buffer;
    isWhole = true;
  } finally {
    // Whoever takes no more of it, takes none at all.
    if (!isWhole) for (const program of [dump, packing]) program.stop();
  }
  const [dumped, packed] = await Promise.all([dump.ended, packing.ended]);
  if (!dumped.ok) throw failureOf('pg_dump', dumped);
  if (!packed.ok) throw unreadable(packed);
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
export async function restoreFrom(
  programs: ClientPrograms,
  bytes: AsyncIterable<Uint8Array>,
  call: Omit<ProgramCall, 'from'>,
): Promise<string> {
  const unpacking = programs.decompress();
  const restoring = programs.start('pg_restore', { ...call, from: unpacking.output });
  restoring.output.resume();
  const hash = createHash('sha256');
  const failure = await fed(unpacking.input, bytes, (piece) => hash.update(piece)).catch(asFailure);
  unpacking.input.end();
  const [unpacked, restored] = await Promise.all([unpacking.ended, restoring.ended]);
  if (failure) throw failure.error;
  // Bytes that are not whole break off for pg_restore, too; of one that ended early, the other says no more than that.
  if (!unpacked.ok && !isLeftAlone(unpacked)) throw unreadable(unpacked);
  demandGood('pg_restore', restored);
  if (!unpacked.ok) throw unreadable(unpacked);
  return hash.digest('hex');
}

/** Its reader went away, which the reader's own end explains. */
const isLeftAlone = ({ said, error }: ProgramEnd): boolean =>
  error === undefined && said.every((line) => /EPIPE|Broken pipe/i.test(line));

interface Failure {
  readonly error: unknown;
}
const asFailure = (error: unknown): Failure => ({ error });

/** Gives bytes to a program for as long as it takes any. */
export async function fed(
  input: Writable,
  bytes: AsyncIterable<Uint8Array>,
  look: (piece: Uint8Array) => void,
): Promise<undefined> {
  for await (const piece of bytes) {
    look(piece);
    if (!input.writable) return;
    // Called back with an error, too: then the program has gone, and its end says why.
    await new Promise<void>((resolve) => {
      input.write(piece, () => {
        resolve();
      });
    });
  }
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
