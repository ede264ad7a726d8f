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
import { startRegistry } from '../emulators/registry/registry';
import type { RunningRegistry } from '../emulators/registry/registry';
import { mathappImage } from './example';
import type { MathappVariant } from './example';
import { pushImage } from './image';

/** Where the example lives in the emulated cloud. */
export const PLACE = { project: 'rehearsal-project', region: 'europe-west1', service: 'mathapp' } as const;

/** Who gets which percent of the service's requests, from a moment on. */
export interface Shares {
  /** Milliseconds since the epoch, on the stage's clock. */
  at: number;
  /** The same moment in real milliseconds of `performance.now()`. */
  real: number;
  shares: Record<string, number>;
}

/** The emulated cloud that a rehearsal plays in: registry, Cloud Run, and the machine that runs the revisions. */
export interface Stage {
  clock: Clock;
  /** How many times faster than real time the clock runs. */
  scale: number;
  registry: RunningRegistry;
  front: Front;
  cloudRun: CloudRun;
  /** What a process needs to find the stage and to live in its time. */
  environment: Readonly<Record<string, string>>;
  /** Every split of the traffic so far; told as it happens, too. */
  splits: readonly Shares[];
  onSplit(listener: (split: Shares) => void): void;
  /** Pushes a version of the example. @returns its reference with digest */
  push(version: string, variant: MathappVariant): Promise<string>;
  /** Deploys the first version as somebody did long ago. @returns the service's URL */
  deployPrior(image: string, traffic: 'pinned' | 'latest'): Promise<string>;
  close(): Promise<void>;
}

/**
 * Sets the stage, on loopback ports that are free.
 * @param scale how many times faster than real time its clock runs
 */
export async function setStage({
  scale,
  seed,
  random,
}: {
  scale: number;
  seed: number;
  random: () => number;
}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-rehearsal-'));
  const origin = Date.now();
  const clock = scaledClock(scale);
  const registry = await startRegistry({ clock });
  const front = startFront({ clock, random });
  const splits = new Splits(clock);
  const cloudRun = await startCloudRun({ clock, platform: splits.watched(front.platform) });
  return {
    clock,
    scale,
    registry,
    front,
    cloudRun,
    splits: splits.all,
    onSplit: (listener) => splits.listeners.push(listener),
    environment: {
      SLUICE_CLOUD_RUN_ENDPOINT: cloudRun.url,
      SLUICE_TIME_SCALE: String(scale),
      SLUICE_TIME_ORIGIN: String(origin),
      SLUICE_SEED: String(seed),
    },
    push: async (version, variant) => {
      const image = await mathappImage(version, variant);
      return (await pushImage(registry.host, 'mathapp', image, [version])).reference;
    },
    deployPrior: (image, traffic) =>
      deployPrior(cloudRun, { image, traffic, database: join(folder, 'mathapp.sqlite') }),
    close: async () => {
      splits.listeners.length = 0;
      await cloudRun.close();
      await front.close();
      await registry.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Listens at the platform's door for every change of the traffic split. */
class Splits {
  readonly all: Shares[] = [];
  readonly listeners: ((split: Shares) => void)[] = [];
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  watched(platform: Platform): Platform {
    return {
      ...platform,
      route: async (service) => {
        const routed = await platform.route(service);
        this.add(service.entries);
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
  { image, traffic, database }: { image: string; traffic: 'pinned' | 'latest'; database: string },
): Promise<string> {
  const { project, region, service } = PLACE;
  const services = `${cloudRun.url}/v2/projects/${project}/locations/${region}/services`;
  const env = [
    { name: 'JWT_SECRET', value: 'rehearsal-only-secret' },
    { name: 'DATABASE_PATH', value: database },
  ];
  await send('POST', `${services}?serviceId=${service}`, {
    template: {
      revision: `${service}-prior`,
      containers: [{ image, env, ports: [{ containerPort: 8080 }] }],
    },
  });
  await cloudRun.idle();
  if (traffic === 'pinned') {
    const pinned = { type: ALLOCATED_TO_REVISION, revision: `${service}-prior`, percent: 100 };
    await send('PATCH', `${services}/${service}?updateMask=traffic`, { traffic: [pinned] });
    await cloudRun.idle();
  }
  const { uri } = (await send('GET', `${services}/${service}`)) as { uri: string };
  return uri;
}

async function send(method: string, url: string, body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`The emulated Cloud Run refused the stage's own ${method} ${url}: ${text}`);
  return JSON.parse(text);
}
