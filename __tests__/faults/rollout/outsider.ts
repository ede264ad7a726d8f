/** Somebody else who works on the service, over the API like everybody. */
import type { CloudRun } from '../../../emulators/cloudrun';
import type { RevisionTemplate, ServiceSpec, TrafficTarget } from '../../../emulators/cloudrun/resources';
import { imageOf, locationIn, OLD, PLACE, PRIOR, serviceIn } from './place';
import type { ForeignTags, Prior } from './place';

const REVISION = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION';
const LATEST = 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST';

/** What was wanted of the service in a region after a write. */
export interface RecordedWrite {
  region: string;
  spec: ServiceSpec;
}

const entry = (revision: string, percent: number, tag?: string): TrafficTarget => ({
  type: REVISION,
  revision,
  percent,
  ...(tag === undefined ? {} : { tag }),
});

const templateOf = (revision: string, digit: string): RevisionTemplate => ({
  revision,
  containers: [{ image: imageOf(digit), env: [{ name: 'LEVEL', value: digit }] }],
});

/**
 * Builds the service as a rollout finds it in a region: two revisions, and tags of other people.
 * @returns the tags that nobody but their owners may touch
 */
export async function seed(cloudRun: CloudRun, region: string, prior: Prior): Promise<ForeignTags> {
  await send(cloudRun, 'POST', `${locationIn(region)}/services?serviceId=${PLACE.service}`, {
    template: templateOf(OLD, 'a'),
  });
  await cloudRun.idle();
  const preview = entry(OLD, 0, 'preview');
  const traffic =
    prior === 'pinned'
      ? [entry(PRIOR, 100), preview]
      : [{ type: LATEST, percent: 100 }, preview, { type: LATEST, percent: 0, tag: 'newest' }];
  await patch(cloudRun, region, 'template,traffic', { template: templateOf(PRIOR, 'b'), traffic });
  return prior === 'pinned' ? { preview: OLD } : { preview: OLD, newest: PRIOR };
}

/** Writes what a rollout wrote when it was recorded, up to the point at which a case begins. */
export async function replay(cloudRun: CloudRun, writes: readonly RecordedWrite[]): Promise<void> {
  for (const { region, spec } of writes) await patch(cloudRun, region, 'template,traffic,annotations', spec);
}

/** Somebody else's harmless write: a tag of their own, at 0 %. */
export async function addForeignTag(cloudRun: CloudRun, region: string, tag: string): Promise<void> {
  const read = await send(cloudRun, 'GET', serviceIn(region));
  const { traffic = [], etag } = read as ServiceSpec & { etag: string };
  await patch(cloudRun, region, 'traffic', { etag, traffic: [...traffic, entry(OLD, 0, tag)] });
}

async function patch(cloudRun: CloudRun, region: string, mask: string, service: object): Promise<void> {
  await send(cloudRun, 'PATCH', `${serviceIn(region)}?updateMask=${mask}`, service);
  await cloudRun.idle();
}

async function send(cloudRun: CloudRun, method: string, path: string, body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const request = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  const response = await fetch(`${cloudRun.url}/v2/${path}`, request);
  const text = await response.text();
  if (!response.ok) throw new Error(`Cloud Run refused somebody else's ${method} ${path}: ${text}`);
  return JSON.parse(text);
}
