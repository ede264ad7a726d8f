/** Google Play and the App Store, with an app that people have. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../emulators/clock';
import { startAppStore } from '../../emulators/app-store';
import type { RunningAppStore } from '../../emulators/app-store';
import { startPlay } from '../../emulators/play';
import type { PlayOptions, Release, RunningPlay } from '../../emulators/play';
import { AppUsers } from './users';

/** An app as both stores have it before the rehearsal. */
export interface KnownApp {
  /** Package name and bundle id. */
  id: string;
  version: string;
  build: string;
}

/** The first example's. */
export const APP = { id: 'com.example.mathapp', version: '1.3.0', build: '41' } as const satisfies KnownApp;

/** What is known about the people with the app. */
export interface StoresSettings {
  /** The first example's when left out. */
  app?: KnownApp;
  /** Who uses the app on a day, at Google Play. */
  users: number;
  /** Share of them whose app crashes on that day, by version code; a version that is not named crashes for 0.4 %. */
  crashing?: Readonly<Record<string, number>>;
}

export interface Stores {
  play: RunningPlay;
  appStore: RunningAppStore;
  /** Leads to them. */
  environment: Readonly<Record<string, string>>;
  /** Secrets and variables of the repository. */
  secrets: Readonly<Record<string, string>>;
  variables: Readonly<Record<string, string>>;
  /** Secrets of the environment whose jobs sign the app. */
  signing: Readonly<Record<string, string>>;
  /** A day is over: people have updated, and used the app, and Google Play tells more of the days before. */
  dayEnds(): void;
  /** What a track has, as `41 completed`, `42 inProgress 0.05`. */
  releases(track: string): string[];
  /** The names of the TestFlight groups that have a build. */
  testers(build: string): string[];
  /** Where a version stands in the App Store, as `READY_FOR_DISTRIBUTION PAUSED`; the latter of its phases, if it has any. */
  version(version: string): string;
  close(): Promise<void>;
}

/** How far tokens may be from the emulator's time: that runs faster than requests do. */
const LEEWAY_SECONDS = 600;

export async function startStores(
  { app: known = APP, users, crashing = {} }: StoresSettings,
  { clock, permissionsOf }: { clock: Clock; permissionsOf: PlayOptions['permissionsOf'] },
): Promise<Stores> {
  const before: Release = { status: 'completed', name: known.version, versionCodes: [known.build] };
  const play = await startPlay({
    clock,
    apps: [{ packageName: known.id, tracks: { production: [before], internal: [before] } }],
    ...(permissionsOf ? { permissionsOf } : {}),
  });
  const appStore = await startAppStore({
    clock,
    leewaySeconds: LEEWAY_SECONDS,
    apps: [
      {
        bundleId: known.id,
        builds: [{ version: known.version, build: known.build }],
        groups: [{ name: 'Team', internal: true }, { name: 'Friends' }],
        versions: [{ version: known.version, build: known.build, state: 'READY_FOR_DISTRIBUTION' }],
      },
    ],
  });
  const app = play.app(known.id);
  const people = new AppUsers(app, { users, crashing, clock });
  const file = (): string => randomBytes(48).toString('base64');
  return {
    ...{ play, appStore },
    environment: {
      SLUICE_PLAY_ENDPOINT: play.url,
      SLUICE_PLAY_REPORTING_ENDPOINT: play.url,
      SLUICE_APP_STORE_ENDPOINT: appStore.url,
    },
    secrets: { APP_STORE_KEY: appStore.key.pem },
    variables: { APP_STORE_KEY_ID: appStore.key.id, APP_STORE_ISSUER_ID: appStore.key.issuer },
    signing: {
      ...{ ANDROID_KEYSTORE: file(), ANDROID_KEYSTORE_PASSWORD: file() },
      ...{ APPLE_CERTIFICATE: file(), APPLE_CERTIFICATE_PASSWORD: file(), APPLE_PROFILE: file() },
    },
    dayEnds: () => {
      people.dayEnds();
    },
    releases: (track) => (app.tracks.get(track) ?? []).map(inWords).sort(),
    testers: (build) => testersOf(appStore, build),
    version: (version) => versionIn(appStore, version),
    close: async () => {
      await play.close();
      await appStore.close();
    },
  };
}

const inWords = ({ versionCodes = [], status, userFraction }: Release): string =>
  [versionCodes.join('+'), status, userFraction].filter((word) => word !== undefined).join(' ');

function testersOf({ records }: RunningAppStore, build: string): string[] {
  const [found] = records.list('builds', ({ attributes }) => attributes['version'] === build);
  const groups = found ? records.related(found, 'betaGroups') : [];
  return groups.map(({ attributes }) => String(attributes['name'])).sort();
}

function versionIn({ records }: RunningAppStore, version: string): string {
  const [found] = records.list(
    'appStoreVersions',
    ({ attributes }) => attributes['versionString'] === version,
  );
  if (!found) return 'nowhere';
  const phases = records.related(found, 'appStoreVersionPhasedRelease');
  const states = phases.map(({ attributes }) => String(attributes['phasedReleaseState']));
  return [String(found.attributes['appVersionState']), ...states].join(' ');
}
