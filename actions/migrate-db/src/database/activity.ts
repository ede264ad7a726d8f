import type { Session } from './session';
import { WRITERS_LIKE, writerName } from './settings';

/** A backend of the server, as one would name it to whoever must do something about it. */
export interface Backend {
  readonly pid: number;
  readonly applicationName: string;
  readonly user: string;
  readonly state: string;
  /** ISO 8601: begin of its transaction, else of its session. */
  readonly since: string;
  /** The statement that it runs or ran last, its beginning. */
  readonly query: string;
}

const BACKEND = `a.pid, a.application_name AS "applicationName", a.usename AS "user", coalesce(a.state, 'unknown') AS state,
  to_char(coalesce(a.xact_start, a.backend_start) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since, left(a.query, 80) AS query`;

/** Sessions of other runs that write, or wrote: with our lock in hand, nobody is behind them any more. */
export const orphansOf = (session: Session, runId: string): Promise<Backend[]> =>
  session.query<Backend & Record<string, unknown>>(
    `SELECT ${BACKEND} FROM pg_stat_activity a
     WHERE a.datname = current_database() AND a.application_name LIKE $1 AND a.application_name <> left($2, 63) ORDER BY a.pid`,
    [WRITERS_LIKE, writerName(runId)],
  );

/** Backends that still carry out what this run's own writers were told. */
export const ownWritersOf = (session: Session, runId: string): Promise<Backend[]> =>
  session.query<Backend & Record<string, unknown>>(
    `SELECT ${BACKEND} FROM pg_stat_activity a
     WHERE a.datname = current_database() AND a.application_name = left($1, 63) ORDER BY a.pid`,
    [writerName(runId)],
  );

/** Whoever stands in the way of this run's writers at this moment. */
export const blockersOf = (session: Session, runId: string): Promise<Backend[]> =>
  session.query<Backend & Record<string, unknown>>(
    `SELECT DISTINCT ${BACKEND} FROM pg_stat_activity w
     CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS blocking(pid) JOIN pg_stat_activity a ON a.pid = blocking.pid
     WHERE w.datname = current_database() AND w.application_name = left($1, 63) AND w.wait_event_type = 'Lock'`,
    [writerName(runId)],
  );

/** Ends a backend; its transaction is rolled back. */
export async function terminate(session: Session, { pid }: Backend): Promise<void> {
  await session.query('SELECT pg_terminate_backend($1)', [pid]);
}

/** A backend in words. */
export const inWords = ({ pid, applicationName, user, state, since }: Backend): string =>
  `${applicationName === '' ? 'a session without a name' : applicationName} (pid ${pid}, role ${user}, ${state}, since ${since})`;
