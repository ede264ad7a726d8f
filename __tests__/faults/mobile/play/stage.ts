import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scaledClock } from '../../../emulators/clock';
import { Faults } from '../../../emulators/faults';
import { seedApp, startPlay } from '../../../emulators/play';
import type { App, AppSeed, RunningPlay } from '../../../emulators/play';
import type { Call } from '../../../emulators/server';
import { writeLargeBundle } from '../../contract/mobile-files';

export const PACKAGE = 'com.example.smile';
/** The version code that is published; users have 41 before. */
export const NEW_CODE = 42;

const DAY = 86_400_000;

/** Google Play, a built app, and somebody who may strike at any call. */
export interface Stage {
  play: RunningPlay;
  faults: Faults;
  /** Told of every call, before it is handled and after it took effect. */
  watch: { onCall: (call: Call) => void; onEffect: (call: Call) => void };
  /** Paths of a bundle that goes up in three chunks, and of its mapping file. */
  bundle: string;
  mapping: string;
  /** What is at stake: the app as a scenario has it. */
  reset(seed: Omit<AppSeed, 'packageName'>): Promise<void>;
  app(): App;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'mobile-faults-'));
  const faults = new Faults();
  const watch: Stage['watch'] = { onCall: () => undefined, onEffect: () => undefined };
  const hooks = {
    onCall: (call: Call) => {
      watch.onCall(call);
    },
    onEffect: (call: Call) => {
      watch.onEffect(call);
    },
  };
  // Emulated time runs faster than bytes do: no edit is to end for that.
  const clock = scaledClock(600);
  const play = await startPlay({ clock, faults, hooks, editLifetimeMs: 365 * DAY });
  const [bundle, mapping] = [join(folder, 'app.aab'), join(folder, 'mapping.txt')];
  const about = { packageName: PACKAGE, versionCode: NEW_CODE, versionName: '1.42.0' };
  await writeLargeBundle(bundle, about, 17);
  await writeFile(mapping, 'com.example.Smile -> a:');
  return {
    ...{ play, faults, watch, bundle, mapping },
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
