import { scaledClock } from '../../../emulators/clock';
import { startCloudRun } from '../../../emulators/cloudrun';
import type { CloudRun } from '../../../emulators/cloudrun';
import type { Call } from '../../../emulators/server';
import { lightPlatform } from './light-platform';
import type { LightPlatform } from './light-platform';

/** How many times faster than real time a case is played. */
const SCALE = 200;

/** Who is told of every call, and may hold it up. */
export interface Onlooker {
  called?(call: Call): Promise<void>;
  /** After the call took effect, before its answer is sent. */
  tookEffect?(call: Call): Promise<void> | void;
}

/** An emulated Cloud Run for one case after the other. */
export interface Stage {
  cloudRun: CloudRun;
  platform: LightPlatform;
  /** What a step needs to find the stage and to live in its time. */
  environment: Readonly<Record<string, string>>;
  /** Lets somebody look on, in place of whoever did before. */
  watchedBy(onlooker: Onlooker | undefined): void;
  close(): Promise<void>;
}

/** Sets a stage, on loopback ports that are free. */
export async function setStage(): Promise<Stage> {
  let watching: Onlooker | undefined;
  const origin = Date.now();
  const platform = await lightPlatform();
  const cloudRun = await startCloudRun({
    clock: scaledClock(SCALE),
    platform,
    onCall: (call) => watching?.called?.(call),
    onEffect: (call) => watching?.tookEffect?.(call),
  });
  return {
    cloudRun,
    platform,
    environment: {
      SLUICE_CLOUD_RUN_ENDPOINT: cloudRun.url,
      SLUICE_TIME_SCALE: String(SCALE),
      SLUICE_TIME_ORIGIN: String(origin),
    },
    watchedBy: (onlooker) => {
      watching = onlooker;
    },
    close: async () => {
      await cloudRun.close();
      await platform.close();
    },
  };
}
