import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app';
import { ambient } from './parts';
import type { Settings } from './settings';
import { poolsOn } from './postgres';
import { postgresRepository } from './postgres-repository';
import { signedTokens } from './tokens';
import { readsOf } from './variants/choose';
import type { Variant } from './variants/choose';

export interface Service {
  url: string;
  /** Takes no more requests, finishes those under way, then closes the store. */
  close: () => Promise<void>;
}

/**
 * Opens the store and serves the API.
 * @param surroundings clock, randomness and error log
 * @throws when the store or the port cannot be had
 */
export async function serve(
  settings: Settings,
  variant: Variant,
  environment: NodeJS.ProcessEnv,
  surroundings = ambient,
): Promise<Service> {
  const { databaseUrl, host, port } = settings;
  const pools = poolsOn(databaseUrl);
  const pool = pools.open();
  const reads = readsOf(variant, { pool, pools, environment, random: surroundings.random });
  const repository = postgresRepository(pool, reads);
  // A revision that cannot reach its store is not to be called ready.
  await repository.ping();
  const tokens = signedTokens(settings.tokenSecret, surroundings.now);
  const { version, revision } = settings;
  const server = createServer(createApp({ ...surroundings, repository, tokens, version, revision }));
  const address = await new Promise<AddressInfo | string | null>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      resolve(server.address());
    });
  });
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://${host}:${address.port}`,
    close: async () => {
      await finish(server);
      await pools.close();
    },
  };
}

function finish(server: Server): Promise<void> {
  // A caller's kept-alive connection would hold the process back for seconds after its last answer.
  const leave = setInterval(() => {
    server.closeIdleConnections();
  }, 20);
  return new Promise<void>((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
  }).finally(() => {
    clearInterval(leave);
  });
}
