import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { LockMode } from '../../actions/migrate-db/src/lint/model';
import { LOCK_MODES } from '../../actions/migrate-db/src/lint/model';
import type { LockCase } from './lock-cases';

/** What the server did to the tables that were there before. */
export interface Observed {
  /** The strongest lock on each, by schema.name; AccessShare, that every reader takes, is left out. */
  readonly locks: Record<string, LockMode>;
  /** Those whose file on disk is another one now. */
  readonly rewritten: string[];
}

interface Table {
  oid: number;
  name: string;
  file: number | null;
}

const TABLES = `SELECT c.oid::int8::int4 AS oid, n.nspname || '.' || c.relname AS name, pg_relation_filenode(c.oid)::int8::int4 AS file
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm', 'v') AND n.nspname IN ('public', 'old')`;

/** Runs the statement in a transaction, looks at its locks before the end, and takes everything back. */
export async function observeInTransaction(client: pg.Client, sql: string): Promise<Observed> {
  const before = (await client.query<Table>(TABLES)).rows;
  await client.query('BEGIN');
  try {
    await client.query(sql);
    const locks = await locksOf(client, before, 'pg_backend_pid()');
    const after = new Map((await client.query<Table>(TABLES)).rows.map(({ oid, file }) => [oid, file]));
    const rewritten = before.filter(({ oid, file }) => after.has(oid) && after.get(oid) !== file);
    return { locks, rewritten: rewritten.map(({ name }) => name).sort() };
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Lets the statement wait for others, looks at the locks that it has and wants at each halt, and lets it finish. */
export async function observeWaiting(url: string, { sql, waitsFor = [] }: LockCase): Promise<Observed> {
  const [watcher, runner, ...holders] = await Promise.all(['', '', ...waitsFor].map(() => connect(url)));
  if (watcher === undefined || runner === undefined) throw new Error('There are always two sessions.');
  try {
    for (const [index, holder] of holders.entries()) await holder.query(`BEGIN; ${waitsFor[index] ?? ''}`);
    const before = (await watcher.query<Table>(TABLES)).rows;
    const pid = (await runner.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;
    const done = runner.query(sql);
    const seen: Record<string, LockMode>[] = [];
    for (const holder of holders) {
      await untilWaiting(watcher, pid, holder);
      seen.push(await locksOf(watcher, before, String(pid)));
      await holder.query('COMMIT');
    }
    await done;
    const after = new Map((await watcher.query<Table>(TABLES)).rows.map(({ oid, file }) => [oid, file]));
    return {
      locks: seen.reduce(strongest, {}),
      rewritten: before.filter(({ oid, file }) => after.get(oid) !== file).map(({ name }) => name),
    };
  } finally {
    for (const client of [...holders, runner, watcher]) await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Waits until the statement is held up by exactly this session. */
async function untilWaiting(watcher: pg.Client, pid: number, holder: pg.Client): Promise<void> {
  const blocker = (await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { rows } = await watcher.query<{ pids: number[] }>(`SELECT pg_blocking_pids(${pid}) AS pids`);
    if (blocker !== undefined && rows[0]?.pids.includes(blocker)) return;
    if (Date.now() > deadline)
      throw new Error(`The statement did not come to wait for session ${String(blocker)}.`);
    await delay(10);
  }
}

async function locksOf(
  client: pg.Client,
  tables: readonly Table[],
  pid: string,
): Promise<Record<string, LockMode>> {
  const names = new Map(tables.map(({ oid, name }) => [oid, name]));
  const { rows } = await client.query<{ oid: number; mode: string }>(
    `SELECT relation::int8::int4 AS oid, mode FROM pg_locks WHERE pid = ${pid} AND locktype = 'relation'`,
  );
  return rows
    .map(({ oid, mode }) => ({ [names.get(oid) ?? '']: mode.replace(/Lock$/, '') as LockMode }))
    .filter((lock) => !('' in lock) && !Object.values(lock).includes('AccessShare'))
    .reduce<Record<string, LockMode>>(strongest, {});
}

/** Of two sets of locks, the stronger one on each table. */
export function strongest(
  one: Readonly<Record<string, LockMode>>,
  other: Readonly<Record<string, LockMode>>,
): Record<string, LockMode> {
  const both = { ...one };
  for (const [table, mode] of Object.entries(other)) {
    const held = both[table];
    if (held === undefined || LOCK_MODES.indexOf(mode) > LOCK_MODES.indexOf(held)) both[table] = mode;
  }
  return both;
}
