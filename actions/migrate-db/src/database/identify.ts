import type { Identity } from '../model';
import { codeOf, poolerRefusal, SqlState } from './connection-faults';
import { openSession } from './session';
import type { Session } from './session';
import { probing } from './settings';
import type { Capabilities } from './settings';
import { endpointOf } from './target';
import type { Target } from './target';

export interface Identified {
  readonly identity: Identity;
  readonly capabilities: Capabilities;
}

/**
 * Finds out which database this is, and refuses a pooler.
 * @throws UserError where the server cannot be reached, or is none
 */
export async function identify(target: Target, runId: string): Promise<Identified> {
  if (/^[^.]+-pooler\./.test(target.host)) throw poolerRefusal(target, 'its name says so');
  const session = await openSession(target, probing(runId));
  try {
    await refusePooler(session, target, runId);
    return { identity: await identityOf(session, target), capabilities: await capabilitiesOf(session) };
  } finally {
    await session.close();
  }
}

/**
 * A pooler in transaction mode lends one backend to all who ask between two transactions: then two sessions that are
 * both open have the same process id. One that drops what a session asks for is found by asking.
 */
async function refusePooler(session: Session, target: Target, runId: string): Promise<void> {
  const settings = probing(runId);
  const [seen] = await session.query<{ name: string; lock: string }>(
    `SELECT current_setting('application_name') AS name, current_setting('lock_timeout') AS lock`,
  );
  if (seen?.lock !== settings.parameters['lock_timeout'])
    throw poolerRefusal(target, 'what a session asks for does not reach the server');
  const second = await openSession(target, settings);
  try {
    const [first] = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const [other] = await second.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    if (first?.pid === other?.pid || second.pid === session.pid)
      throw poolerRefusal(target, 'two sessions share one backend (transaction mode)');
  } finally {
    await second.close();
  }
}

async function identityOf(session: Session, target: Target): Promise<Identity> {
  const [row] = await session.query<{ database: string; user: string; version: string }>(
    `SELECT current_database() AS database, current_user AS user, current_setting('server_version_num') AS version`,
  );
  return {
    systemIdentifier: await systemIdentifierOf(session),
    database: row?.database ?? target.database,
    endpoint: endpointOf(target),
    user: row?.user ?? target.user,
    serverVersion: Number(row?.version),
  };
}

async function systemIdentifierOf(session: Session): Promise<string> {
  try {
    const [row] = await session.query<{ id: string }>(
      'SELECT system_identifier::text AS id FROM pg_control_system()',
    );
    return row?.id ?? '';
  } catch (error) {
    // Some hosts take this function away from everybody.
    if (codeOf(error) === SqlState.insufficientPrivilege) return '';
    throw error;
  }
}

async function capabilitiesOf(session: Session): Promise<Capabilities> {
  const rows = await session.query<{ name: string }>(
    `SELECT name FROM pg_settings WHERE name IN ('client_connection_check_interval', 'idle_session_timeout')`,
  );
  const knows = (name: string): boolean => rows.some((row) => row.name === name);
  return {
    checksConnection:
      knows('client_connection_check_interval') &&
      (await accepts(session, 'client_connection_check_interval', '1s')),
    endsIdleSessions: knows('idle_session_timeout'),
  };
}

/** A server knows the parameter on every platform, and refuses its use on some. */
async function accepts(session: Session, name: string, value: string): Promise<boolean> {
  try {
    await session.query('SELECT set_config($1, $2, false)', [name, value]);
    return true;
  } catch (error) {
    if (codeOf(error)?.startsWith('22')) return false;
    throw error;
  }
}
