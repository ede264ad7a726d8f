import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { scaledClock } from '../emulators/clock';
import type { Clock } from '../emulators/clock';
import { startCloudRun } from '../emulators/cloudrun';
import type { CloudRun, Platform } from '../emulators/cloudrun';
import { startFront } from '../emulators/front/front';
import type { Front } from '../emulators/front/front';
import { startGitHub } from '../emulators/github';
import type { RunningGitHub } from '../emulators/github';
import { startGoogleIdentity } from '../emulators/google-identity';
import { startRegistry } from '../emulators/registry/registry';
import type { RunningRegistry } from '../emulators/registry/registry';
import { permissionsOf, PROJECTS, providers, serviceAccounts } from './cloud-identities';
import { pushImage } from './image';
import type { ImageSpecification } from './image';
import { startTelemetry } from './telemetry';
import type { Telemetry, TelemetrySettings } from './telemetry';

/** Where the example's service stands in each project. */
export const REGION = 'europe-west1';
export const SERVICE = 'mathapp';
/** The revision that serves before the rehearsal begins. */
export const PRIOR = `${SERVICE}-prior`;

/** Who gets which percent of the production service's requests, from a moment on. */
export interface Shares {
  /** Milliseconds since the epoch, on the stage's clock. */
  at: number;
  /** The same moment in real milliseconds of `performance.now()`. */
  real: number;
  shares: Record<string, number>;
}

/** How a stage is set. */
export interface StageSettings {
  /** How many times faster than real time its clock runs. */
  scale: number;
  seed: number;
  random: () => number;
  /** `owner/name` of the example's repository. */
  repository: string;
  /** The commit at the head of its default branch, 40 hexadecimal digits. */
  commit: string;
  /** Makes some points of the metrics later than announced. */
  late?: TelemetrySettings['late'];
}

/** What somebody deployed long ago. */
export interface PriorDeploy {
  project: string;
  image: string;
  traffic: 'pinned' | 'latest';
  /** Beside what the example always needs. */
  environment?: Readonly<Record<string, string>>;
}

/** The emulated world that a rehearsal plays in: GitHub, Google's identities, registry, Cloud Run, and what runs there. */
export interface Stage {
  clock: Clock;
  scale: number;
  github: RunningGitHub;
  registry: RunningRegistry;
  front: Front;
  cloudRun: CloudRun;
  /** Monitoring and the request log. */
  telemetry: Telemetry;
  /** What a process needs to find the stage and to live in its time. */
  environment: Readonly<Record<string, string>>;
  /** A folder that goes with the stage. */
  folder: string;
  /** Every split of production's traffic so far; told as it happens, too. */
  splits: readonly Shares[];
  onSplit(listener: (split: Shares) => void): void;
  /** @returns the image's reference with digest */
  push(repository: string, image: ImageSpecification, tags: string[]): Promise<string>;
  /** Deploys a version as somebody did long ago. @returns the service's URL */
  deployPrior(prior: PriorDeploy): Promise<string>;
  close(): Promise<void>;
}

