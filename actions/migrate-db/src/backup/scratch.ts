/** Databases that are there for a while: made, worked on, and dropped in any case. */
import { randomBytes } from 'node:crypto';
import { UserError } from '../../../../lib/runner';
import type { Log } from '../../../../lib/runner';
import { identifier, onDatabase } from '../database';
import type { Session, Target } from '../database';
import { copyOfProperties, propertiesOf } from './properties';
import type { Properties } from './properties';
import { isInUse, isRefused, openMaintenance } from './maintenance';

/** What a database of ours is for; the beginning of its name says so. */
export type Purpose = 'drill' | 'rehearsal' | 'restore';

const prefixOf = (purpose: Purpose): string => `sluice_${purpose}_`;

export interface Scratch {
  readonly target: Target;
  /** Of a neighbouring database, for what cannot be done from inside. */
  readonly maintenance: Session;
  /** Whether it holds what the original holds already. */
  readonly filled: boolean;
}

export interface ScratchRequest {
  /** The database it stands beside, and is like. */
  readonly original: Target;
  readonly purpose: Purpose;
  readonly runId: string;
  readonly log: Log;
  /** `template`: a copy of the files, where nobody is connected to the original. */
  readonly from: 'nothing' | 'template';
}

/**
 * Makes a database, lets `work` have it, and drops it whatever comes; a name that `work` has changed stays. What killed
 * runs have left is dropped first.
 * @throws UserError where the role may not create databases
 */
export async function withScratch<Result>(
  request: ScratchRequest,
  work: (scratch: Scratch) => Promise<Result>,
): Promise<Result> {
  const { original, purpose, runId } = request;
  const maintenance = await openMaintenance(original, runId);
  try {
    await dropOrphans(maintenance, request);
    const name = `${prefixOf(purpose)}${randomBytes(8).toString('hex')}`;
    // Held as long as this process lives: that is how others know that the database has somebody.
    await maintenance.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    const filled = await create(maintenance, request, name);
    try {
      return await work({ target: onDatabase(original, name), maintenance, filled });
    } finally {
      await drop(maintenance, name);
    }
  } finally {
    await maintenance.close();
  }
}

/** @returns whether it holds what the original holds */
async function create(session: Session, request: ScratchRequest, name: string): Promise<boolean> {
  const { original, from } = request;
  try {
    const properties = await propertiesOf(session, original.database);
    const owner = identifier(properties.owner);
    const template = `CREATE DATABASE ${identifier(name)} TEMPLATE ${identifier(original.database)} OWNER ${owner}`;
    // The server would wait five seconds for whoever is connected, and let nobody in meanwhile.
    const mayCopy = from === 'template' && !(await hasVisitors(session, properties));
    if (mayCopy && (await isDone(session, template))) return true;
    await session.query(`CREATE DATABASE ${identifier(name)} ${copyOfProperties(properties)}`);
    return false;
  } catch (error) {
    if (!isRefused(error)) throw error;
    throw new UserError(`The role ${original.user} may not create a database beside ${original.database}.`, {
      remedy: `As a superuser: ALTER ROLE ${identifier(original.user)} CREATEDB; and let it be a member of the owner of ${original.database}.`,
      cause: error,
    });
  }
}

async function hasVisitors(session: Session, { oid }: Properties): Promise<boolean> {
  const visitors = await session.query(
    `SELECT FROM pg_stat_activity WHERE datid = $1 AND backend_type = 'client backend' LIMIT 1`,
    [oid],
  );
  return visitors.length > 0;
}

/** Others that are connected to the original stand in the way of a template; so does its being somebody else's. */
async function isDone(session: Session, template: string): Promise<boolean> {
  try {
    await session.query(template);
    return true;
  } catch (error) {
    if (isInUse(error) || isRefused(error)) return false;
    throw error;
  }
}

/** Sessions that are still in it, such as those of a program that was killed, are ended. */
async function drop(session: Session, name: string): Promise<void> {
  await session.query(
    // The server's own workers leave by themselves; to end them takes a superuser.
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = $1 AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    [name],
  );
  await session.query(`DROP DATABASE IF EXISTS ${identifier(name)}`);
}

/**
 * Databases of runs that are no more: nobody holds the lock of their name. One that belongs to another role is its own
 * to drop, with its own next run.
 */
async function dropOrphans(session: Session, { purpose, log }: ScratchRequest): Promise<void> {
  const found = await session.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1) AND pg_has_role(datdba, 'USAGE') ORDER BY 1`,
    [prefixOf(purpose)],
  );
  for (const { name } of found) {
    const [row] = await session.query<{ got: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
      [name],
    );
    if (!row?.got) continue;
    try {
      await drop(session, name);
      log.info(`Dropped ${name}, which a run that is no more had left behind.`);
    } finally {
      await session.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]);
    }
  }
}
