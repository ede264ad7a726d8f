import { RevisionsClient } from '@google-cloud/run/build/src/v2/revisions_client';
import { ServicesClient } from '@google-cloud/run/build/src/v2/services_client';
import type { ClientOptions } from 'google-gax';
import * as gax from 'google-gax/fallback';
import { isNotFound, retryRead } from '../google';
import type { GoogleAuth, Patience } from '../google';
import { revisionFrom, serviceFrom, trafficTo } from './from-proto';
import { serviceName, shortName } from './model';
import type { Revision, Service, ServiceChange, ServiceReference } from './model';

/** One service of Cloud Run, as far as a rollout needs it. Reads are retried; a write is sent once. */
export interface CloudRun {
  readonly at: ServiceReference;
  /** @returns undefined where there is no such service */
  getService(): Promise<Service | undefined>;
  /** @param name the short name; @returns undefined where the service has no such revision */
  getRevision(name: string): Promise<Revision | undefined>;
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

/** How to reach Cloud Run. */
export interface CloudRunOptions {
  /** The API's base URL where it is not Google's own: an emulator on loopback. */
  endpoint?: URL;
  auth: GoogleAuth;
  patience: Patience;
}

/** Our own retries know what is safe to repeat and how to wait; the library's are switched off. */
const ONCE = {
  retry: { retryCodes: [], backoffSettings: gax.createDefaultBackoffSettings() },
  timeout: 30_000,
};

function connection({ endpoint, auth }: CloudRunOptions): ClientOptions {
  if (!endpoint) return { fallback: true, auth };
  return {
    fallback: true,
    auth,
    apiEndpoint: endpoint.hostname,
    port: Number(endpoint.port),
    protocol: endpoint.protocol.replace(':', ''),
  };
}

/**
 * A connection to one Cloud Run service, over REST through Google's own client library.
 * @throws errors of the library, with the gRPC status in `code`
 */
export function connectCloudRun(at: ServiceReference, options: CloudRunOptions): CloudRun {
  const { patience } = options;
  const services = new ServicesClient(connection(options), gax);
  const revisions = new RevisionsClient(connection(options), gax);
  const name = serviceName(at);
  const orUndefined = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await retryRead(read, patience);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };

  return {
    at,
    getService: () =>
      orUndefined(async () => {
        const [service] = await services.getService({ name }, ONCE);
        return serviceFrom(service);
      }),
    getRevision: (revision) =>
      orUndefined(async () => {
        const [found] = await revisions.getRevision(
          { name: `${name}/revisions/${shortName(revision)}` },
          ONCE,
        );
        return revisionFrom(found);
      }),
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
