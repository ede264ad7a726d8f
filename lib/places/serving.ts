/** Who serves a place: two kinds of reads over plain HTTP. */
import { z } from 'zod';
import { isNotFound, openRest, retryRead } from '../google';
import type { Patience, Send } from '../google';
import type { Environment } from '../runner';
import { serviceName, shortName } from './reference';
import type { ServiceReference } from './reference';
import { CLOUD_RUN } from './rest';

const TRIES = 6;

/** A revision that visitors may reach. */
export interface ReachableRevision {
  readonly name: string;
  /** Share of the traffic, from 0 to 100; a tag alone is 0. */
  readonly percent: number;
  /** The commit it was deployed from, whole or its beginning; undefined where nothing says. */
  readonly commit: string | undefined;
}

/** google.cloud.run.v2.TrafficTarget; without a revision it is the one that became ready last. */
const entry = z.object({
  revision: z.string().default(''),
  percent: z.int().default(0),
  tag: z.string().default(''),
});
const serviceSchema = z.object({
  latestReadyRevision: z.string().default(''),
  traffic: z.array(entry).default([]),
  trafficStatuses: z.array(entry).default([]),
});
const revisionSchema = z.object({ labels: z.record(z.string(), z.string()).default({}) });

/**
 * The revisions of a service that have traffic or a tag, as asked for or as it really is at this moment.
 * @throws ApiError where Cloud Run may not be read
 */
export async function reachableRevisions(
  at: ServiceReference,
  caller: Omit<Patience, 'tries'> & { environment: Environment },
): Promise<ReachableRevision[]> {
  const send = openRest(CLOUD_RUN, caller);
  const read = (path: string): Promise<unknown> =>
    retryRead(() => send({ path }), { ...caller, tries: TRIES });
  const service = await orNothing(() => read(`/v2/${serviceName(at)}`));
  if (service === undefined) return [];
  const shares = sharesIn(serviceSchema.parse(service));
  return Promise.all(
    [...shares].map(async ([name, percent]) => {
      const { labels } = revisionSchema.parse(await read(`/v2/${serviceName(at)}/revisions/${name}`));
      return { name, percent, commit: commitOf(at.service, name, labels) };
    }),
  );
}

async function orNothing(read: () => ReturnType<Send>): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** By short name; the larger share, where what is asked for and what is there differ. */
function sharesIn({
  latestReadyRevision,
  traffic,
  trafficStatuses,
}: z.infer<typeof serviceSchema>): Map<string, number> {
  const shares = new Map<string, number>();
  for (const table of [traffic, trafficStatuses]) {
    const here = new Map<string, number>();
    for (const { revision, percent, tag } of table) {
      const name = shortName(revision || latestReadyRevision);
      if (name === '' || (percent === 0 && tag === '')) continue;
      here.set(name, (here.get(name) ?? 0) + percent);
    }
    for (const [name, percent] of here) shares.set(name, Math.max(percent, shares.get(name) ?? 0));
  }
  return shares;
}

/**
 * The label `commit-sha`, as google-github-actions/deploy-cloudrun sets it, else the commit in a name that `revisionName`
 * has made.
 */
export function commitOf(
  service: string,
  revision: string,
  labels: Readonly<Record<string, string>>,
): string | undefined {
  const label = labels['commit-sha'];
  if (label !== undefined && /^[0-9a-f]{7,64}$/.test(label)) return label;
  if (!revision.startsWith(`${service}-`)) return undefined;
  return /^([0-9a-f]{7})-[0-9a-f]{8}(?:-a\d+)?$/.exec(revision.slice(service.length + 1))?.[1];
}
