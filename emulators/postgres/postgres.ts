import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { serverAccount } from './account';
import { connectionUrl, freePort } from './address';
import { SUPERUSER, makeClusterFolder, serverCommands } from './cluster';
import type { Installation, Origin } from './installation';
import { findInstallation } from './installation';
import type { ServerProcess } from './process';
import { startServerProcess } from './process';

/** How a server is wanted. */
export interface PostgresOptions {
  /** Unless given: what SLUICE_POSTGRES says, else the host's newest, else the npm package's. */
  origin?: Origin;
  /** Settings of postgresql.conf; `fsync` and `full_page_writes` are off unless given. */
  settings?: Readonly<Record<string, string>>;
}

/** A role that may log in, with its password. */
export interface Role {
  name: string;
  password: string;
}

/** A database of the server. */
export interface Database {
  name: string;
  /** As the superuser, or as the given role. */
  url: string;
  urlFor(role: Role): string;
}

/** A real PostgreSQL server on 127.0.0.1. It ends with this process, however that ends, and leaves nothing behind. */
export interface PostgresServer {
  readonly origin: Origin;
  /** As `SHOW server_version_num` says it: 150014 is 15.14. */
  readonly version: number;
  readonly port: number;
  /** The folder of its Unix socket. */
  readonly socketFolder: string;
  readonly superuser: Role;
  /** The database `postgres` as the superuser. */
  readonly adminUrl: string;
  /** A database of its own, made at the start, as the superuser. */
  readonly url: string;
  /** The server's log, the newest line last. */
  readonly log: readonly string[];
  /** The path of one of its programs (`pg_dump`, `psql`), where the installation has it. */
  program(name: string): string | undefined;
  /** Creates an empty database, with a name of its own unless one is given. */
  newDatabase(name?: string): Promise<Database>;
  /**
   * Creates a role that may log in, with a random password unless one is given.
   * @param attributes as in CREATE ROLE, for example `CREATEDB`
   */
  newRole(role?: Partial<Role>, attributes?: string): Promise<Role>;
  /** Runs statements as the superuser, in `postgres` unless a database's address is given. */
  query<Row extends pg.QueryResultRow = Record<string, unknown>>(sql: string, url?: string): Promise<Row[]>;
  /** Disconnects everybody, ends the server and removes its data. A second call does nothing. */
  stop(): Promise<void>;
}

/** Attempts, each on another port, before giving up: another process may take the port that was free. */
const ATTEMPTS = 5;

/**
 * Starts a server with an empty data folder, passwords by SCRAM, UTF8 and the C locale.
 * @throws Error with the server's log when it does not start
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const installation = findInstallation(options.origin);
  const superuser = { name: SUPERUSER, password: randomBytes(12).toString('base64url') };
  for (let attempt = 1; ; attempt++) {
    const running = await launch(installation, superuser.password, options.settings ?? {});
    try {
      await running.process.ready;
      return await describeServer(installation, superuser, running);
    } catch (error) {
      await running.process.stop();
      const portTaken = running.process.log.some((line) => line.includes('Address already in use'));
      if (!portTaken || attempt === ATTEMPTS) throw error;
    }
  }
}

interface Running {
  process: ServerProcess;
  port: number;
  root: string;
}

async function launch(
  installation: Installation,
  password: string,
  settings: Readonly<Record<string, string>>,
): Promise<Running> {
  const account = serverAccount();
  const port = await freePort();
  const folder = makeClusterFolder(installation, account, password);
  const process = startServerProcess({
    commands: serverCommands(installation, folder, port, settings),
    env: folder.env,
    root: folder.root,
    ...account,
  });
  process.ready.then(
    () => {
      rmSync(folder.passwordFile, { force: true });
    },
    () => undefined,
  );
  return { process, port, root: folder.root };
}

async function describeServer(
  { origin, programs }: Installation,
  superuser: Role,
  { process, port, root }: Running,
): Promise<PostgresServer> {
  const urlFor = (database: string, { name: user, password } = superuser): string =>
    connectionUrl(port, { user, password, database });
  const adminUrl = urlFor('postgres');
  const query: PostgresServer['query'] = (sql, url = adminUrl) => queryOnce(url, sql);
  let names = 0;
  const newDatabase = async (name = `database_${++names}`): Promise<Database> => {
    await query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    return { name, url: urlFor(name), urlFor: (role) => urlFor(name, role) };
  };
  const [answer] = await query<{ server_version_num: string }>('SHOW server_version_num');
  const { url } = await newDatabase('main');
  return {
    origin,
    version: Number(answer?.server_version_num),
    port,
    socketFolder: root,
    superuser,
    adminUrl,
    url,
    log: process.log,
    program: (name) => existing(join(programs, name)),
    newDatabase,
    async newRole(role = {}, attributes = '') {
      const { name = `role_${++names}`, password = randomBytes(12).toString('base64url') } = role;
      await query(
        `CREATE ROLE ${pg.escapeIdentifier(name)} LOGIN ${attributes} PASSWORD ${pg.escapeLiteral(password)}`,
      );
      return { name, password };
    },
    query,
    stop: () => process.stop(),
  };
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}

async function queryOnce<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  // A connection that the server breaks while it idles must not bring the process down; queries still reject.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
