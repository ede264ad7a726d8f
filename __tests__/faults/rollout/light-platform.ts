import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { Platform, RouteEntry } from '../../../emulators/cloudrun';
import { listenOnLoopback } from '../../../emulators/server';
import type { LoopbackServer } from '../../../emulators/server';
import { BAD_IMAGE } from './place';

/** A platform within this process: a revision is a small HTTP server, and so is the service's own address. */
export interface LightPlatform extends Platform {
  /** The revisions that run. */
  running(): ReadonlySet<string>;
  /** How requests to the service are split at this moment. */
  readonly routed: readonly RouteEntry[];
  close(): Promise<void>;
}

/** Starts a platform whose revisions all become ready, and answer 200; those of the bad image 500. */
export async function lightPlatform(): Promise<LightPlatform> {
  const revisions = new Map<string, LoopbackServer>();
  let routed: readonly RouteEntry[] = [];
  const serves = (): boolean =>
    routed.some(({ revision, percent }) => percent > 0 && revisions.has(revision));
  const front = await listen((_, response) => response.writeHead(serves() ? 200 : 503).end());

  return {
    running: () => new Set(revisions.keys()),
    get routed() {
      return routed;
    },
    start: async ({ name, image }) => {
      const status = image === BAD_IMAGE ? 500 : 200;
      revisions.set(name, await listen((_, response) => response.writeHead(status).end('{}')));
      return { ready: true };
    },
    stop: async (resource) => {
      const name = resource.slice(resource.lastIndexOf('/') + 1);
      const server = revisions.get(name);
      revisions.delete(name);
      await server?.close();
    },
    runTask: () => Promise.reject(new Error('There are no jobs here.')),
    route: ({ entries }) => {
      routed = entries;
      const tagUris = entries.flatMap(({ tag, revision }) => {
        const url = revisions.get(revision)?.url;
        return tag === undefined || url === undefined ? [] : [[tag, url] as const];
      });
      return Promise.resolve({ uri: front.url, tagUris: Object.fromEntries(tagUris) });
    },
    close: async () => {
      await Promise.all([front, ...revisions.values()].map((server) => server.close()));
    },
  };
}

function listen(answer: RequestListener): Promise<LoopbackServer> {
  return listenOnLoopback(createServer({ keepAliveTimeout: 60_000 }, answer));
}
