import type { protos } from '@google-cloud/run';
import { RevisionsClient, ServicesClient } from '@google-cloud/run';
import { credentials } from '@grpc/grpc-js';
import { OAuth2Client } from 'google-auth-library';
import type { ClientOptions } from 'google-gax';
import { scaledClock } from '../../emulators/clock';
import type { CloudRun, CloudRunOptions } from '../../emulators/cloudrun';
import { startCloudRun } from '../../emulators/cloudrun';
import type { FakePlatform } from '../../emulators/cloudrun/fake-platform';
import { fakePlatform } from '../../emulators/cloudrun/fake-platform';

export type Service = protos.google.cloud.run.v2.IService;
export type Revision = protos.google.cloud.run.v2.IRevision;
export type Template = protos.google.cloud.run.v2.IRevisionTemplate;
export type Traffic = protos.google.cloud.run.v2.ITrafficTarget;

export const transports = ['REST', 'gRPC'] as const;
export type Transport = (typeof transports)[number];

export const parent = 'projects/demo/locations/europe-west1';
export const app = `${parent}/services/app`;

export const latest = (percent: number, tag = ''): Traffic => ({
  type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST',
  percent,
  tag,
});

export const pinned = (revision: string, percent: number, tag = ''): Traffic => ({
  type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION',
  revision,
  percent,
  tag,
});

/** An emulator, and Google's own clients that talk to it. */
export interface Bed {
  run: CloudRun;
  platform: FakePlatform;
  services: ServicesClient;
  revisions: RevisionsClient;
  /** Creates the service `app`, waits for the operation, and reads it. */
  create(template?: Template, more?: Service): Promise<Service>;
  /** Updates `app`, waits for the operation, and reads it. */
  update(service: Service, mask?: string[]): Promise<Service>;
  get(): Promise<Service>;
  close(): Promise<void>;
}

/** Starts an emulator on the fake platform, and clients over one transport. */
export async function openBed(transport: Transport, options: Partial<CloudRunOptions> = {}): Promise<Bed> {
  const platform = fakePlatform();
  const run = await startCloudRun({ clock: scaledClock(100), platform, ...options });
  const settings = clientSettings(transport, run);
  const services = new ServicesClient(settings);
  const revisions = new RevisionsClient(settings);
  const get = async (): Promise<Service> => (await services.getService({ name: app }))[0];
  return {
    run,
    platform,
    services,
    revisions,
    create: async (template = {}, more = {}) => {
      const service = { ...more, template: { containers: [{ image: 'app:1' }], ...template } };
      const [operation] = await services.createService({ parent, serviceId: 'app', service });
      await operation.promise();
      return get();
    },
    update: async (service, mask) => {
      const updateMask = mask ? { updateMask: { paths: mask } } : {};
      const [operation] = await services.updateService({ service: { name: app, ...service }, ...updateMask });
      await operation.promise();
      return get();
    },
    get,
    close: async () => {
      await Promise.all([services.close(), revisions.close()]);
      await run.close();
    },
  };
}

/** How a client is made to talk to an emulator; without an authClient it would look for the metadata server. */
export function clientSettings(transport: Transport, run: CloudRun): ClientOptions {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: 'emulated', expiry_date: Date.now() + 3_600_000 });
  const apiEndpoint = '127.0.0.1';
  if (transport === 'REST')
    return { apiEndpoint, port: run.port, protocol: 'http', fallback: true, authClient };
  return { apiEndpoint, port: run.grpcPort, sslCreds: credentials.createInsecure(), authClient };
}

/** The last part of a resource's name. */
export function shortName(name: string | null | undefined): string {
  return (name ?? '').slice((name ?? '').lastIndexOf('/') + 1);
}

/** Codes of google.rpc.Code that the tests expect. */
export const Code = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  unavailable: 14,
} as const;
