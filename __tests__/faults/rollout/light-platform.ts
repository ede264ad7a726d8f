import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { Platform, RouteEntry, StartResult } from '../../../emulators/cloudrun';
import { listenOnLoopback } from '../../../emulators/server';
import type { LoopbackServer } from '../../../emulators/server';
import { BAD_IMAGE, BAD_IN_SECOND_REGION, BROKEN_IMAGE, regionOf, SECOND_REGION, serviceIn } from './place';

/** A platform within this process: a revision is a small HTTP server, and so is the service's own address in a region. */
export interface LightPlatform extends Platform {
  /** Whether a revision runs in a region. */
  runs(region: string, revision: string): boolean;
  /** How requests to the service are split in a region at this moment. */
  routedIn(region: string): readonly RouteEntry[];
  close(): Promise<void>;
}

const keyOf = (region: string, revision: string): string => `${region}/${revision}`;

const REFUSED: StartResult = {
  ready: false,
  reason: 'HEALTH_CHECK_CONTAINER_ERROR',
  message: 'The container failed to start and listen on the port.',
};

/** Starts a platform whose revisions become ready, and answer 200; those of a bad image 500, and a broken one does not start. */
export function lightPlatform(): LightPlatform {
  const revisions = new Map<string, LoopbackServer>();
  const routes = new Map<string, readonly RouteEntry[]>();
  const fronts = new Map<string, Promise<LoopbackServer>>();
  const routedIn = (region: string): readonly RouteEntry[] => routes.get(serviceIn(region)) ?? [];
  const runs = (region: string, revision: string): boolean => revisions.has(keyOf(region, revision));
  const serves = (region: string): boolean =>
    routedIn(region).some(({ revision, percent }) => percent > 0 && runs(region, revision));
  const frontIn = (region: string): Promise<LoopbackServer> => {
    const front =
      fronts.get(region) ?? listen((_, response) => response.writeHead(serves(region) ? 200 : 503).end());
    fronts.set(region, front);
    return front;
  };

  return {
    runs,
    routedIn,
    start: async ({ name, location, image }) => {
      if (image === BROKEN_IMAGE) return REFUSED;
      const status = isBad(image, location) ? 500 : 200;
      const server = await listen((_, response) => response.writeHead(status).end('{}'));
      revisions.set(keyOf(location, name), server);
      return { ready: true };
    },
    stop: async (resource) => {
      const key = keyOf(regionOf(resource) ?? '', resource.slice(resource.lastIndexOf('/') + 1));
      const server = revisions.get(key);
      revisions.delete(key);
      await server?.close();
    },
    runTask: () => Promise.reject(new Error('There are no jobs here.')),
    route: async ({ name, entries }) => {
      const region = regionOf(name) ?? '';
      routes.set(name, entries);
      const tagUris = entries.flatMap(({ tag, revision }) => {
        const url = revisions.get(keyOf(region, revision))?.url;
        return tag === undefined || url === undefined ? [] : [[tag, url] as const];
      });
      return { uri: (await frontIn(region)).url, tagUris: Object.fromEntries(tagUris) };
    },
    close: async () => {
      const servers = [...(await Promise.all(fronts.values())), ...revisions.values()];
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

const isBad = (image: string, region: string): boolean =>
  image === BAD_IMAGE || (image === BAD_IN_SECOND_REGION && region === SECOND_REGION);

function listen(answer: RequestListener): Promise<LoopbackServer> {
  return listenOnLoopback(createServer({ keepAliveTimeout: 60_000 }, answer));
}
