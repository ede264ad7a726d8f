import { RevisionsClient } from '@google-cloud/run/build/src/v2/revisions_client';
import { ServicesClient } from '@google-cloud/run/build/src/v2/services_client';
import * as gax from 'google-gax/fallback';
import { serviceName, shortName } from '../places';
import type { ServiceReference } from '../places';
import { connection, ONCE, orUndefined } from './connection';
import type { CloudRunOptions } from './connection';
import { listedFrom, revisionFrom, serviceFrom, trafficTo } from './from-proto';
import type { ListedRevision, Revision, Service, ServiceChange } from './model';

/** One service of Cloud Run, as far as a rollout needs it. Reads are retried; a write is sent once. */
export interface CloudRun {
  readonly at: ServiceReference;
  /** @returns undefined where there is no such service */
  getService(): Promise<Service | undefined>;
  /** @param name the short name; @returns undefined where the service has no such revision */
  getRevision(name: string): Promise<Revision | undefined>;
  /** Every revision of the service, in the order in which Cloud Run lists them; none where there is no such service. */
  listRevisions(): Promise<ListedRevision[]>;
  /** Makes the service; all traffic goes to its first revision. */
  createService(
    change: Pick<ServiceChange, 'annotations'> & Required<Pick<ServiceChange, 'template'>>,
  ): Promise<void>;
  /**
   * Replaces traffic and annotations whole, and the template where one is given.
   * @param etag of the read that the change was made from: anybody's write in between makes this one fail (ABORTED)
   * @param options.validateOnly ask whether Cloud Run would take the change, and change nothing
   */
  updateService(etag: string, change: ServiceChange, options?: { validateOnly?: boolean }): Promise<void>;
}

/** Revisions in one answer of a list; the library goes on to the next page by itself. */
const PAGE = 100;

/**
 * A connection to one Cloud Run service, over REST through Google's own client library.
 * @throws errors of the library, with the gRPC status in `code`
 */
export function connectCloudRun(at: ServiceReference, options: CloudRunOptions): CloudRun {
  const { patience } = options;
  const services = new ServicesClient(connection(options), gax);
  const revisions = new RevisionsClient(connection(options), gax);
  const name = serviceName(at);
  return {
    at,
    getService: () =>
      orUndefined(async () => {
        const [service] = await services.getService({ name }, ONCE);
        return serviceFrom(service);
      }, patience),
    getRevision: (revision) =>
      orUndefined(async () => {
        const [found] = await revisions.getRevision(
          { name: `${name}/revisions/${shortName(revision)}` },
          ONCE,
        );
        return revisionFrom(found);
      }, patience),
    listRevisions: async () => {
      const list = async (): Promise<ListedRevision[]> => {
        const [found] = await revisions.listRevisions({ parent: name, pageSize: PAGE }, ONCE);
        return found.map(listedFrom);
      };
      return (await orUndefined(list, patience)) ?? [];
    },
    createService: async ({ template, annotations }) => {
      const parent = `projects/${at.project}/locations/${at.region}`;
      await services.createService(
        { parent, serviceId: at.service, service: { template, annotations } },
        ONCE,
      );
    },
    updateService: async (etag, change, { validateOnly = false } = {}) => {
      const { template, annotations } = change;
      const paths = ['traffic', 'annotations', ...(template ? ['template'] : [])];
      const service = {
        name,
        etag,
        annotations,
        traffic: change.traffic.map(trafficTo),
        ...(template ? { template } : {}),
      };
      await services.updateService({ service, updateMask: { paths }, validateOnly }, ONCE);
    },
  };
}
