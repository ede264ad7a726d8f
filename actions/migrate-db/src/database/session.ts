import { Client } from 'pg';
import type { QueryResultRow } from 'pg';
import { explainConnection } from './connection-faults';
import { urlFor } from './target';
import type { SessionSettings, Target } from './target';

/** One connection to a database, with one backend of the server behind it. */
export interface Session {
  /** Process id of the backend. */
  readonly pid: number;
  /** One statement. */
  query<Row extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Statements as they stand in a file, sent in one message. */
  script(sql: string): Promise<void>;
  /** Breaks the connection off at once; a statement that runs is rolled back by the server when it notices. */
  cut(): void;
  close(): Promise<void>;
}

export interface SessionEvents {
  /** NOTICE and WARNING of the server. */
  readonly onNotice?: (message: string) => void;
  /** The connection broke while nothing was asked of it. */
  readonly onLost?: (error: Error) => void;
}

/** How long the server may take to accept a connection, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Connects.
 * @throws UserError that says why the server cannot be reached or does not let us in
 */
export async function openSession(
  target: Target,
  settings: SessionSettings,
  { onNotice, onLost }: SessionEvents = {},
): Promise<Session> {
  const client = new Client({
    connectionString: urlFor(target, settings),
    connectionTimeoutMillis: PATIENCE,
    keepAlive: true,
  });
  client.on('error', (error) => onLost?.(error));
  client.on('notice', ({ message }) => onNotice?.(message ?? ''));
  try {
    await client.connect();
    return await sessionOn(client);
  } catch (error) {
    await client.end();
    throw explainConnection(error, target);
  }
}

async function sessionOn(client: Client): Promise<Session> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return {
    pid: rows[0]?.pid ?? 0,
    query: async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
    script: async (sql) => {
      await client.query(sql);
    },
    cut: () => {
      client.connection.stream.destroy();
    },
    close: () => client.end(),
  };
}

/** Does something with a session, and closes it whatever comes. */
export async function withSession<Result>(
  target: Target,
  settings: SessionSettings,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = await openSession(target, settings);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
