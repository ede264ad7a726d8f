/** One migration at a time: an advisory lock on the database, held by a session that does nothing else. */
import type { Clock, Log } from '../../../lib/runner';
import { formatDuration, UserError } from '../../../lib/runner';
import { inWords, locking, openSession } from './database';
import type { Backend, Capabilities, Session, Target } from './database';

/** The key of our lock in every database: "sluice" in ASCII. Advisory locks belong to one database. */
const KEY = BigInt(`0x${Buffer.from('sluice').toString('hex')}`);

/** Milliseconds between two tries. */
const POLL = 1_000;

export interface HeldLock {
  /** In autocommit: an open transaction would stall everybody's CREATE INDEX CONCURRENTLY. */
  readonly session: Session;
  /** Aborted when the connection breaks, and the lock with it. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

export interface LockRequest {
  readonly target: Target;
  readonly runId: string;
  readonly capabilities: Capabilities;
  /** Milliseconds. */
  readonly timeout: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Waits for the lock by asking again and again: a session that waits inside the server would hold up the very index
 * builds of whoever has the lock.
 * @throws UserError that names the holder when the time is over; nothing was changed
 */
export async function acquireLock(request: LockRequest): Promise<HeldLock> {
  const { target, runId, capabilities } = request;
  const loss = new AbortController();
  const session = await openSession(target, locking(runId, capabilities), {
    onLost: (cause) => {
      loss.abort(new Error('The session that held the lock was lost.', { cause }));
    },
  });
  try {
    await pollFor(session, request);
  } catch (error) {
    await session.close();
    throw error;
  }
  return {
    session,
    lost: loss.signal,
    // The end of the session is the end of its locks.
    release: () => session.close(),
  };
}

async function pollFor(session: Session, request: LockRequest): Promise<void> {
  const { clock, random, signal, timeout, log } = request;
  const end = clock.now() + timeout;
  for (let told = ''; ;) {
    const [row] = await session.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
      KEY.toString(),
    ]);
    if (row?.got) return;
    const holder = await holderOf(session);
    const words = holder ? inWords(holder) : 'a session that has just ended';
    if (clock.now() >= end) throw lockRefusal(words, timeout);
    if (words !== told) log.info(`Waiting for the lock, which is held by ${words}.`);
    told = words;
    await clock.sleep(POLL * (0.5 + random()), signal);
  }
}

async function holderOf(session: Session): Promise<Backend | undefined> {
  const [holder] = await session.query<Backend & Record<string, unknown>>(
    `SELECT a.pid, a.application_name AS "applicationName", a.usename AS "user", coalesce(a.state, 'unknown') AS state,
       to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since, left(a.query, 80) AS query
     FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND l.classid::bigint << 32 | l.objid::bigint = $1`,
    [KEY.toString()],
  );
  return holder;
}

function lockRefusal(holder: string, timeout: number): UserError {
  return new UserError(
    `Another migration of this database is under way: the lock is held by ${holder}, and was not free within ${formatDuration(timeout)}. Nothing was changed.`,
    {
      remedy:
        'Let it end and run this again, or give `lock-wait` more time. Where it hangs: SELECT pg_terminate_backend(pid) with that pid, after having looked at what it does.',
    },
  );
}
