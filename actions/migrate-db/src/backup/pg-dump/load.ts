/** A backup into an empty database: tables, then rows by several sessions, each followed by its indexes, then the rest. */
import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { restoreArguments, restoreFrom } from './archive';
import { buildsOn, lateIn } from './build-order';
import type { Builds } from './build-order';
import { buildOn, buildRest, JOBS, listingOf, restoreSections } from './building';
import { unreadable } from './compression';
import { fed } from './packing';
import { Places } from './places';
import type { ClientPrograms, Login } from './programs';
import { partsOf } from './record';
import type { DumpRecord, Part } from './record';
import { rowsInto } from './rows';
import type { Copied } from './rows';
import { together } from './together';

export interface Loading {
  readonly programs: ClientPrograms;
  readonly login: Login;
  /** How many streams of rows go side by side, at most. */
  readonly streams: number;
  /** The folder for temporary files. */
  readonly temporary: string;
}

/** What was found on the way. */
export interface Loaded {
  /** Parts whose bytes are not those that were written. */
  readonly changed: readonly Part[];
  /** Rows that the server took of tables with a part of their own, schema.name. */
  readonly rows: Readonly<Record<string, number>>;
}

type Backup = Pick<DumpRecord, 'schema' | 'data' | 'encoding' | 'rows'>;
type Open = (part: Part) => Promise<AsyncIterable<Uint8Array>>;

/**
 * Only the schema is kept in a file meanwhile, for pg_restore wants to go to and fro in it; rows come as they are read.
 * @throws UserError with the first thing that went wrong
 */
export async function load(loading: Loading, backup: Backup, opened: Open): Promise<Loaded> {
  const folder = await mkdtemp(join(loading.temporary, 'sluice-schema-'));
  try {
    return await loadFrom(join(folder, 'schema'), loading, backup, opened);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function loadFrom(file: string, loading: Loading, backup: Backup, opened: Open): Promise<Loaded> {
  const { schema, data } = backup;
  const digests = new Map([[schema, await written(loading, file, await opened(schema))]]);
  const places = new Places(Math.min(loading.streams, data.length) * JOBS);
  const building = { ...loading, file, places };
  const [listing] = await Promise.all([
    listingOf(building),
    restoreSections(loading, ['--section=pre-data', file]),
  ]);
  const rows: Record<string, number> = {};
  const built: Builds[] = [];
  const filledAndBuilt = (part: Part) => async (signal: AbortSignal) => {
    const within = { ...loading, programs: loading.programs.under(signal) };
    // All sessions of a stream, and asked for at the beginning: rows go before indexes, and of those the most first.
    const filled = await places.with(JOBS, signal, async () =>
      fill(within, backup, part, await opened(part)),
    );
    digests.set(part, filled.sha256);
    if (part.table) rows[part.table.name] = filled.rows;
    const builds = buildsOn(listing, tablesIn(backup, part));
    await buildOn(building, builds, { isOne: part.table !== undefined, signal });
    built.push(builds);
  };
  await together(data.toSorted((a, b) => b.bytes - a.bytes).map(filledAndBuilt));
  await buildRest(building, lateIn(listing, built));
  return { changed: partsOf(backup).filter((part) => digests.get(part) !== part.sha256), rows };
}

async function fill(
  { programs, login }: Loading,
  { encoding }: Backup,
  { table }: Part,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Copied> {
  if (table !== undefined) return rowsInto(programs, { login, copied: table.copied, encoding }, bytes);
  const sha256 = await restoreFrom(programs, bytes, { args: restoreArguments(login), login });
  return { sha256, rows: 0 };
}

/** Those whose rows a part holds. */
function tablesIn({ data, rows }: Backup, { table }: Part): string[] {
  if (table !== undefined) return [table.name];
  const alone = new Set(data.map((part) => part.table?.name));
  return Object.keys(rows).filter((name) => !alone.has(name));
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
