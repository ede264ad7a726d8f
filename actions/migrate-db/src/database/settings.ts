import type { SessionSettings } from './target';

/** How long statements of a migration may wait and run, in milliseconds. */
export interface Timeouts {
  readonly lock: number;
  readonly statement: number;
}

/** What this server can do that others cannot. */
export interface Capabilities {
  /** It notices within a second that the client of a running statement has gone (from 14, on most platforms). */
  readonly checksConnection: boolean;
  /** It may end idle sessions by itself (from 14). */
  readonly endsIdleSessions: boolean;
}

/** Begins the name of every session of ours; a run's id follows. */
export const SESSION_PREFIX = 'sluice-';
const WRITER = '-apply';

/** What all writers among our sessions are called, as a pattern of LIKE. */
export const WRITERS_LIKE = `${SESSION_PREFIX}%${WRITER}`;

/** The name of the sessions that write for a run, a tool's own included. */
export const writerName = (runId: string): string => `${SESSION_PREFIX}${runId}${WRITER}`;

/** The first session, which finds out what the server is. */
export const probing = (runId: string): SessionSettings => ({
  applicationName: `${SESSION_PREFIX}${runId}-read`,
  parameters: { statement_timeout: '60s', lock_timeout: '5s' },
});

/** Sessions that read and cannot write. */
export const reading = (runId: string): SessionSettings => ({
  applicationName: `${SESSION_PREFIX}${runId}-read`,
  parameters: { default_transaction_read_only: 'on', statement_timeout: '10min', lock_timeout: '5s' },
});

/** The session that holds the lock: idle for long, and to be missed soon when this machine is lost. */
export const locking = (runId: string, { endsIdleSessions }: Capabilities): SessionSettings => ({
  applicationName: `${SESSION_PREFIX}${runId}-lock`,
  parameters: {
    statement_timeout: '60s',
    lock_timeout: '5s',
    tcp_keepalives_idle: '30',
    tcp_keepalives_interval: '10',
    tcp_keepalives_count: '3',
    ...(endsIdleSessions ? { idle_session_timeout: '0' } : {}),
  },
});

/** Sessions that apply migrations. */
export const writing = (
  runId: string,
  { lock, statement }: Timeouts,
  { checksConnection }: Capabilities,
): SessionSettings => ({
  applicationName: writerName(runId),
  parameters: {
    lock_timeout: `${lock}ms`,
    statement_timeout: `${statement}ms`,
    idle_in_transaction_session_timeout: '60s',
    ...(checksConnection ? { client_connection_check_interval: '1s' } : {}),
  },
});
