/** What the server says, again and again, of the sessions that apply: which locks they hold, and what they carry out. */
import type { Clock } from '../../../../lib/runner';
import type { Session } from '../database';
import { LEDGER_SCHEMA } from '../database';

/** One look at one session that applies. */
export interface Look {
  readonly pid: number;
  /** Tells its transaction from those before and after; '' outside of one. */
  readonly transaction: string;
  readonly query: string;
  /** Milliseconds since the epoch, of the server's clock: when the statement began, and when it ended or now. */
  readonly began: number;
  readonly until: number;
  /** Milliseconds since the epoch, of the server's clock. */
  readonly at: number;
  /** Locks that it holds on tables and indexes of the application: `mode` and schema.name. */
  readonly locks: readonly { readonly mode: string; readonly relation: string }[];
}

/** Milliseconds between two looks. */
const INTERVAL = 2;

/**
 * Relations that a transaction has just made are in no catalog that others can see: they have no name here, and nobody
 * waits for them.
 */
const LOOK = `
SELECT a.pid, coalesce(a.xact_start::text, '') AS transaction, a.query,
  extract(epoch FROM a.query_start) * 1000 AS began, extract(epoch FROM clock_timestamp()) * 1000 AS at,
  extract(epoch FROM CASE WHEN a.state = 'active' THEN clock_timestamp() ELSE a.state_change END) * 1000 AS until,
  coalesce((SELECT jsonb_agg(jsonb_build_object('mode', l.mode, 'relation', n.nspname || '.' || c.relname))
    FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE l.pid = a.pid AND l.locktype = 'relation' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${LEDGER_SCHEMA}')), '[]') AS locks
FROM pg_stat_activity a
WHERE a.datname = current_database() AND a.application_name = left($1, 63) AND a.query_start IS NOT NULL`;

interface Row extends Record<string, unknown> {
  pid: number;
  transaction: string;
  query: string;
  began: string;
  until: string;
  at: string;
  locks: { mode: string; relation: string }[];
}

/** Looks on while `work` is done. What stands in the way of looking does not stand in the way of the work. */
export async function lookedOn<Result>(
  session: Session,
  applicationName: string,
  clock: Clock,
  work: () => Promise<Result>,
): Promise<{ result: Result; looks: readonly Look[] }> {
  const looks: Look[] = [];
  const over = new AbortController();
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      for (const row of await session.query<Row>(LOOK, [applicationName]))
        looks.push({ ...row, began: Number(row.began), until: Number(row.until), at: Number(row.at) });
      await clock.sleep(INTERVAL, over.signal);
    }
  };
  const watching = watch().catch(() => undefined);
  try {
    return { result: await work(), looks };
  } finally {
    over.abort();
    await watching;
  }
}
