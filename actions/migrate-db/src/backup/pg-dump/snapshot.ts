/** One moment of a database, that the programs and our own questions look at alike. */
import { UserError } from '../../../../../lib/runner';
import { codeOf, SqlState, withSession } from '../../database';
import type { Session, Target } from '../../database';
import { backupSettings, contentsOf, tablesOf } from '../contents';
import type { Contents, Table } from '../contents';

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
   * Reads everything once: it is best done while something else goes on.
   * @param known tables that are counted elsewhere, schema.name
   */
  contents(known: readonly string[]): Promise<Contents>;
}

/** Ends the time limit of transactions, which servers have from 17 on. */
export const UNTIMED = `SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'transaction_timeout'`;

/**
 * Holds one moment of the database for as long as `work` takes. The tables are held from before that moment: a snapshot
 * does not see what was in one that somebody has emptied or rewritten since.
 * @throws UserError where the role may not read all of them, or somebody else holds one
 */
export async function withSnapshot<Result>(
  target: Target,
  runId: string,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  return withSession(target, backupSettings(runId), async (session) => {
    await session.query(UNTIMED);
    const tables = await tablesOf(session);
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await hold(session, tables);
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
      contents: (known) => contentsOf(session, known),
    });
    await session.query('COMMIT');
    return result;
  });
}

async function hold(session: Session, tables: readonly Table[]): Promise<void> {
  if (tables.length === 0) return;
  const names = tables.map(({ scope }) => scope).join(', ');
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
