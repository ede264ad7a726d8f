import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishToAppStore, readAppStoreTask } from '../../actions/publish-mobile/src/app-store';
import { readArtifact } from '../../actions/publish-mobile/src/artifact';
import type { AppStoreTask, AppStoreVerb } from '../../actions/publish-mobile/src/app-store';
import type { Outcome, StorePorts } from '../../actions/publish-mobile/src/store';
import { startAppStore } from '../../emulators/app-store';
import type { AppleAppSeed, AppStoreOptions, Resource, RunningAppStore } from '../../emulators/app-store';
import { scaledClock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';
import { readInputs, UserError } from '../../lib/runner';
import type { Log } from '../../lib/runner';
import { environmentOf } from '../../lib/runner/environment';
import { inputsFrom } from '../../lib/runner/input-source';
import { bundleEntry } from '../runner/bundle-entry';
import { runStep } from '../runner/fake-runner';
import type { StepResult } from '../runner/fake-runner';
import { ipaOf } from './mobile-ipa';
import type { AppleApp } from './mobile-ipa';

/** One bundle for all tests of a file; it goes with the folder for temporary files. */
const bundled = bundleEntry('actions/publish-mobile/src/index.ts');

/** A module for `node --import`. */
const TELL_PEAK = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => console.error(`peak ${process.resourceUsage().maxRSS} kB`));',
)}`;

/** What is said is for the tests of whole steps. */
const SILENT: Log = {
  info: () => undefined,
  notice: () => undefined,
  warning: () => undefined,
  error: () => undefined,
  debug: () => undefined,
  group: (_name, work) => work(),
  foreign: () => undefined,
};

const SCALE = 600;
const DAY = 86_400_000;

export const BUNDLE = 'com.example.smile';

/** App Store Connect, and the action that publishes to it. */
export interface AppStoreBed {
  store: RunningAppStore;
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
  /** Does in this process what a step does once inputs and file are read: for tests that do it often. */
  publish(
    file: string,
    how?: { groups?: string[]; notes?: Record<string, string>; signal?: AbortSignal },
  ): Promise<Outcome>;
  /** Does in this process what a step with these inputs does to an app that is there. */
  act(
    verb: AppStoreVerb,
    inputs?: Readonly<Record<string, string>>,
    how?: { notes?: Record<string, string>; signal?: AbortSignal },
  ): Promise<Outcome>;
  /** An app with this build number. @returns its path */
  ipa(build: string, more?: Partial<AppleApp>): Promise<string>;
  upload(build: string, more?: Readonly<Record<string, string>>): Promise<StepResult>;
  /** Notes by language. @returns their folder */
  notes(texts: Readonly<Record<string, string>>): Promise<string>;
  list(type: string): Resource[];
  /** Deliveries by state: `AWAITING_UPLOAD`, ... */
  uploads(): string[];
  close(): Promise<void>;
}

export async function openAppStoreBed(
  seed: Partial<AppleAppSeed> = {},
  options: Partial<AppStoreOptions> = {},
): Promise<AppStoreBed> {
  const folder = await mkdtemp(join(tmpdir(), 'mobile-'));
  const faults = new Faults();
  // Both sides agree about the time: a token is for some minutes only, which are a second here.
  const origin = performance.timeOrigin + performance.now();
  const clock = scaledClock(SCALE);
  const apps = [{ bundleId: BUNDLE, ...seed }];
  const store = await startAppStore({
    clock,
    faults,
    apps,
    partBytes: 1_000,
    partLifetimeMs: 365 * DAY,
    // On this clock a token's minutes are less than a second.
    leewaySeconds: 86_400,
    ...options,
  });
  const { path: entry } = await bundled;
  const step: AppStoreBed['step'] = (inputs, { peak = false } = {}) =>
    runStep({
      entry: [...(peak ? ['--import', TELL_PEAK] : []), entry],
      inputs: {
        ...{ 'app-store-key': store.key.pem, 'app-store-key-id': store.key.id },
        ...{ 'app-store-issuer-id': store.key.issuer, deadline: '12h', ...inputs },
      },
      env: {
        ...{ SLUICE_TIME_SCALE: String(SCALE), SLUICE_TIME_ORIGIN: String(origin), SLUICE_SEED: '7' },
        ...{ GITHUB_WORKSPACE: folder, SLUICE_APP_STORE_ENDPOINT: store.url },
      },
    });
  const ipa: AppStoreBed['ipa'] = async (build, more = {}) => {
    const app = { bundleId: BUNDLE, version: '1.2.0', build, usesNonExemptEncryption: false, ...more };
    await writeFile(join(folder, `app-${build}.ipa`), ipaOf(app));
    return `app-${build}.ipa`;
  };
  const taskOf = (verb: AppStoreVerb, given: Readonly<Record<string, string>>): AppStoreTask => {
    const { pem, id, issuer } = store.key;
    const inputs = { 'app-store-key': pem, 'app-store-key-id': id, 'app-store-issuer-id': issuer, ...given };
    const { version, build } = given;
    return readInputs(inputsFrom(inputs), (input) =>
      readAppStoreTask(input, { verb, deadline: DAY, version, build }),
    );
  };
  const portsOf = (signal = new AbortController().signal): StorePorts => ({
    ...{ clock, random: () => 0.5, signal, log: SILENT, secret: () => undefined },
    environment: environmentOf({ SLUICE_APP_STORE_ENDPOINT: store.url }),
  });
  const publish: AppStoreBed['publish'] = async (file, { groups = [], notes = {}, signal } = {}) => {
    const artifact = await readArtifact(join(folder, file));
    if (artifact.kind !== 'ipa') throw new Error(`${file} is no app for the App Store.`);
    const task = taskOf('upload', { groups: groups.join('\n') });
    return publishToAppStore(portsOf(signal), task, { artifact, notes: new Map(Object.entries(notes)) });
  };
  const act: AppStoreBed['act'] = (verb, inputs = {}, { notes = {}, signal } = {}) => {
    const task = taskOf(verb, { 'bundle-id': BUNDLE, ...inputs });
    const material = { artifact: undefined, notes: new Map(Object.entries(notes)) };
    return publishToAppStore(portsOf(signal), task, material);
  };
  return {
    ...{ store, faults, folder, step, ipa, publish, act },
    upload: async (build, more = {}) => step({ verb: 'upload', files: await ipa(build), ...more }),
    notes: async (texts) => {
      await mkdir(join(folder, 'whatsnew'), { recursive: true });
      for (const [language, text] of Object.entries(texts))
        await writeFile(join(folder, 'whatsnew', `whatsnew-${language}`), text);
      return 'whatsnew';
    },
    list: (type) => store.records.list(type),
    uploads: () =>
      store.records
        .list('buildUploads')
        .map(({ attributes }) => (attributes['state'] as { state: string }).state),
    close: async () => {
      await store.close();
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

/**
 * What work was refused with, and how to mend it.
 * @throws Error where it was not refused, or not in words for the caller
 */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return `${error.message} ${error.remedy}`;
  throw new Error('It was not refused in words for the caller.', { cause: error });
}
