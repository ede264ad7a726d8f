import { createServer } from 'node:net';
import { listenOnLoopback } from '../server';

/** Who connects where. */
export interface Login {
  user: string;
  password: string;
  database: string;
}

/** `postgresql://user:password@127.0.0.1:port/database`. */
export function connectionUrl(port: number, { user, password, database }: Login): string {
  const url = new URL(`postgresql://127.0.0.1:${port}/${encodeURIComponent(database)}`);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.href;
}

/** A port that was free a moment ago: PostgreSQL cannot choose one itself. */
export async function freePort(): Promise<number> {
  const server = await listenOnLoopback(createServer());
  await server.close();
  return server.port;
}
