import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { ServicesClient } from '@google-cloud/run';
import { createServer, request as send } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { breakOff, listenOnLoopback } from '../../emulators/server';
import { clientSettings, shortName } from './cloudrun-bed';
import type { Service, Traffic } from './cloudrun-bed';
import { image, openBed, pinned } from './deploy-cloudrun-bed';
import { bundleEntry } from '../runner/bundle-entry';
import { stateOf } from '../unit/rollout-fixtures';
import { withState } from '../../lib/rollout';
import type { RolloutState } from '../../lib/rollout';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bed, Entries } from './deploy-cloudrun-bed';

export const PROJECT = 'demo-project';

/** One service in one region. */
export interface Place {
  service: string;
  region: string;
}

/** Decides about one request before it goes on; false breaks its connection. */
export type Guard = (asked: { method: string; path: string }) => boolean | Promise<boolean>;

/** A bed with services in several regions, and a way to the API on which regions can be cut off. */
export interface WideBed extends Bed {
  /** What the actions are to be told, so that they come this way. */
  env: Readonly<Record<string, string>>;
  guard(guard: Guard): void;
  /** Makes a service with the revisions old, mid and new, see {@link revisionAt}; the new one has all the traffic. */
  createAt(place: Place, tags?: Readonly<Record<string, string>>): Promise<void>;
  serviceAt(place: Place): Promise<Service>;
}

const ROLLBACK = join(dirname(fileURLToPath(import.meta.url)), '../../actions/rollback/src/index.ts');

/** The bundle of the rollback alone: what was deployed before it, these tests write down by hand. */
export async function bundleRollback(): Promise<Entries> {
  const rollback = await bundleEntry(ROLLBACK);
  return { rollback, deploy: rollback };
}

/** A rollout of `app-new` beside `app-old` that was promoted, as the record of run 42 on the service tells it. */
export async function deployed(bed: Bed, overrides: Partial<RolloutState> = {}): Promise<void> {
  const traffic = [pinned('app-new', 100), pinned('app-new', 0, 'stable'), pinned('app-old', 0, 'prev')];
  const record = stateOf({ status: 'promoted', step: 2, ...overrides });
  const template = { revision: 'app-new', containers: [{ image: image('1') }] };
  await bed.update({ template }, ['template']);
  await bed.update({ traffic, annotations: withState({}, record) }, ['traffic', 'annotations']);
}

export const nameOf = ({ service, region }: Place): string =>
  `projects/${PROJECT}/locations/${region}/services/${service}`;

/** The name of a revision. What runs the revisions knows them by it, so it is another one in another region. */
export const revisionAt = ({ service, region }: Place, age: string): string =>
  region === 'europe-west1' ? `${service}-${age}` : `${service}-${age}-${region.split('-')[0] ?? ''}`;

/** The digit of the image that each of the three revisions runs. */
export const IMAGES = { old: '1', mid: '2', new: '3' } as const;

export async function openWideBed(entries: Entries): Promise<WideBed> {
  const bed = await openBed(entries);
  const services = new ServicesClient(clientSettings('REST', bed.run));
  let guard: Guard = () => true;
  const way = await wayTo(bed.run.url, (asked) => guard(asked));
  return {
    ...bed,
    env: { SLUICE_CLOUD_RUN_ENDPOINT: way.url },
    guard: (next) => {
      guard = next;
    },
    createAt: async (place, tags = {}) => {
      for (const [index, [age, digit]] of Object.entries(IMAGES).entries()) {
        const template = { revision: revisionAt(place, age), containers: [{ image: image(digit) }] };
        const [parent] = nameOf(place).split('/services/');
        const [operation] =
          index === 0
            ? await services.createService({
                parent: parent ?? '',
                serviceId: place.service,
                service: { template },
              })
            : await services.updateService({
                service: { name: nameOf(place), template },
                updateMask: { paths: ['template'] },
              });
        await operation.promise();
      }
      const traffic: Traffic[] = [
        pinned(revisionAt(place, 'new'), 100),
        ...Object.entries(tags).map(([tag, age]) => pinned(revisionAt(place, age), 0, tag)),
      ];
      await services.updateService({
        service: { name: nameOf(place), traffic },
        updateMask: { paths: ['traffic'] },
      });
      await bed.run.idle();
    },
    serviceAt: async (place) => {
      await bed.run.idle();
      return (await services.getService({ name: nameOf(place) }))[0];
    },
    close: async () => {
      await services.close();
      await way.close();
      await bed.close();
    },
  };
}

/** A way to a server: what it lets through arrives unchanged. */
async function wayTo(target: string, guard: Guard): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const asked = { method: request.method ?? '', path: request.url ?? '' };
    Promise.resolve(guard(asked)).then(
      (passes) => {
        if (passes) forward(target, request, response);
        else breakOff(request.socket);
      },
      (error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });
  return listenOnLoopback(server);
}

function forward(target: string, request: IncomingMessage, response: ServerResponse): void {
  const onward = send(new URL(request.url ?? '/', target), {
    method: request.method,
    headers: request.headers,
  });
  onward.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.once('error', (error) => response.destroy(error));
  request.pipe(onward);
}

/** Who has all the requests; undefined where they are split. */
export function soleRevision({ trafficStatuses }: Service): string | undefined {
  const all = (trafficStatuses ?? []).find(({ percent }) => percent === 100);
  return all ? shortName(all.revision) : undefined;
}

/** A bed of its own for every test of a file, and the bundle once for all of them. */
export function wideBedForEachTest(opened: (bed: WideBed) => void): void {
  let entries: Entries;
  let bed: WideBed;
  beforeAll(async () => {
    entries = await bundleRollback();
  });
  beforeEach(async () => {
    bed = await openWideBed(entries);
    opened(bed);
  });
  afterEach(() => bed.close());
  afterAll(() => entries.rollback.remove());
}
