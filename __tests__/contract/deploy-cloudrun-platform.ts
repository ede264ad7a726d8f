import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Platform, RevisionToRun, RouteEntry, StartResult } from '../../emulators/cloudrun';
import { listenOnLoopback } from '../../emulators/server';
import type { LoopbackServer } from '../../emulators/server';

/** How revisions of an image behave. */
export interface Behaviour {
  /** Of the n-th request, counted from 0. */
  status?: (n: number) => number;
  /** Real milliseconds until it answers. */
  millis?: number;
  start?: StartResult;
}

/** A platform whose revisions are handlers in this process, behind real servers: one a service, one a revision. */
export interface HttpPlatform extends Platform {
  /** Decides how revisions of an image behave from now on, in one region or in all; they are healthy unless told otherwise. */
  behave(image: string, behaviour: Behaviour, region?: string): void;
  close(): Promise<void>;
}

interface Running {
  image: string;
  region: string;
  requests: number;
  server: LoopbackServer;
}

export function httpPlatform(): HttpPlatform {
  const behaviours = new Map<string, Behaviour>();
  const running = new Map<string, Running>();
  const fronts = new Map<string, { server: LoopbackServer; entries: readonly RouteEntry[] }>();

  const behaviourOf = (image: string, region: string): Behaviour =>
    behaviours.get(`${image} ${region}`) ?? behaviours.get(`${image} `) ?? {};

  const answer = async (revision: string, response: ServerResponse): Promise<void> => {
    const target = running.get(revision);
    const { status = () => 200, millis = 0 } = behaviourOf(target?.image ?? '', target?.region ?? '');
    const n = target ? target.requests++ : 0;
    if (millis > 0) await delay(millis);
    response.writeHead(target ? status(n) : 503).end();
  };

  return {
    behave: (image, behaviour, region) => {
      behaviours.set([image, region].join(' '), behaviour);
    },
    start: async (revision: RevisionToRun) => {
      const { image, location: region } = revision;
      const { start = { ready: true } } = behaviourOf(image, region);
      const name = resourceOf(revision);
      if (start.ready)
        running.set(name, { image, region, requests: 0, server: await serve(() => name, answer) });
      return start;
    },
    stop: async (name) => {
      await running.get(name)?.server.close();
      running.delete(name);
    },
    runTask: () => Promise.reject(new Error('There are no jobs here.')),
    route: async ({ name, entries }) => {
      const front = fronts.get(name) ?? {
        server: await serve(() => `${name}/revisions/${busiest(fronts.get(name)?.entries ?? [])}`, answer),
        entries,
      };
      fronts.set(name, { ...front, entries });
      const addresses = entries.flatMap(({ tag, revision }) =>
        tag === undefined ? [] : [[tag, running.get(`${name}/revisions/${revision}`)?.server.url ?? '']],
      );
      return { uri: front.server.url, tagUris: Object.fromEntries(addresses) as Record<string, string> };
    },
    close: async () => {
      const servers = [...fronts.values(), ...running.values()].map(({ server }) => server);
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

const resourceOf = ({ project, location, service, name }: RevisionToRun): string =>
  `projects/${project}/locations/${location}/services/${service}/revisions/${name}`;

function serve(
  revision: () => string,
  answer: (revision: string, response: ServerResponse) => Promise<void>,
): Promise<LoopbackServer> {
  const server = createServer((_request, response) => {
    answer(revision(), response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  return listenOnLoopback(server);
}

/** Who serves the service's own address is of no importance to these tests, as long as it is one that has traffic. */
const busiest = (entries: readonly RouteEntry[]): string =>
  [...entries].sort((a, b) => b.percent - a.percent)[0]?.revision ?? '';
