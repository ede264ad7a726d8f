/** What people and other tools do to a service that is being rolled out. They read, and write over what they have read. */
import type { RevisionTemplate, ServiceSpec, TrafficTarget } from '../../../../emulators/cloudrun/resources';
import { OTHER_IMAGE } from './images';
import { OLD, serviceName, SERVICE } from './place';
import type { Carrier } from './transport';

export const INTERVENTIONS = [
  'lowers',
  'moves',
  'raises',
  'declares LATEST',
  'adds a tag',
  'drops annotations',
  'deploys',
] as const;
export type Intervention = (typeof INTERVENTIONS)[number];

type Read = ServiceSpec & { etag: string; trafficStatuses?: TrafficTarget[] };
type Change = { mask: string } & Partial<ServiceSpec>;

const BY_REVISION = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION';
const LATEST = 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST';
const TRIES = 4;

export const entry = (revision: string, percent: number, tag?: string): TrafficTarget => ({
  type: BY_REVISION,
  revision,
  percent,
  ...(tag === undefined ? {} : { tag }),
});
export const toLatest = (percent: number): TrafficTarget => ({ type: LATEST, percent });

/** Carries one intervention out. @param number tells it from others of its kind */
export async function intervene(
  carry: Carrier,
  base: string,
  { act, region, number }: { act: Intervention; region: string; number: number },
): Promise<void> {
  const url = new URL(`/v2/${serviceName(region)}`, base);
  for (let tried = 1; tried <= TRIES; tried += 1) {
    const read = await carry({ url, method: 'GET', body: '' });
    if (read.status !== 200) return;
    const service = JSON.parse(read.body) as Read;
    const change = changeOf(act, service, number);
    if (!change) return;
    const { mask, ...fields } = change;
    const patch = new URL(url);
    patch.searchParams.set('updateMask', mask);
    const body = JSON.stringify({ ...fields, etag: service.etag });
    if ((await carry({ url: patch, method: 'PATCH', body })).status !== 409) return;
  }
}

/** Undefined where there is nothing to do it to. */
function changeOf(act: Intervention, service: Read, number: number): Change | undefined {
  const traffic = service.traffic ?? [];
  const tags = traffic.map((each) => ({ ...each, percent: 0 })).filter(({ tag }) => tag !== undefined);
  const everythingTo = (target: TrafficTarget): Change => ({ mask: 'traffic', traffic: [target, ...tags] });
  switch (act) {
    case 'lowers':
      return lowered(traffic);
    case 'moves':
      return everythingTo(entry(OLD, 100));
    case 'raises': {
      // Nobody gives traffic to what does not answer.
      const candidate = tagged(service.trafficStatuses ?? [], 'candidate');
      return candidate === undefined ? undefined : everythingTo(entry(candidate, 100));
    }
    case 'declares LATEST':
      return everythingTo(toLatest(100));
    case 'adds a tag':
      return { mask: 'traffic', traffic: [...traffic, entry(OLD, 0, `person-${number}`)] };
    case 'drops annotations':
      return { mask: 'annotations', annotations: {} };
    case 'deploys':
      return { mask: 'template', template: templateOf(`${SERVICE}-tool-${number}`, OTHER_IMAGE) };
  }
}

const tagged = (traffic: readonly TrafficTarget[], tag: string): string | undefined =>
  traffic.find((each) => each.tag === tag)?.revision;

/** Half of what the candidate has goes back to the stable one. */
function lowered(traffic: readonly TrafficTarget[]): Change | undefined {
  const [candidate, stable] = [tagged(traffic, 'candidate'), tagged(traffic, 'stable')];
  if (candidate === undefined || stable === undefined || candidate === stable) return undefined;
  const share = traffic.reduce(
    (sum, each) => sum + (each.revision === candidate ? (each.percent ?? 0) : 0),
    0,
  );
  if (share === 0) return undefined;
  const taken = Math.ceil(share / 2);
  const rest = traffic.filter(({ percent = 0, revision }) => percent > 0 && revision !== candidate);
  const tags = traffic.filter(({ tag }) => tag !== undefined).map((each) => ({ ...each, percent: 0 }));
  const percents = rest.map(({ tag: _, ...each }, index) =>
    index === 0 ? { ...each, percent: (each.percent ?? 0) + taken } : each,
  );
  const stay = share - taken > 0 ? [entry(candidate, share - taken)] : [];
  const others = percents.length > 0 ? percents : [entry(stable, taken)];
  return { mask: 'traffic', traffic: [...others, ...stay, ...tags] };
}

export const templateOf = (revision: string, image: string): RevisionTemplate => ({
  revision,
  containers: [{ image, env: [{ name: 'MADE_FOR', value: revision }] }],
});
