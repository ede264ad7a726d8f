import type { Platform, RouteEntry, StartResult } from '../../../../emulators/cloudrun';
import { answerOf, behaviourOf } from './images';

/** Told how the requests to a service are split from now on. @param service its full resource name */
export type OnRoute = (service: string, entries: readonly RouteEntry[]) => void;

/** A platform in which nothing runs: an address tells what is asked, and the answer is made up on the spot. */
export interface MemoryPlatform extends Platform {
  /** What somebody who asks this address is answered with. */
  answer(url: URL): number;
  /** How requests are split, by the service's full resource name. */
  readonly routes: ReadonlyMap<string, readonly RouteEntry[]>;
}

interface Running {
  image: string;
  since: number;
}

/** `shop-abc.europe-west1.example` reaches one revision, `front.europe-west1.example` the service. */
const hostOf = (name: string, region: string): string => `${name}.${region}.example`;
const FRONT = 'front';
const REFUSED: StartResult = {
  ready: false,
  reason: 'HEALTH_CHECK_CONTAINER_ERROR',
  message: 'The container failed to start and listen on the port.',
};

export function memoryPlatform(now: () => number, onRoute: OnRoute): MemoryPlatform {
  const running = new Map<string, Running>();
  const routes = new Map<string, readonly RouteEntry[]>();
  const answerOfRevision = (host: string): number => {
    const revision = running.get(host);
    return revision ? answerOf(revision.image, now() - revision.since) : 404;
  };
  return {
    routes,
    start: ({ name, location, image }) => {
      if (behaviourOf(image) === 'broken') return Promise.resolve(REFUSED);
      running.set(hostOf(name, location), { image, since: now() });
      return Promise.resolve({ ready: true });
    },
    stop: (resource) => {
      const [, , , location = '', , , , name = ''] = resource.split('/');
      running.delete(hostOf(name, location));
      return Promise.resolve();
    },
    runTask: () => Promise.reject(new Error('There are no jobs here.')),
    route: ({ name, entries }) => {
      const region = regionOf(name);
      onRoute(name, entries);
      routes.set(name, entries);
      const tags = entries.flatMap(({ tag, revision }) =>
        tag === undefined ? [] : [[tag, `http://${hostOf(revision, region)}`] as const],
      );
      return Promise.resolve({
        uri: `http://${hostOf(FRONT, region)}`,
        tagUris: Object.fromEntries(tags),
      });
    },
    answer: ({ hostname }) => {
      if (!hostname.startsWith(`${FRONT}.`)) return answerOfRevision(hostname);
      const region = hostname.split('.')[1] ?? '';
      const entries = [...routes].find(([service]) => regionOf(service) === region)?.[1] ?? [];
      const busiest = [...entries].sort((one, other) => other.percent - one.percent)[0];
      return busiest ? answerOfRevision(hostOf(busiest.revision, region)) : 404;
    },
  };
}

/** The region in a service's full resource name. */
export const regionOf = (resource: string): string => resource.split('/')[3] ?? '';
