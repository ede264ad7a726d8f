/** An archive into an empty database: the rows as they come, then indexes and constraints several at a time. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { demandGood, fed, restoreArguments, unpacked } from './archive';
import type { Login } from './archive';
import type { ClientPrograms } from './programs';

export interface Loading {
  readonly programs: ClientPrograms;
  readonly login: Login;
  /** The folder for temporary files. */
  readonly temporary: string;
}

/** The table of contents is at the front: of a thousand tables it takes about one megabyte. */
const FRONT_BYTES = 8 * 1024 * 1024;

/** Sessions that build indexes; each may take the memory that `maintenance_work_mem` gives it. */
const JOBS = 2;

/**
 * A stream cannot be restored by several sessions at once. But indexes and constraints have no rows in the archive: its
 * front is all that pg_restore needs to make them, and that is kept in a file meanwhile.
 * @returns SHA-256 of the bytes in hex
 * @throws UserError with the first thing that went wrong
 */
export async function loadArchive(loading: Loading, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(loading.temporary, 'sluice-archive-'));
  try {
    return await loadWith(loading, join(folder, 'front'), bytes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function loadWith(
  { programs, login }: Loading,
  front: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<string> {
  const { plain, sha256 } = unpacked(bytes);
  const pieces = plain[Symbol.asyncIterator]();
  const first = await firstOf(pieces, FRONT_BYTES);
  await writeFront(front, first);
  const isSplit = await hasContents(programs, front);
  const sections = isSplit ? ['--section=pre-data', '--section=data'] : [];
  const program = programs.start('pg_restore', { args: [...restoreArguments(login), ...sections], login });
  demandGood('pg_restore', await fed(program, joined(first, pieces)));
  if (isSplit) await loadRest(programs, login, front);
  return sha256();
}

async function loadRest(programs: ClientPrograms, login: Login, front: string): Promise<void> {
  const args = [...restoreArguments(login), '--section=post-data', `--jobs=${JOBS}`, front];
  const program = programs.start('pg_restore', { args, login });
  program.input.end();
  program.output.resume();
  demandGood('pg_restore', { failure: undefined, end: await program.ended });
}

/** Whether the whole table of contents is in the front; where it is longer, one session does it all. */
async function hasContents(programs: ClientPrograms, front: string): Promise<boolean> {
  const program = programs.start('pg_restore', { args: ['--list', front] });
  program.input.end();
  program.output.resume();
  return (await program.ended).ok;
}

async function firstOf(pieces: AsyncIterator<Buffer>, bytes: number): Promise<Buffer[]> {
  const first: Buffer[] = [];
  for (let length = 0; length < bytes; length += first.at(-1)?.length ?? 0) {
    const next = await pieces.next();
    if (next.done) break;
    first.push(next.value);
  }
  return first;
}

async function* joined(
  first: readonly Buffer[],
  pieces: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer, void> {
  yield* first;
  yield* { [Symbol.asyncIterator]: () => pieces };
}

/** Nobody else may read it: there are rows in it. */
async function writeFront(path: string, first: readonly Buffer[]): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (const piece of first) await file.write(piece);
  } finally {
    await file.close();
  }
}
