/** pg_dump's custom format, compressed by us on its way: written, read through, and brought back into a database. */
import { createHash } from 'node:crypto';
import { devNull } from 'node:os';
import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
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
  let isWhole = false;
  try {
    for await (const piece of compressed) yield piece as Buffer;
    isWhole = true;
  } catch (error) {
    program.stop();
    throw culprit('pg_dump', await program.ended, error);
  } finally {
    // Whoever takes no more of it, takes none at all.
    if (!isWhole) program.stop();
    compressed.destroy();
  }
  const [failure, end] = [await flow, await program.ended];
  if (failure || !end.ok) throw culprit('pg_dump', end, failure?.error);
}

export interface Failure {
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
  const { plain, sha256 } = unpacked(bytes);
  const program = programs.start('pg_restore', { args: [`--file=${devNull}`] });
  demandGood('pg_restore', await fed(program, plain));
  return sha256();
}

/** A newer pg_restore sets parameters that an older server does not know, and goes on. */
export function isHarmless({ said, error }: ProgramEnd): boolean {
  const errors = said.filter((line) => /^pg_restore: error:/.test(line));
  const isKnown = (line: string): boolean => /unrecognized configuration parameter/.test(line);
  return error === undefined && errors.length > 0 && errors.every(isKnown);
}

/** An archive on its way: decompressed, and hashed as it came. */
export function unpacked(bytes: AsyncIterable<Uint8Array>): {
  readonly plain: AsyncIterable<Buffer>;
  /** In hex; to be asked at the end. */
  sha256: () => string;
} {
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const piece of bytes) {
      hash.update(piece);
      yield piece;
    }
  };
  const plain = decompressor();
  // What breaks on the way breaks the reading of `plain`.
  pipeline(Readable.from(gathered(hashed())), plain).catch(() => undefined);
  return { plain, sha256: () => hash.digest('hex') };
}

/** How a program and what it was given came to their ends. */
export interface Fed {
  /** Why the bytes broke off. */
  readonly failure: Failure | undefined;
  readonly end: ProgramEnd;
}

/**
 * Gives bytes to a program. One that has enough and ends well is no failure, and the rest of the bytes is read all the
 * same: what checks them counts to the last one.
 */
export async function fed(program: RunningProgram, bytes: AsyncIterable<Uint8Array>): Promise<Fed> {
  program.output.resume();
  const { input } = program;
  let ended: ProgramEnd | undefined;
  const ending = program.ended.then((end) => (ended = end));
  const isGivenUp = (): boolean => ended?.ok === false;
  const give = async (): Promise<void> => {
    for await (const piece of bytes) {
      if (isGivenUp()) return;
      // Called back with an error, too: then the program has gone, and its end says why.
      if (input.writable) await written(input, piece);
    }
  };
  const failure = await give().then(() => undefined, asFailure);
  input.end();
  return { failure, end: await ending };
}

function written(input: Writable, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    input.write(piece, () => {
      resolve();
    });
  });
}

/** @throws UserError where either failed; a parameter that the server does not know is no failure */
export function demandGood(name: ProgramName, { failure, end }: Fed): void {
  if (failure) throw failure.error;
  if (!(end.ok || isHarmless(end))) throw failureOf(name, end);
}

export const restoreArguments = ({ target }: Login): string[] => [
  '--no-password',
  `--dbname=${target.database}`,
];

/** One database's contents into another that is empty, without a stop on the way. */
export async function copyInto(programs: ClientPrograms, from: Login, into: Login): Promise<void> {
  const source = programs.start('pg_dump', { args: dumpArguments(), login: from });
  const sink = programs.start('pg_restore', { args: restoreArguments(into), login: into });
  source.input.end();
  const { failure, end } = await fed(sink, source.output);
  // Nobody reads on where the copy failed; a program that waits for a reader would wait for ever.
  if (failure || !end.ok) source.output.destroy();
  const read = await source.ended;
  if (!read.ok && read.said.length > 0 && !isBrokenPipe(read)) throw failureOf('pg_dump', read);
  demandGood('pg_restore', { failure, end });
  if (!read.ok && end.ok) throw failureOf('pg_dump', read);
}

const isBrokenPipe = ({ said }: ProgramEnd): boolean => said.some((line) => /Broken pipe/i.test(line));