/** Sets the stage, on loopback ports that are free. */
export async function setStage(settings: StageSettings): Promise<Stage> {
  const { scale, seed, random, repository, commit, late } = settings;
  const folder = await mkdtemp(join(tmpdir(), 'sluice-rehearsal-'));
  const origin = Date.now();
  const clock = scaledClock(scale);
  // Tokens live by the time of the processes that hold them.
  const realClock = scaledClock(1);
  const reviewed = { name: 'production', reviewers: ['release-manager'] };
  const github = await startGitHub({
    clock: realClock,
    repository,
    environments: [{ name: 'staging' }, reviewed],
    commits: [{ message: 'Begin' }, { message: 'Change how questions are read', sha: commit }],
  });
  const identity = await startGoogleIdentity({
    clock: realClock,
    providers: providers(github.url, String(github.state.repository.id)),
    serviceAccounts: serviceAccounts(),
  });
  const registry = await startRegistry({ clock: realClock });
  const front = startFront({ clock, random });
  const splits = new Splits(clock, `projects/${PROJECTS.production}/`);
  const known = permissionsOf(identity);
  const telemetry = await startTelemetry({ clock, permissionsOf: known, late });
  telemetry.follow(front);
  const cloudRun = await startCloudRun({
    clock,
    platform: telemetry.watched(splits.watched(front.platform)),
    permissionsOf: (token) => (token === OPERATOR ? 'all' : known(token)),
  });
  return {
    ...{ clock, scale, github, registry, front, cloudRun, telemetry, folder },
    splits: splits.all,
    onSplit: (listener) => splits.listeners.push(listener),
    environment: {
      ...telemetry.environment,
      SLUICE_CLOUD_RUN_ENDPOINT: cloudRun.url,
      SLUICE_GOOGLE_IDENTITY_ENDPOINT: identity.url,
      SLUICE_TIME_SCALE: String(scale),
      SLUICE_TIME_ORIGIN: String(origin),
      SLUICE_SEED: String(seed),
    },
    push: async (name, image, tags) => (await pushImage(registry.host, name, image, tags)).reference,
    deployPrior: (prior) =>
      deployPrior(cloudRun, { ...prior, database: join(folder, `${prior.project}.sqlite`) }),
    close: async () => {
      splits.listeners.length = 0;
      await cloudRun.close();
      await front.close();
      await Promise.all([telemetry.close(), registry.close(), identity.close(), github.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The token of whoever set up the service long ago. */
const OPERATOR = 'operator';

/** Listens at the platform's door for every change of the traffic split. */
class Splits {
  readonly all: Shares[] = [];
  readonly listeners: ((split: Shares) => void)[] = [];
  private readonly clock: Clock;
  private readonly watchedUnder: string;

  /** @param watchedUnder what the full name of the watched service begins with */
  constructor(clock: Clock, watchedUnder: string) {
    this.clock = clock;
    this.watchedUnder = watchedUnder;
  }

  watched(platform: Platform): Platform {
    return {
      ...platform,
      route: async (service) => {
        const routed = await platform.route(service);
        if (service.name.startsWith(this.watchedUnder)) this.add(service.entries);
        return routed;
      },
    };
  }

  private add(entries: readonly { revision: string; percent: number }[]): void {
    const shares: Record<string, number> = {};
    for (const { revision, percent } of entries) {
      if (percent > 0) shares[revision] = (shares[revision] ?? 0) + percent;
    }
    if (JSON.stringify(shares) === JSON.stringify(this.all.at(-1)?.shares)) return;
    const split = { at: this.clock.now(), real: performance.now(), shares };
    this.all.push(split);
    for (const listener of this.listeners) listener(split);
  }
}

const ALLOCATED_TO_REVISION = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION';

async function deployPrior(
  cloudRun: CloudRun,
  { project, image, traffic, database, environment = {} }: PriorDeploy & { database: string },
): Promise<string> {
  const services = `${cloudRun.url}/v2/projects/${project}/locations/${REGION}/services`;
  const env = [
    { name: 'JWT_SECRET', value: 'rehearsal-only-secret' },
    { name: 'DATABASE_PATH', value: database },
    ...Object.entries(environment).map(([name, value]) => ({ name, value })),
  ];
  await send('POST', `${services}?serviceId=${SERVICE}`, {
    template: { revision: PRIOR, containers: [{ image, env, ports: [{ containerPort: 8080 }] }] },
  });
  await cloudRun.idle();
  if (traffic === 'pinned') {
    const pinned = { type: ALLOCATED_TO_REVISION, revision: PRIOR, percent: 100 };
    await send('PATCH', `${services}/${SERVICE}?updateMask=traffic`, { traffic: [pinned] });
    await cloudRun.idle();
  }
  const { uri } = (await send('GET', `${services}/${SERVICE}`)) as { uri: string };
  return uri;
}

async function send(method: string, url: string, body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${OPERATOR}` };
  const response = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`The emulated Cloud Run refused the stage's own ${method} ${url}: ${text}`);
  return JSON.parse(text);
}
