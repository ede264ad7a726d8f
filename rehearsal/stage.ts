import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scaledClock } from '../emulators/clock';
import type { Clock } from '../emulators/clock';
import { startCloudRun } from '../emulators/cloudrun';
import type { CloudRun } from '../emulators/cloudrun';
import { startFront } from '../emulators/front/front';
import type { Front } from '../emulators/front/front';
import { startGitHub } from '../emulators/github';
import type { RunningGitHub } from '../emulators/github';
import { startGoogleIdentity } from '../emulators/google-identity';
import { startRegistry } from '../emulators/registry/registry';
import type { RunningRegistry } from '../emulators/registry/registry';
import { startWebhook } from '../emulators/webhook';
import type { Webhook } from '../emulators/webhook';
import { permissionsOf, PROJECTS, providers, secretPermissionsOf, serviceAccounts } from './cloud-identities';
import { startProductDatabases, startWithoutDatabases } from './database';
import type { PastMigrations, ProductDatabases } from './database';
import { pushImage } from './image';
import type { ImageSpecification } from './image';
import { OPERATOR, Operator } from './operator';
import type { PriorDeploy } from './operator';
import { Splits } from './splits';
import type { Shares } from './splits';
import { StageTime } from './stage-time';
import { startStores } from './stores';
import type { Stores, StoresSettings } from './stores';
import { startTelemetry } from './telemetry';
import type { Telemetry, TelemetrySettings } from './telemetry';

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
  /** The commit after that, on the same branch. */
  nextCommit: string;
  /** The product's migrations, and how far the past has come with them; undefined where it has no database. */
  migrations: PastMigrations | undefined;
  /** Makes some points of the metrics later than announced. */
  late?: TelemetrySettings['late'];
  /** The people with the product's app; undefined where it has none. */
  stores?: StoresSettings | undefined;
}

/** The emulated world that a rehearsal plays in: GitHub, Google's identities, registry, Cloud Run, and what runs there. */
export interface Stage {
  clock: Clock;
  scale: number;
  github: RunningGitHub;
  /** Where a team is told of incidents. */
  webhook: Webhook;
  registry: RunningRegistry;
  front: Front;
  cloudRun: CloudRun;
  /** Monitoring and the request log. */
  telemetry: Telemetry;
  /** The product's databases in staging and in production. */
  databases: ProductDatabases;
  /** Where the product's app is, if it has one. */
  stores: Stores | undefined;
  /** Somebody with the cloud's own tools. */
  operator: Operator;
  /** What a process that begins now needs to find the stage and to live in its time. */
  environment(): Readonly<Record<string, string>>;
  /** What whoever shows a token may do; undefined where nobody knows it. */
  permissionsOf: ReturnType<typeof permissionsOf>;
  /** A folder that goes with the stage. */
  folder: string;
  /** Every split of production's traffic so far; told as it happens, too. */
  splits: readonly Shares[];
  /** @returns what ends the telling */
  onSplit(listener: (split: Shares) => void): () => void;
  /** Lets emulated milliseconds go by while no process of a workflow runs: at once, unless the clock is the real one. */
  pass(ms: number): Promise<void>;
  /** @returns the image's reference with digest */
  push(repository: string, image: ImageSpecification, tags: string[]): Promise<string>;
  /** Deploys a version as somebody did long ago. @returns the service's URL */
  deployPrior(prior: PriorDeploy): Promise<string>;
  close(): Promise<void>;
}

/** Sets the stage, on loopback ports that are free. */
export async function setStage(settings: StageSettings): Promise<Stage> {
  const { scale, seed, random, repository, commit, nextCommit, migrations, late } = settings;
  const folder = await mkdtemp(join(tmpdir(), 'sluice-rehearsal-'));
  const time = new StageTime(scale);
  const { clock } = time;
  // Tokens live by the time of the processes that hold them.
  const realClock = scaledClock(1);
  const reviewed = { name: 'production', reviewers: ['release-manager'] };
  const github = await startGitHub({
    clock: realClock,
    repository,
    environments: [{ name: 'staging' }, reviewed],
    commits: [
      { message: 'Begin' },
      { message: 'Change how questions are read', sha: commit },
      { message: 'Change how answers are kept', sha: nextCommit },
    ],
  });
  const identity = await startGoogleIdentity({
    clock: realClock,
    providers: providers(github.url, String(github.state.repository.id)),
    serviceAccounts: serviceAccounts(),
  });
  const registry = await startRegistry({ clock: realClock });
  const webhook = await startWebhook({ clock: realClock });
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
  const access = { clock: realClock, permissionsOf: secretPermissionsOf(identity) };
  const databases = migrations
    ? await startProductDatabases({ ...access, projects: Object.values(PROJECTS), migrations })
    : await startWithoutDatabases(access);
  const stores = settings.stores && (await startStores(settings.stores, { clock, permissionsOf: known }));
  const operator = new Operator(cloudRun);
  return {
    ...{ clock, scale, github, webhook, registry, front, cloudRun, telemetry, databases, operator, folder },
    stores,
    permissionsOf: known,
    splits: splits.all,
    onSplit: (listener) => splits.subscribe(listener),
    pass: (ms) => time.pass(ms),
    environment: () => ({
      ...telemetry.environment,
      ...databases.environment,
      ...stores?.environment,
      SLUICE_CLOUD_RUN_ENDPOINT: cloudRun.url,
      SLUICE_GOOGLE_IDENTITY_ENDPOINT: identity.url,
      ...time.environment(),
      SLUICE_SEED: String(seed),
    }),
    push: async (name, image, tags) => (await pushImage(registry.host, name, image, tags)).reference,
    deployPrior: (prior) => operator.deploy(prior, databases.of(prior.project).serviceUrl),
    close: async () => {
      splits.hush();
      await cloudRun.close();
      await front.close();
      await databases.close();
      await stores?.close();
      await Promise.all([telemetry, registry, identity, github, webhook].map((each) => each.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
