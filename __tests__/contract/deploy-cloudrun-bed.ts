import { ServicesClient } from '@google-cloud/run';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scaledClock } from '../../emulators/clock';
import { startCloudRun } from '../../emulators/cloudrun';
import type { CloudRun } from '../../emulators/cloudrun';
import { bundleEntry } from '../runner/bundle-entry';
import type { BundledEntry } from '../runner/bundle-entry';
import { runPost, runStep } from '../runner/fake-runner';
import type { StepRequest, StepResult } from '../runner/fake-runner';
import { clientSettings, shortName } from './cloudrun-bed';
import type { Service, Template, Traffic } from './cloudrun-bed';
import { httpPlatform } from './deploy-cloudrun-platform';
import type { HttpPlatform } from './deploy-cloudrun-platform';

const ACTIONS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'actions');

export const parentIn = (region: string): string => `projects/demo-project/locations/${region}`;
/** The full name of the service `app`, in the region of {@link place} unless told otherwise. */
export const appIn = (region: string): string => `${parentIn(region)}/services/app`;
export const parent = parentIn('europe-west1');
export const app = appIn('europe-west1');
export const place = { service: 'app', region: 'europe-west1', project: 'demo-project' } as const;
/** Where a rollout writes itself down. */
export const ANNOTATION = 'sluice.dev/rollout';

/** How many times faster than real time everything runs. */
const SCALE = 300;

/** An image by its digest: one hex digit tells one from the other. */
export const image = (digit: string): string => `registry.example/app@sha256:${digit.repeat(64)}`;

/** A rollout that is judged within seconds: a wide budget needs few probes. */
export const judged = {
  rollout: '10%:5m 100%',
  'probe-interval': '5s',
  'error-budget': '20%',
  // Where this machine has other things to do, fewer probes are sent in the same time.
  extension: '2h',
} as const;

/** A rollout without a verdict, where both revisions are {@link unsteady}. */
export const undecided = {
  image: image('1'),
  rollout: '10%:1m 100%',
  'probe-interval': '5s',
  'error-budget': '20%',
  extension: '1m',
} as const;

/** Both revisions fail every sixth request: no difference, and too close to the budget of 20 % to be within it for certain. */
export function unsteady({ platform }: Pick<Bed, 'platform'>): void {
  for (const each of ['0', '1']) platform.behave(image(each), { status: (n) => (n % 6 === 5 ? 500 : 200) });
}

export type Inputs = Readonly<Record<string, string>>;
export type Options = Pick<StepRequest, 'onSpawn' | 'env'>;

/** The two actions as processes, an emulated Cloud Run that they talk to, and revisions that answer over HTTP. */
export interface Bed {
  run: CloudRun;
  platform: HttpPlatform;
  /** Makes the service `app`, as somebody did long ago; its only revision is `app-old`. */
  create(template?: Template, more?: Service, region?: string): Promise<void>;
  /** Somebody else's write. */
  update(service: Service, mask: string[], region?: string): Promise<void>;
  get(region?: string): Promise<Service>;
  deploy(inputs: Inputs, options?: Options): Promise<StepResult>;
  rollback(inputs?: Inputs, options?: Options): Promise<StepResult>;
  /** The post step of a main step that ran with these inputs. */
  postDeploy(inputs: Inputs, main: Pick<StepResult, 'state'>): Promise<StepResult>;
  /** The calls since `mark`, in order: `GetService`, `UpdateService(validateOnly)` and so on. */
  callsSince(mark: number): string[];
  /** Emulated time, in Unix milliseconds. */
  now(): number;
  /** Does something after every write that took effect, before its answer is sent; undefined: no more. */
  afterWrite(act: (() => void) | undefined): void;
  /** How many writes took effect since `mark`. */
  writesSince(mark: number): number;
  close(): Promise<void>;
}

/** The bundles of the two actions; made once for a test file. */
export interface Entries {
  deploy: BundledEntry;
  rollback: BundledEntry;
}

export async function bundleActions(): Promise<Entries> {
  const [deploy, rollback] = await Promise.all(
    ['deploy-cloudrun', 'rollback'].map((name) => bundleEntry(join(ACTIONS, name, 'src', 'index.ts'))),
  );
  if (!deploy || !rollback) throw new Error('the actions were not bundled');
  return { deploy, rollback };
}

