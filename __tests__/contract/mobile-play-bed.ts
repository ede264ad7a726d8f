import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scaledClock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';
import { startPlay } from '../../emulators/play';
import type { AppSeed, PlayOptions, Release, RunningPlay } from '../../emulators/play';
import { bundleEntry } from '../runner/bundle-entry';
import { runStep } from '../runner/fake-runner';
import type { StepResult } from '../runner/fake-runner';
import { bundleOf } from './mobile-files';

/** One bundle for all tests of a file; it goes with the folder for temporary files. */
const bundled = bundleEntry('actions/publish-mobile/src/index.ts');

/** A module for `node --import`. */
const TELL_PEAK = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => console.error(`peak ${process.resourceUsage().maxRSS} kB`));',
)}`;

const DAY = 86_400_000;

export const PACKAGE = 'com.example.smile';

/** Google Play, and the action that publishes to it. */
export interface PlayBed {
  play: RunningPlay;
  faults: Faults;
  folder: string;
  /** Runs the action with what every step has, and what this one has. */
  step(
    inputs: Readonly<Record<string, string>>,
    options?: {
      /** Print the most memory that the process had, on the last line of standard error. */
      peak?: boolean;
    },
  ): Promise<StepResult>;
  /** A bundle with this version code, always the same bytes for the same code. @returns its path */
  bundle(versionCode: number, more?: { packageName?: string; debuggable?: boolean }): Promise<string>;
  upload(versionCode: number, more?: Readonly<Record<string, string>>): Promise<StepResult>;
  /** Notes by language, in the layout of upload-google-play. @returns their folder */
  notes(texts: Readonly<Record<string, string>>): Promise<string>;
  releases(track: string): readonly Release[];
  /** The edits that nobody has ended. */
  openEdits(): number;
  close(): Promise<void>;
}

export async function openPlayBed(
  seed: Partial<AppSeed> = {},
  options: Partial<PlayOptions> = {},
): Promise<PlayBed> {
  const folder = await mkdtemp(join(tmpdir(), 'mobile-'));
  const faults = new Faults();
  const clock = scaledClock(600);
  const apps = [{ packageName: PACKAGE, ...seed }];
  // Emulated time runs 600 times as fast as bytes do: an edit is not to end for that.
  const play = await startPlay({ clock, faults, apps, editLifetimeMs: 365 * DAY, ...options });
  const { path: entry } = await bundled;
  const step: PlayBed['step'] = (inputs, { peak = false } = {}) =>
    runStep({
      entry: [...(peak ? ['--import', TELL_PEAK] : []), entry],
      inputs,
      env: {
        ...{ SLUICE_TIME_SCALE: '600', SLUICE_SEED: '7', GITHUB_WORKSPACE: folder },
        ...{ SLUICE_PLAY_ENDPOINT: play.url, SLUICE_PLAY_REPORTING_ENDPOINT: play.url },
      },
    });
  const bundle: PlayBed['bundle'] = async (versionCode, more = {}) => {
    const name = `app-${versionCode}.aab`;
    const app = { packageName: PACKAGE, versionName: `1.${versionCode}.0`, versionCode, ...more };
    await writeFile(join(folder, name), bundleOf(app, Buffer.alloc(3_000, versionCode)));
    return name;
  };
  return {
    ...{ play, faults, folder, step, bundle },
    upload: async (versionCode, more = {}) =>
      step({ verb: 'upload', track: 'internal', files: await bundle(versionCode), ...more }),
    notes: async (texts) => {
      await mkdir(join(folder, 'whatsnew'), { recursive: true });
      for (const [language, text] of Object.entries(texts))
        await writeFile(join(folder, 'whatsnew', `whatsnew-${language}`), text);
      return 'whatsnew';
    },
    releases: (track) => play.app(PACKAGE).tracks.get(track) ?? [],
    openEdits: () => [...play.state.edits.values()].filter(({ end }) => end === 'open').length,
    close: async () => {
      await play.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a step has said is wrong, and how to mend it. */
export const errorOf = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'error')
    .map(({ message }) => message)
    .join('\n');
