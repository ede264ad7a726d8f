/** One moment of a database, that the programs and our own questions look at alike. */
import { UserError } from '../../../../lib/runner';
import { codeOf, fingerprintOf, identifier, LEDGER_SCHEMA, SqlState, withSession } from '../database';
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
  /** For other sessions, as long as this one is open. */
  readonly id: string;
  /** Of the database, such as UTF8. */
  readonly encoding: string;
  /** Of the write-ahead log, at this moment. */
  readonly lsn: string;
  /** Of the whole database with its indexes. */
  readonly databaseBytes: number;
  /** The tables whose rows are in a dump. */
  tables(): Promise<readonly Table[]>;
  /**
   * Keeps others from emptying or rewriting these tables, which a snapshot does not see through.
   * @throws UserError where the role may not read them, or somebody else holds one
   */
  hold(tables: readonly Table[]): Promise<void>;
  /**
   * Reads everything once: it is best done while something else goes on.
   * @param known tables that are counted elsewhere, schema.name
   */
  contents(known: readonly string[]): Promise<Contents>;
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
    const [row] = await session.query<{ id: string; lsn: string | null; bytes: string; encoding: string }>(
      `SELECT pg_export_snapshot() AS id, pg_database_size(current_database()) AS bytes, current_setting('server_encoding') AS encoding,
         CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS lsn`,
    );
    if (row === undefined) throw new Error('The server exported no snapshot.');
    const result = await work({
      id: row.id,
      encoding: row.encoding,
      lsn: row.lsn ?? '',
      databaseBytes: Number(row.bytes),
      tables: () => tablesOf(session),
      hold: (tables) => hold(session, tables),
      contents: (known) => contentsOf(session, known),
    });
    await session.query('COMMIT');
    return result;
  });
}

async function hold(session: Session, tables: readonly Table[]): Promise<void> {
  if (tables.length === 0) return;
  const names = tables.map(({ quoted }) => `ONLY ${quoted}`).join(', ');
  try {
    await session.query(`LOCK TABLE ${names} IN ACCESS SHARE MODE`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The tables cannot be read for a backup: ${reason}. Nothing was touched.`, {
      remedy:
        codeOf(error) === SqlState.insufficientPrivilege
          ? 'Let the role read all tables: GRANT pg_read_all_data, or SELECT on each of them.'
          : 'Run this again when nobody else changes these tables.',
      cause: error,
    });
  }
}

/**
 * What a session sees; on a copy, what it must see as well.
 * @param known tables whose rows are not counted, schema.name
 */
export async function contentsOf(session: Session, known: readonly string[] = []): Promise<Contents> {
  const fingerprint = await fingerprintOf(session);
  const rows: Record<string, number> = {};
  const tables = await tablesOf(session);
  for (const { name, quoted } of tables.filter((table) => !known.includes(table.name))) {
    const [counted] = await session.query<{ rows: string }>(`SELECT count(*) AS rows FROM ONLY ${quoted}`);
    rows[name] = Number(counted?.rows);
  }
  return { fingerprint, rows };
}

/** Tables whose rows are in a dump: those of extensions, partitioned parents and foreign tables are not. */
async function tablesOf(session: Session): Promise<Table[]> {
  const rows = await session.query<{
    schema: string;
    table: string;
    columns: string[] | null;
    bytes: string | null;
  }>(
    `SELECT n.nspname AS schema, c.relname AS table, pg_table_size(c.oid) AS bytes,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND coalesce(to_jsonb(a) ->> 'attgenerated', '') = '') AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${LEDGER_SCHEMA}')
       AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
     ORDER BY n.nspname || '.' || c.relname`,
  );
  // A table that is being dropped has no size any more.
  return rows.map(({ schema, table, columns, bytes }) => {
    // Quoted whether they need it or not: a newer server may have more words of its own.
    const quoted = `${identifier(schema)}.${identifier(table)}`;
    return {
      name: `${schema}.${table}`,
      quoted,
      copied: columns === null ? '' : `${quoted} (${columns.map(identifier).join(', ')})`,
      bytes: Number(bytes ?? 0),
    };
  });
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
