import { join } from 'node:path';
import { startPostgres } from '../emulators/postgres';
import type { PostgresServer } from '../emulators/postgres';
import { migrateAsBefore, migrationsIn } from '../rehearsal/database';

const MIGRATIONS = join(import.meta.dirname, '..', 'examples', 'mathapp', 'prisma', 'migrations');

/** A PostgreSQL for the math app's tests. */
export interface MathappServer extends Pick<PostgresServer, 'stop'> {
  /** A database of its own with every migration. @returns its URL */
  newDatabase(): Promise<string>;
}

export async function startMathappServer(): Promise<MathappServer> {
  const [server, past] = await Promise.all([startPostgres(), allMigrations()]);
  await server.query(past, server.url);
  let count = 0;
  return {
    stop: () => server.stop(),
    newDatabase: async () => {
      const name = `mathapp_${++count}`;
      await server.query(`CREATE DATABASE ${name} TEMPLATE main`);
      const url = new URL(server.url);
      url.pathname = name;
      return url.href;
    },
  };
}

const allMigrations = async (): Promise<string> =>
  migrateAsBefore({ folder: MIGRATIONS, applied: await migrationsIn(MIGRATIONS) });
