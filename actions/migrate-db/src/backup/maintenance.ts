/** Sessions in which databases are made, renamed and dropped: none of those may be the one they are connected to. */
import { UserError } from '../../../../lib/runner';
import { codeOf, onDatabase, openSession, SqlState } from '../database';
import type { Session, SessionSettings, Target } from '../database';

/** Databases that a server has as a rule, and that nobody works in. */
const QUIET = ['postgres', 'template1'];

export const maintenanceSettings = (runId: string): SessionSettings => ({
  applicationName: `sluice-${runId}-copies`,
  parameters: { statement_timeout: '0', lock_timeout: '60s', idle_in_transaction_session_timeout: '0' },
});

/**
 * Connects beside the target's database.
 * @throws UserError where the role may connect to none of them
 */
export async function openMaintenance(target: Target, runId: string): Promise<Session> {
  const refusals: string[] = [];
  for (const database of QUIET.filter((name) => name !== target.database)) {
    try {
      return await openSession(onDatabase(target, database), maintenanceSettings(runId));
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new UserError(
    `No database of this server can be connected to beside ${target.database}: ${refusals.join('; ')}`,
    { remedy: `Let the role connect to the database \`postgres\`: GRANT CONNECT ON DATABASE postgres TO …` },
  );
}

/** Of statements about databases. */
export const isRefused = (error: unknown): boolean => codeOf(error) === SqlState.insufficientPrivilege;

/** The server will not do it while others are connected to the database. */
export const isInUse = (error: unknown): boolean => codeOf(error) === '55006';
