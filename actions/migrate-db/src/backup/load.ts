/** A backup into an empty database: tables, then rows by several sessions, each followed by its indexes, then the rest. */
import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { demandGood, fed, restoreArguments, restoreFrom } from './archive';
import type { Login } from './archive';
import { buildOrder } from './build-order';
import type { BuildOrder, Step } from './build-order';
import { unreadable } from './compression';
import type { ClientPrograms } from './programs';
import type { DumpRecord, Part } from './record';
import { together } from './together';

export interface Loading {
  readonly programs: ClientPrograms;
  readonly login: Login;
  /** Of the server that is filled, such as 150018. */
  readonly serverVersion: number;
  /** The folder for temporary files. */
  readonly temporary: string;
}

type Open = (part: Part) => Promise<AsyncIterable<Uint8Array>>;

/** Sessions that build indexes, for each part of the rows. */
const JOBS = 2;
/** What all sessions may take of the server's memory to sort in, in megabytes. */
const SORTING_MEMORY = 1024;
/** Servers before this one build every index by one process, and do not know the parameter for it. */
const FIRST_WITH_WORKERS = 110_000;

/**
 * Only the schema is kept in a file meanwhile, for pg_restore wants to go to and fro in it; rows come as they are read.
 * @returns parts whose bytes are not those that were written
 * @throws UserError with the first thing that went wrong
 */
export async function load(
  loading: Loading,
  record: Pick<DumpRecord, 'schema' | 'data'>,
  opened: Open,
): Promise<Part[]> {
  const folder = await mkdtemp(join(loading.temporary, 'sluice-schema-'));
  const file = join(folder, 'schema');
  try {
    const found = [await written(loading, file, await opened(record.schema))];
    await restoreSections(loading, ['--section=pre-data', file]);
    const { early, late } = await orderIn(loading, file, record.data);
    const building = { ...loading, sessions: record.data.length * JOBS };
    const fills = record.data.map((part, index) => async (signal: AbortSignal) => {
      const within = { ...building, programs: loading.programs.under(signal) };
      const digest = await restoreRows(within, await opened(part));
      // While others are still filled: a processor that has no rows to bring has indexes to build.
      for (const [step, ids] of (early[index] ?? []).entries())
        await build(within, file, { name: `part-${index}.${step}`, ids });
      return digest;
    });
    found.push(...(await together(fills)));
    await build(building, file, { name: 'rest', ids: late });
    return [record.schema, ...record.data].filter(({ sha256 }, index) => found[index] !== sha256);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const restoreRows = ({ programs, login }: Loading, bytes: AsyncIterable<Uint8Array>): Promise<string> =>
  restoreFrom(programs, bytes, { args: restoreArguments(login), login });

async function orderIn(
  loading: Loading,
  file: string,
  parts: readonly Pick<Part, 'tables'>[],
): Promise<BuildOrder> {
  const list = await listed(loading, ['--verbose', file]);
  const after = await listed(loading, ['--section=post-data', file]);
  return buildOrder(
    { list, after },
    parts.map(({ tables }) => tables),
  );
}

async function listed({ programs }: Loading, args: readonly string[]): Promise<string> {
  const listing = programs.start('pg_restore', { args: ['--list', ...args] });
  const list = await text(listing.output);
  demandGood('pg_restore', await listing.ended);
  return list;
}

interface Building extends Loading {
  /** How many build indexes at the most, all parts together. */
  readonly sessions: number;
}

/** Builds what comes after the rows: the entries with these ids. */
async function build(
  building: Building,
  file: string,
  { name, ids }: { name: string; ids: Step },
): Promise<void> {
  if (ids.length === 0) return;
  const list = `${file}.${name}`;
  await writeFile(list, ids.map((id) => `${id};\n`).join(''));
  const within = { ...building, login: sortingLogin(building, ids.length) };
  await restoreSections(within, ['--section=post-data', `--use-list=${list}`, `--jobs=${JOBS}`, file]);
}

/** Workers sort parts that must be merged, a fifth more of work: they are for a session that nobody works beside. */
function sortingLogin({ login, sessions, serverVersion }: Building, builds: number): Login {
  const parameters = {
    ...login.settings.parameters,
    maintenance_work_mem: `${Math.floor(SORTING_MEMORY / sessions)}MB`,
    ...(builds >= JOBS && serverVersion >= FIRST_WITH_WORKERS
      ? { max_parallel_maintenance_workers: '0' }
      : {}),
  };
  return { ...login, settings: { ...login.settings, parameters } };
}

async function restoreSections({ programs, login }: Loading, args: readonly string[]): Promise<void> {
  const program = programs.start('pg_restore', { args: [...restoreArguments(login), ...args], login });
  program.output.resume();
  demandGood('pg_restore', await program.ended);
}

/** @returns SHA-256 of the compressed bytes in hex */
async function written(
  { programs }: Loading,
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<string> {
  const unpacking = programs.decompress();
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    const feeding = fed(unpacking.input, bytes, (piece) => hash.update(piece)).finally(() => {
      unpacking.input.end();
    });
    feeding.catch(() => undefined);
    for await (const piece of unpacking.output) await file.write(piece as Buffer);
    await feeding;
  } finally {
    await file.close();
  }
  const end = await unpacking.ended;
  if (!end.ok) throw unreadable(end);
  return hash.digest('hex');
}
