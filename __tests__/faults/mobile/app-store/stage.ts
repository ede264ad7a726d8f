import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAppStore } from '../../../../emulators/app-store';
import type { AppleAppSeed, RunningAppStore } from '../../../../emulators/app-store';
import { scaledClock } from '../../../../emulators/clock';
import { Faults } from '../../../../emulators/faults';
import { hooksOf, unwatched } from '../stage';
import type { Stage } from '../stage';
import { ipaOf } from './ipa';

export const BUNDLE = 'com.example.smile';
/** What is published; users have 1.1 (41) before. */
export const NEW = { version: '1.2', build: '42' } as const;

const YEAR = 365 * 86_400_000;

/** App Store Connect, a built app with its notes, and somebody who may strike at any call. */
export interface AppStoreStage extends Stage {
  /** Another one after each reset. */
  store: () => RunningAppStore;
  /** Paths of an app that goes up in three parts, and of the folder with what is new in it. */
  ipa: string;
  notes: string;
  reset(seed: Omit<AppleAppSeed, 'bundleId'>): Promise<void>;
}

export async function setAppStoreStage(): Promise<AppStoreStage> {
  const folder = await mkdtemp(join(tmpdir(), 'mobile-faults-'));
  const faults = new Faults();
  const watch = unwatched();
  const clock = scaledClock(600);
  const open = (seed: Omit<AppleAppSeed, 'bundleId'>): Promise<RunningAppStore> =>
    startAppStore({
      ...{ clock, faults, hooks: hooksOf(watch), partBytes: 1_000, apps: [{ bundleId: BUNDLE, ...seed }] },
      // Emulated time runs faster than bytes do, and from another moment on than that of the step.
      ...{ partLifetimeMs: YEAR, leewaySeconds: YEAR / 1_000 },
      // Apple does nothing about versions by itself: what is looked at is what the step has done.
      ...{ reviewMs: YEAR, distributeMs: YEAR },
      // And of uploads it makes short work, so that a step makes the same calls each time.
      ...{ processMs: 1, noticeMs: 1 },
    });
  let store = await open({});
  const ipa = join(folder, 'app.ipa');
  await writeFile(ipa, ipaOf({ bundleId: BUNDLE, ...NEW }));
  await writeFile(join(folder, 'whatsnew-en-US'), 'Faster.');
  return {
    ...{ faults, watch, ipa, notes: folder, store: () => store },
    cuts: () => store.cuts,
    calls: () => store.calls,
    reset: async (seed) => {
      faults.clear();
      await store.close();
      store = await open(seed);
    },
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
