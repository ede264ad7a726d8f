/** Puts a database in another one's place, at once or not at all. */
import { UserError } from '../../../../../lib/runner';
import type { Clock } from '../../../../../lib/runner';
import { codeOf, identifier } from '../../database';
import type { Session, Target } from '../../database';
import { isInUse, isRefused, openMaintenance } from '../maintenance';
import { dressLike, propertiesOf } from '../properties';

/** Milliseconds between two looks at who is still connected. */
const POLL = 50;

export interface Swap {
  /** The database whose name and place are taken. */
  readonly original: Target;
  /** The database that takes them. */
  readonly replacement: string;
  /** What the original is called from now on. */
  readonly keptAs: string;
  readonly runId: string;
  readonly clock: Clock;
}

/**
 * Both names change in one transaction. While it waits for the others to be gone, the server lets no new session into
 * the original, and those that are there are ended; where it fails or is cut off, everything is as it was.
 * @throws UserError where sessions stay, or the role may not rename
 */
export async function swapNames(session: Session, swap: Swap): Promise<void> {
  const { original, replacement, keptAs } = swap;
  const over = new AbortController();
  const { oid } = await propertiesOf(session, original.database);
  await session.query('BEGIN');
  // Whatever keeps it from ending sessions is told by the rename, which fails then.
  const ending = endSessions(oid, swap, over.signal).catch(() => undefined);
  try {
    await dressLike(session, original.database, replacement);
    await session.query(`ALTER DATABASE ${identifier(original.database)} RENAME TO ${identifier(keptAs)}`);
    await session.query(
      `ALTER DATABASE ${identifier(replacement)} RENAME TO ${identifier(original.database)}`,
    );
    await session.query('COMMIT');
  } catch (error) {
    await session.query('ROLLBACK');
    throw explained(error, swap);
  } finally {
    over.abort();
    await ending;
  }
}

/** Ends who is connected to the original, again and again until the swap is over. */
async function endSessions(
  oid: string,
  { original, runId, clock }: Swap,
  signal: AbortSignal,
): Promise<void> {
  const session = await openMaintenance(original, runId);
  try {
    while (!signal.aborted) {
      await session.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datid = $1', [oid]);
      await clock.sleep(POLL, signal).catch(() => undefined);
    }
  } finally {
    await session.close();
  }
}

function explained(error: unknown, { original, keptAs }: Swap): unknown {
  const { database, user } = original;
  if (isInUse(error))
    return new UserError(
      `${database} could not be put aside: others stay connected to it, and the role ${user} may not end their sessions. Nothing was changed.`,
      {
        remedy: `Stop the application, or GRANT pg_signal_backend TO ${identifier(user)}; then run this again.`,
        cause: error,
      },
    );
  if (isRefused(error))
    return new UserError(`The role ${user} may not rename ${database}. Nothing was changed.`, {
      remedy: `Let it be the owner of ${database}, or a member of the owner, with CREATEDB.`,
      cause: error,
    });
  if (codeOf(error) !== '42P04') return error;
  return new UserError(`There is a database ${keptAs} already. Nothing was changed.`, {
    remedy: 'Run this again: the name has the time in it.',
    cause: error,
  });
}
