import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scaledClock } from '../../../../emulators/clock';
import { Faults } from '../../../../emulators/faults';
import { seedApp, startPlay } from '../../../../emulators/play';
import type { App, AppSeed, RunningPlay } from '../../../../emulators/play';
import { writeLargeBundle } from '../../../contract/mobile-files';
import { hooksOf, unwatched } from '../stage';
import type { Stage } from '../stage';

export const PACKAGE = 'com.example.smile';
/** The version code that is published; users have 41 before. */
export const NEW_CODE = 42;

const DAY = 86_400_000;

/** Google Play, a built app, and somebody who may strike at any call. */
export interface PlayStage extends Stage {
  play: RunningPlay;
  /** Paths of a bundle that goes up in three chunks, and of its mapping file. */
  bundle: string;
  mapping: string;
  /** What is at stake: the app as a scenario has it. */
  reset(seed: Omit<AppSeed, 'packageName'>): Promise<void>;
  app(): App;
}

export async function setPlayStage(): Promise<PlayStage> {
  const folder = await mkdtemp(join(tmpdir(), 'mobile-faults-'));
  const faults = new Faults();
  const watch = unwatched();
  // Emulated time runs faster than bytes do: no edit is to end for that.
  const clock = scaledClock(600);
  const play = await startPlay({ clock, faults, hooks: hooksOf(watch), editLifetimeMs: 365 * DAY });
  const [bundle, mapping] = [join(folder, 'app.aab'), join(folder, 'mapping.txt')];
  const about = { packageName: PACKAGE, versionCode: NEW_CODE, versionName: '1.42.0' };
  await writeLargeBundle(bundle, about, 17);
  await writeFile(mapping, 'com.example.Smile -> a:');
  return {
    ...{ play, faults, watch, bundle, mapping },
    ...{ cuts: () => play.cuts, calls: () => play.calls },
    reset: async (seed) => {
      await play.reset();
      faults.clear();
      play.state.apps.set(PACKAGE, seedApp({ packageName: PACKAGE, ...seed }));
    },
    app: () => play.app(PACKAGE),
    close: async () => {
      await play.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
