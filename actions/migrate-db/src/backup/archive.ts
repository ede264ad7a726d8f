/** pg_dump's custom format, compressed by us on its way: written, read through, and brought back into a database. */
import { createHash } from 'node:crypto';
import { devNull } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SessionSettings, Target } from '../database';
import { compressor, decompressor, gathered } from './compression';
import { failureOf } from './programs';
import type { ClientPrograms, ProgramEnd, ProgramName, RunningProgram } from './programs';

export interface Login {
  readonly target: Target;
  readonly settings: SessionSettings;
}

/** pg_dump waits this long for its locks before it gives up, rather than making everybody wait behind it. */
const LOCK_WAIT = '60s';

/**
 * The arguments of pg_dump. The database, the user and the password are in its environment.
 * @param snapshot exported by a session that stays open meanwhile; undefined means one of its own
 */
export const dumpArguments = (snapshot?: string): string[] => [
  '--format=custom',
  '--compress=0',
  '--no-password',
  `--lock-wait-timeout=${LOCK_WAIT}`,
  ...(snapshot === undefined ? [] : [`--snapshot=${snapshot}`]),
];

/**
 * A dump as a compressed stream. Its end comes when pg_dump has ended well, so that what is made of a dump that failed
 * never looks whole.
 */
export async function* dumpOf(
  programs: ClientPrograms,
  login: Login,
  snapshot?: string,
): AsyncGenerator<Buffer, void> {
  const program = programs.start('pg_dump', { args: dumpArguments(snapshot), login });
  program.input.end();
  const compressed = compressor();
  const flow = pipeline(Readable.from(gathered(program.output)), compressed).catch(asFailure);
  try {
    for await (const piece of compressed) yield piece as Buffer;
  } catch (error) {
    program.stop();
    throw culprit('pg_dump', await program.ended, error);
  } finally {
    program.stop();
    compressed.destroy();
  }
  const [failure, end] = [await flow, await program.ended];
  if (failure || !end.ok) throw culprit('pg_dump', end, failure?.error);
}

interface Failure {
  readonly error: unknown;
}
const asFailure = (error: unknown): Failure => ({ error });

/** Where a stream breaks and a program fails, it is the program that says why; if it says anything. */
function culprit(name: ProgramName, end: ProgramEnd, error: unknown): unknown {
  const isSilent = end.ok || (end.said.length === 0 && end.error === undefined);
  return isSilent && error !== undefined ? error : failureOf(name, end);
}

/**
 * Reads an archive to its end, and lets pg_restore read all of it; what comes out is thrown away.
 * @returns SHA-256 of the bytes in hex
 */
export async function readThrough(
  programs: ClientPrograms,
  bytes: AsyncIterable<Uint8Array>,
): Promise<string> {
  const program = programs.start('pg_restore', { args: [`--file=${devNull}`] });
  const { sha256, failure, end } = await feed(program, bytes);
  if (failure || !end.ok) throw culprit('pg_restore', end, failure?.error);
  return sha256;
}

/**
 * Brings an archive back into a database that is empty.
 * @returns SHA-256 of the bytes in hex
 * @throws UserError with the first thing that went wrong
 */
export async function restoreInto(
  programs: ClientPrograms,
  login: Login,
  bytes: AsyncIterable<Uint8Array>,
): Promise<string> {
  const program = programs.start('pg_restore', { args: restoreArguments(login), login });
  const { sha256, failure, end } = await feed(program, bytes);
  if (failure || !(end.ok || isHarmless(end))) throw culprit('pg_restore', end, failure?.error);
  return sha256;
}

const restoreArguments = ({ target }: Login): string[] => ['--no-password', `--dbname=${target.database}`];

/** A newer pg_restore sets parameters that an older server does not know, and goes on. */
export function isHarmless({ said, error }: ProgramEnd): boolean {
  const errors = said.filter((line) => /^pg_restore: error:/.test(line));
  const isKnown = (line: string): boolean => /unrecognized configuration parameter/.test(line);
  return error === undefined && errors.length > 0 && errors.every(isKnown);
}

interface Fed {
  readonly sha256: string;
  readonly failure: Failure | undefined;
  readonly end: ProgramEnd;
}

/** Decompresses an archive into a program. */
async function feed(program: RunningProgram, bytes: AsyncIterable<Uint8Array>): Promise<Fed> {
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const piece of bytes) {
      hash.update(piece);
      yield piece;
    }
  };
  program.output.resume();
  const source = Readable.from(gathered(hashed()));
  const failure = await pipeline(source, decompressor(), program.input).then(() => undefined, asFailure);
  return { sha256: hash.digest('hex'), failure, end: await program.ended };
}

/** One database's contents into another that is empty, without a stop on the way. */
export async function copyInto(programs: ClientPrograms, from: Login, into: Login): Promise<void> {
  const source = programs.start('pg_dump', { args: dumpArguments(), login: from });
  const sink = programs.start('pg_restore', { args: restoreArguments(into), login: into });
  source.input.end();
  sink.output.resume();
  const failure = await pipeline(source.output, sink.input).then(() => undefined, asFailure);
  source.stop();
  const [read, written] = [await source.ended, await sink.ended];
  if (!written.ok && !isHarmless(written) && read.said.length === 0) throw failureOf('pg_restore', written);
  if (failure || !read.ok) throw culprit('pg_dump', read, failure?.error);
}
