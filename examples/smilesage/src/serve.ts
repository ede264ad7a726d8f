import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from './app';
import type { Clock } from './model-client';
import { fileStorage } from './model-client/node/file-storage';
import { Models } from './models';
import type { Settings } from './settings';

export interface Service {
  url: string;
  /** Looks for another model now, and not only when it is time. */
  refresh: Models['refresh'];
  /** Takes no more requests, and finishes those under way. */
  close: () => Promise<void>;
}

const clock: Clock = { now: Date.now, sleep: (ms, signal) => delay(ms, undefined, { signal }) };

/** A start must not wait long for a server that is away: the bundled model answers too. */
const LIMITS = { manifestWithin: 3_000, modelWithin: 20_000, healthyLaunches: 1 };

/** Loads the newest model that is to be had, and serves the API. @throws when the port cannot be had */
export async function serve(settings: Settings, report: (error: unknown) => void): Promise<Service> {
  const folder = settings.models?.folder ?? (await mkdtemp(join(tmpdir(), 'smilesage-models-')));
  const models = await openModels(settings, folder);
  if (settings.models) await models.refresh();
  const { version, revision } = settings;
  const server = createServer(createApp({ models, version, revision, report }));
  const port = await listen(server, settings);
  const looking = setInterval(() => {
    if (settings.models) models.refresh().catch(report);
  }, settings.models?.every ?? 60_000);
  return {
    url: `http://${settings.host}:${port}`,
    refresh: () => models.refresh(),
    close: async () => {
      clearInterval(looking);
      await finish(server);
      if (settings.models?.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openModels({ models }: Settings, folder: string): Promise<Models> {
  // Without a place that has models, nobody ever looks for one.
  const { home, keys, channel } = models ?? { home: 'http://localhost', keys: [], channel: 'stable' };
  const storage = await fileStorage(folder);
  return Models.open({ id: randomUUID(), channel, home, keys, storage, clock, limits: LIMITS });
}

function listen(server: Server, { port, host }: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
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