/** Starts an empty Cloud Run. A read waits until what was written is carried out, so that calls can be counted. */
export async function openBed(entries: Entries): Promise<Bed> {
  const clock = scaledClock(SCALE);
  const origin = String(Date.now());
  const platform = httpPlatform();
  let afterWrite: (() => void) | undefined;
  const run: CloudRun = await startCloudRun({
    clock,
    platform,
    onCall: ({ method }) => (method.includes('.Get') ? run.idle() : undefined),
    onEffect: ({ write }) => {
      if (write) afterWrite?.();
    },
  });
  const services = new ServicesClient(clientSettings('REST', run));
  const env = {
    SLUICE_CLOUD_RUN_ENDPOINT: run.url,
    SLUICE_TIME_SCALE: String(SCALE),
    SLUICE_TIME_ORIGIN: origin,
    SLUICE_SEED: '7',
  };
  const step = (entry: BundledEntry, inputs: Inputs, options: Options = {}): StepRequest => ({
    entry: [entry.path],
    inputs: { ...place, ...inputs },
    ...options,
    env: { ...env, ...options.env },
  });
  const callsSince = (mark: number): CloudRun['calls'] => run.calls.slice(mark);
  return {
    run,
    platform,
    create: async (template = {}, more = {}, region = place.region) => {
      const containers = [{ image: image('0') }];
      const service = { ...more, template: { containers, revision: 'app-old', ...template } };
      const [operation] = await services.createService({
        parent: parentIn(region),
        serviceId: 'app',
        service,
      });
      await operation.promise();
    },
    update: async (service, paths, region = place.region) => {
      await services.updateService({ service: { name: appIn(region), ...service }, updateMask: { paths } });
      await run.idle();
    },
    get: async (region = place.region) => {
      await run.idle();
      return (await services.getService({ name: appIn(region) }))[0];
    },
    deploy: (inputs, options) => runStep(step(entries.deploy, inputs, options)),
    rollback: (inputs = {}, options = {}) => runStep(step(entries.rollback, inputs, options)),
    postDeploy: (inputs, main) => runPost(step(entries.deploy, inputs), main),
    callsSince: (mark) => callsSince(mark).map(({ method, write }) => named(method, write)),
    now: () => clock.now(),
    afterWrite: (act) => {
      afterWrite = act;
    },
    writesSince: (mark) => callsSince(mark).filter(({ write, status }) => write && status < 400).length,
    close: async () => {
      await services.close();
      await run.close();
      await platform.close();
    },
  };
}

/** A bed of its own for every test of a file, and the bundles once for all of them. */
export function bedForEachTest(opened: (bed: Bed) => void): void {
  let entries: Entries;
  let bed: Bed;
  beforeAll(async () => {
    entries = await bundleActions();
  });
  beforeEach(async () => {
    bed = await openBed(entries);
    opened(bed);
  });
  afterEach(() => bed.close());
  afterAll(async () => {
    await Promise.all([entries.deploy.remove(), entries.rollback.remove()]);
  });
}

/** A write that was only to be validated is logged as no write. */
function named(method: string, write: boolean): string {
  const name = method.slice(method.indexOf('.') + 1);
  return name === 'UpdateService' && !write ? 'UpdateService(validateOnly)' : name;
}

/** Who gets which percent of the requests, by what really serves. */
export function serving({ trafficStatuses, latestReadyRevision }: Service): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const { revision, percent } of trafficStatuses ?? []) {
    const name = shortName(revision) || shortName(latestReadyRevision);
    if (percent) shares[name] = (shares[name] ?? 0) + percent;
  }
  return shares;
}

/** Where the tags point, by what is declared. */
export function tags({ traffic }: Service): Record<string, string> {
  const tagged = (traffic ?? []).filter(({ tag }) => tag);
  return Object.fromEntries(tagged.map(({ tag, revision }) => [tag ?? '', shortName(revision)]));
}

/** What the step says about its failure, without the rest of the log. */
export const fault = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'error')
    .map(({ message }) => message)
    .join('\n');

/** The record on the service. */
export function recordOn({ annotations }: Service): Record<string, unknown> {
  return JSON.parse(annotations?.[ANNOTATION] ?? '{}') as Record<string, unknown>;
}

export { pinned, latest } from './cloudrun-bed';
export type { Service, Traffic };
