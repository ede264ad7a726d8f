/** A database in the parts of a backup, kept in memory, however small its tables are. */
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { clientPrograms } from '../../actions/migrate-db/src/backup';
import { dumpOf } from '../../actions/migrate-db/src/backup/pg-dump/archive';
import type { load } from '../../actions/migrate-db/src/backup/pg-dump/load';
import { largeTables, othersThan, SCHEMA } from '../../actions/migrate-db/src/backup/pg-dump/portions';
import type {
  ClientPrograms,
  ProgramCall,
  ProgramName,
} from '../../actions/migrate-db/src/backup/pg-dump/programs';
import type { Part } from '../../actions/migrate-db/src/backup/pg-dump/record';
import { rowsOf } from '../../actions/migrate-db/src/backup/pg-dump/rows';
import { withSnapshot } from '../../actions/migrate-db/src/backup/pg-dump/snapshot';
import { backupSettings } from '../../actions/migrate-db/src/backup/contents';
import type { Contents } from '../../actions/migrate-db/src/backup/contents';
import { parseTarget } from '../../actions/migrate-db/src/database';
import type { Target } from '../../actions/migrate-db/src/database';
import type { PostgresServer } from '../../emulators/postgres';
import { Refusal } from '../../lib/runner/input-reader';
import { collected, streamOf } from './objects-bed';

export const settings = backupSettings('test');

/** @param searchPath where zstd is looked for; without it, node compresses */
export const programsOf = (server: PostgresServer, searchPath = process.env['PATH']): ClientPrograms =>
  clientPrograms({
    variables: { ...process.env, PATH: searchPath },
    folder: dirname(server.program('pg_dump') ?? ''),
    signal: new AbortController().signal,
  });

export function targetAt(url: string): Target {
  const parsed = parseTarget(url);
  if (parsed instanceof Refusal) throw new Error(parsed.message);
  return parsed;
}

type Backup = Parameters<typeof load>[1];

/** The parts of one moment. */
export interface InParts {
  readonly backup: Backup;
  readonly opened: Parameters<typeof load>[2];
  /** Counted table by table in the same moment. */
  readonly contents: Contents;
}

export async function inParts(programs: ClientPrograms, url: string): Promise<InParts> {
  const target = targetAt(url);
  return withSnapshot(target, 'test', async (snapshot) => {
    const tables = largeTables(await snapshot.tables(), 0);
    const from = { login: { target, settings }, snapshot: snapshot.id };
    const kept: Buffer[] = [];
    const partOf = async (bytes: AsyncIterable<Buffer>, table?: Part['table']): Promise<Part> => {
      const all = await collected(bytes);
      const sha256 = createHash('sha256').update(all).digest('hex');
      const object = String(kept.push(all) - 1);
      return { object, generation: '1', bytes: all.length, sha256, ...(table ? { table } : {}) };
    };
    const schema = await partOf(dumpOf(programs, { ...from, portion: SCHEMA }));
    const data = [await partOf(dumpOf(programs, { ...from, portion: othersThan(tables) }))];
    const rows: Record<string, number> = {};
    const { encoding } = snapshot;
    for (const { name, quoted, copied } of tables) {
      const bytes = rowsOf(programs, { ...from, quoted, copied, encoding }, (count) => (rows[name] = count));
      data.push(await partOf(bytes, { name, copied }));
    }
    const contents = await snapshot.contents([]);
    const others = Object.entries(contents.rows).filter(([name]) => !(name in rows));
    return {
      backup: { schema, data, encoding, rows: { ...Object.fromEntries(others), ...rows } },
      opened: ({ object }) => Promise.resolve(streamOf(kept[Number(object)] ?? Buffer.of())),
      contents,
    };
  });
}

/** A program that was started. */
export interface Started extends ProgramCall {
  readonly name: ProgramName;
}

/** Programs that put down how they are started. */
export const watched = (inner: ClientPrograms, started: Started[]): ClientPrograms => ({
  ...inner,
  start: (name, call) => {
    started.push({ ...call, name });
    return inner.start(name, call);
  },
  under: (signal) => watched(inner.under(signal), started),
});

/** How an empty database is filled. */
export const loadingTo = (
  programs: ClientPrograms,
  url: string,
  started: Started[] = [],
): Parameters<typeof load>[0] => ({
  ...{ programs: watched(programs, started), streams: 2, temporary: tmpdir() },
  login: { target: targetAt(url), settings },
});
