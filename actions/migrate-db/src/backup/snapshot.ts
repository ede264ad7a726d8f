/** One moment of a database, that pg_dump and our own questions look at alike. */
import { fingerprintOf, LEDGER_SCHEMA, withSession } from '../database';
import type { Session, SessionSettings, Target } from '../database';
import type { Table } from './portions';

/** What a copy of the database must hold. */
export interface Contents {
  /** Of the schema. */
  readonly fingerprint: string;
  /** Rows by table, schema.name. */
  readonly rows: Readonly<Record<string, number>>;
}

export interface Snapshot {
  /** For `pg_dump --snapshot`, as long as the session is open. */
  readonly id: string;
  /** Of the write-ahead log, at this moment. */
  readonly lsn: string;
  /** Of the whole database with its indexes. */
  readonly databaseBytes: number;
  /** The tables whose rows are in a dump. */
  tables(): Promise<readonly Table[]>;
  /** Reads everything once: it is best done while something else goes on. */
  contents(): Promise<Contents>;
}

/** Sessions of backups, copies and their verification; row_security makes a count fail rather than be too small. */
export const backupSettings = (runId: string): SessionSettings => ({
  applicationName: `sluice-${runId}-backup`,
  parameters: {
    statement_timeout: '0',
    lock_timeout: '60s',
    idle_in_transaction_session_timeout: '0',
    row_security: 'off',
  },
});

/** Holds one moment of the database for as long as `work` takes. */
export async function withSnapshot<Result>(
  target: Target,
  runId: string,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  return withSession(target, backupSettings(runId), async (session) => {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [row] = await session.query<{ id: string; lsn: string | null; bytes: string }>(
      `SELECT pg_export_snapshot() AS id, pg_database_size(current_database()) AS bytes,
         CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS lsn`,
    );
    if (row === undefined) throw new Error('The server exported no snapshot.');
    const result = await work({
      id: row.id,
      lsn: row.lsn ?? '',
      databaseBytes: Number(row.bytes),
      tables: () => tablesOf(session),
      contents: () => contentsOf(session),
    });
    await session.query('COMMIT');
    return result;
  });
}

/** What a session sees; on a copy, what it must see as well. */
export async function contentsOf(session: Session): Promise<Contents> {
  const fingerprint = await fingerprintOf(session);
  const rows: Record<string, number> = {};
  for (const { name, quoted } of await tablesOf(session)) {
    const [counted] = await session.query<{ rows: string }>(`SELECT count(*) AS rows FROM ONLY ${quoted}`);
    rows[name] = Number(counted?.rows);
  }
  return { fingerprint, rows };
}

/** Tables whose rows are in a dump: those of extensions, partitioned parents and foreign tables are not. */
async function tablesOf(session: Session): Promise<Table[]> {
  const rows = await session.query<{ name: string; quoted: string; bytes: string | null }>(
    `SELECT n.nspname || '.' || c.relname AS name, format('%I.%I', n.nspname, c.relname) AS quoted, pg_table_size(c.oid) AS bytes
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${LEDGER_SCHEMA}')
       AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
     ORDER BY 1`,
  );
  // A table that is being dropped has no size any more.
  return rows.map(({ bytes, ...names }) => ({ ...names, bytes: Number(bytes ?? 0) }));
}

/** How a copy differs from what it must hold, a sentence each. Pure. */
export function differences(expected: Contents, found: Contents, options: { schema: boolean }): string[] {
  const tables = new Set([...Object.keys(expected.rows), ...Object.keys(found.rows)]);
  const rows = [...tables]
    .sort()
    .filter((table) => expected.rows[table] !== found.rows[table])
    .map((table) => {
      const [was, is] = [expected.rows[table], found.rows[table]];
      if (is === undefined) return `${table} is missing.`;
      return was === undefined
        ? `${table} should not be there.`
        : `${table} has ${is} rows in place of ${was}.`;
    });
  const isOther = options.schema && expected.fingerprint !== found.fingerprint;
  return isOther ? ['The schema is not the same.', ...rows] : rows;
}
