import { Pool } from 'pg';
import type { PoolClient, QueryResultRow } from 'pg';

/** How long a request waits for a connection, in milliseconds: better a failure than a queue without end. */
const patience = 5_000;

/** Connections are made when they are first needed. */
function openPool(url: string, connections = 5): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: patience,
    application_name: 'mathapp',
  });
  // A connection that breaks while nobody uses it is replaced with the next request.
  pool.on('error', () => undefined);
  return pool;
}

/** The pools of one process, which end together. */
export interface Pools {
  open(connections?: number): Pool;
  close(): Promise<void>;
}

/** @param url `postgresql://user:password@host:port/database` */
export function poolsOn(url: string): Pools {
  const pools: Pool[] = [];
  return {
    open: (connections) => {
      const pool = openPool(url, connections);
      pools.push(pool);
      return pool;
    },
    close: async () => {
      await Promise.all(pools.filter(({ ending }) => !ending).map((pool) => pool.end()));
    },
  };
}

/** Where a statement can be sent: the pool, or the connection of a transaction. */
export type Queryable = Pick<Pool | PoolClient, 'query'>;

/** Rows of a query. */
export async function rowsOf<Row extends QueryResultRow>(
  on: Queryable,
  text: string,
  ...values: unknown[]
): Promise<Row[]> {
  const { rows } = await on.query<Row>(text, values);
  return rows;
}

/** How many rows a statement changed. */
export async function changedRows(on: Queryable, text: string, ...values: unknown[]): Promise<number> {
  const { rowCount } = await on.query(text, values);
  return rowCount ?? 0;
}

/** Runs the work in one transaction: all of it happens, or none. */
export async function inTransaction<T>(pool: Pool, work: (connection: PoolClient) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  let broken = false;
  try {
    await connection.query('begin');
    const result = await work(connection);
    await connection.query('commit');
    return result;
  } catch (error) {
    // Where not even this gets through, the connection is not to be used again.
    await connection.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    connection.release(broken);
  }
}
