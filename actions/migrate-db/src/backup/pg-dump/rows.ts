/** The rows of one table as COPY writes them, a line each: out of a database, read in full, and into another one. */
import { devNull } from 'node:os';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { UserError } from '../../../../../lib/runner';
import { packed, unpackedBy } from './packing';
import { failureOf } from './programs';
import type { ClientPrograms, Login } from './programs';
import type { ProgramEnd, RunningProgram } from './running-program';
import { UNTIMED } from './snapshot';

export interface Copying {
  readonly login: Login;
  /** What COPY names: the table with its columns, quoted. */
  readonly copied: string;
  /** Of the rows, as the server calls it. */
  readonly encoding: string;
}

/** Rows that were read or written. */
export interface Copied {
  /** SHA-256 of the compressed bytes, in hex. */
  readonly sha256: string;
  readonly rows: number;
}

/** What pg_dump asks for as well: rows that mean the same whatever a database or a role has set for itself. */
const settingsFor = (encoding: string): string =>
  [
    `SET client_encoding = '${encoding}'`,
    'SET search_path = pg_catalog',
    'SET DateStyle = ISO',
    'SET IntervalStyle = postgres',
    'SET extra_float_digits = 3',
    'SET xmloption = content',
    'SET synchronize_seqscans = off',
    UNTIMED,
  ].join('; ');

/** The server's own number, of the COPY before. */
const TELL = String.raw`\warn rows :ROW_COUNT`;

const argumentsFor = (commands: readonly string[]): string[] => [
  '--no-psqlrc',
  '--no-password',
  '--quiet',
  '--set=ON_ERROR_STOP=1',
  // What it says of an error beside the error are rows.
  '--set=VERBOSITY=terse',
  // Rows go past it. What psql prints beside them would be taken for rows; and where both go, it tells no number.
  `--output=${devNull}`,
  ...commands.map((command) => `--command=${command}`),
];

/** Rows of one moment. */
export interface Reading extends Copying {
  /** Exported by a session that stays open meanwhile, and holds the table. */
  readonly snapshot: string;
  /** The table, quoted. */
  readonly quoted: string;
}

export const readingArguments = ({ copied, quoted, encoding, snapshot }: Omit<Reading, 'login'>): string[] =>
  argumentsFor([
    settingsFor(encoding),
    // Whoever waits to change the table waits for us, and we must not wait for him.
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '${snapshot}'; LOCK TABLE ONLY ${quoted} IN ACCESS SHARE MODE NOWAIT`,
    String.raw`\copy ${copied} TO pstdout`,
    TELL,
  ]);

const writingArguments = ({ copied, encoding }: Copying): string[] =>
  argumentsFor([settingsFor(encoding), `COPY ${copied} FROM STDIN`, TELL]);

/**
 * A table's rows as a compressed stream, which ends when the server has sent all of them.
 * @param tell is given the server's own number of them before the stream ends
 */
export function rowsOf(
  programs: ClientPrograms,
  reading: Reading,
  tell: (rows: number) => void,
): AsyncGenerator<Buffer, void> {
  const call = { args: readingArguments(reading), login: reading.login };
  const start = (): RunningProgram => programs.start('psql', call);
  return packed(programs, start, (end) => {
    tell(toldBy(end));
  });
}

/**
 * Reads rows to their end, and counts them.
 * @throws UserError where the bytes are not whole
 */
export async function countThrough(
  programs: ClientPrograms,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Copied> {
  let printed = Promise.resolve('');
  const start = (from: Readable): RunningProgram => {
    const counting = programs.countLines(from);
    printed = text(counting.output);
    return counting;
  };
  const sha256 = await unpackedBy(programs, bytes, start, ({ ok, said, error }) => {
    if (!ok) throw new Error(`Lines could not be counted: ${said.join(' ')}`, { cause: error });
  });
  return { sha256, rows: Number(await printed) };
}

/**
 * Puts rows into a table of a database that is thrown away where it fails: of bytes that break off, what was there stays.
 * @throws UserError where the server does not take them, or the bytes are not whole
 */
export async function rowsInto(
  programs: ClientPrograms,
  copying: Copying,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Copied> {
  let rows = 0;
  const start = (from: Readable): RunningProgram => {
    const writing = programs.start('psql', { args: writingArguments(copying), login: copying.login, from });
    writing.output.resume();
    return writing;
  };
  const sha256 = await unpackedBy(programs, bytes, start, (end) => {
    rows = toldBy(end);
  });
  return { sha256, rows };
}

/** @throws UserError where psql failed, or did not come to tell it */
function toldBy(end: ProgramEnd): number {
  if (!end.ok) throw failureOf('psql', end);
  const [, rows] =
    end.said.map((line) => /^rows (\d+)$/.exec(line)).findLast((match) => match !== null) ?? [];
  if (rows !== undefined) return Number(rows);
  throw new UserError('psql did not say how many rows it copied.', {
    remedy: 'Run this again; where it stays, give the folder of another psql as `backup-programs`.',
  });
}
