/**
 * Starts a server, keeps one of its backends busy and waits to be killed. Prints one line of JSON: the process ids of
 * itself, the server and the backend, and the server's folder.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../emulators/postgres';

async function keepBusy(): Promise<void> {
  const server = await startPostgres();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const answer = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const postmaster = readFileSync(join(server.socketFolder, 'data/postmaster.pid'), 'utf8').split('\n')[0];
  // Arithmetic, not pg_sleep: a backend that sleeps would notice by itself that its server is gone.
  const work = client.query('SELECT count(*) FROM generate_series(1, 1e12)');
  console.log(
    JSON.stringify({
      owner: process.pid,
      server: Number(postmaster),
      backend: answer.rows[0]?.pid,
      folder: server.socketFolder,
    }),
  );
  await work;
}

void keepBusy();
