/** What runs on in the server after the job that asked for it was killed. */
import type { Clock, Log } from '../../../lib/runner';
import { formatDuration, UserError } from '../../../lib/runner';
import { codeOf, inWords, orphansOf, ownWritersOf, SqlState, terminate } from './database';
import type { Backend, Session } from './database';

/** Milliseconds between two looks. */
const POLL = 250;
/** Milliseconds that a terminated backend may take to be gone. */
const FAREWELL = 30_000;

export interface Settling {
  /** Of the session that has the lock: whoever else writes under our name is left over. */
  readonly session: Session;
  readonly runId: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds that an orphan may go on, before it is ended. */
  readonly patience: number;
}

/**
 * Waits for orphans of killed jobs, and ends those that go on for too long; afterwards nothing changes the database
 * behind our back.
 * @returns what was found, in words
 */
export async function settleOrphans(settling: Settling, signal: AbortSignal): Promise<string[]> {
  const { session, runId, log, patience } = settling;
  const found = await orphansOf(session, runId);
  if (found.length === 0) return [];
  for (const orphan of found)
    log.warning(
      `A session of a job that is no more is still there: ${inWords(orphan)}. It gets ${formatDuration(patience)} to end.`,
    );
  const left = await goneWithin(settling, () => orphansOf(session, runId), patience, signal);
  for (const orphan of left) await end(session, orphan, log);
  const stubborn = await goneWithin(settling, () => orphansOf(session, runId), FAREWELL, signal);
  if (stubborn[0]) throw refusal(stubborn[0]);
  return found.map((orphan) => {
    const how = left.some(({ pid }) => pid === orphan.pid) ? 'was terminated' : 'came to its end';
    return `${inWords(orphan)} ${how}`;
  });
}

/**
 * Waits until no backend works for this run any more, whatever became of its clients, so that what is read next is final.
 * It is not given up when the job is cancelled: the truth is told then, too.
 * @returns false where one would not end
 */
export async function settleOwn(settling: Settling): Promise<boolean> {
  const { session, runId, log, patience } = settling;
  const own = (): Promise<Backend[]> => ownWritersOf(session, runId);
  const left = await goneWithin(settling, own, patience);
  for (const backend of left) await end(session, backend, log);
  return (await goneWithin(settling, own, FAREWELL)).length === 0;
}

async function goneWithin(
  { clock }: Settling,
  look: () => Promise<Backend[]>,
  time: number,
  signal?: AbortSignal,
): Promise<Backend[]> {
  const end = clock.now() + time;
  for (;;) {
    const there = await look();
    if (there.length === 0 || clock.now() >= end) return there;
    await clock.sleep(POLL, signal);
  }
}

async function end(session: Session, backend: Backend, log: Log): Promise<void> {
  log.warning(`Terminating ${inWords(backend)}: ${backend.query}`);
  try {
    await terminate(session, backend);
  } catch (error) {
    if (codeOf(error) === SqlState.insufficientPrivilege) throw refusal(backend, error);
    throw error;
  }
}

function refusal(backend: Backend, cause?: unknown): UserError {
  return new UserError(
    `A session of a job that is no more still works on the database and could not be ended: ${inWords(backend)}. Nothing was changed by this run.`,
    { remedy: `As a superuser: SELECT pg_terminate_backend(${backend.pid}); then run this again.`, cause },
  );
}
