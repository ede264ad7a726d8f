import { Refusal } from '../../../../lib/runner';
import type { InputFault, InputReader } from '../../../../lib/runner';
import type { AppleArtifact } from '../artifact';
import type { Notes } from '../notes';
import type { SharedInputs } from '../store';
import type { Platform } from './api';
import { privateKeyIn } from './key';
import type { AppStoreKey } from './key';
import type { ReleaseWish } from './release/model';

export const APP_STORE_VERBS = [
  'upload',
  'distribute',
  'submit',
  'phase',
  'pause',
  'resume',
  'complete',
  'status',
] as const;

export type AppStoreVerb = (typeof APP_STORE_VERBS)[number];

/** One thing to do at App Store Connect. */
export interface AppStoreTask {
  verb: AppStoreVerb;
  key: AppStoreKey;
  /** Milliseconds that Apple may take to process a build. */
  deadline: number;
  /** Undefined where the artifact says it, as with the next two. */
  bundleId: string | undefined;
  version: string | undefined;
  build: string | undefined;
  /** Names of TestFlight groups. */
  groups: string[];
  /** Undefined where the artifact says it, or nobody does. */
  usesNonExemptEncryption: boolean | undefined;
  /** Undefined where the artifact says it, or the app is there for one system only. */
  platform: Platform | undefined;
  /** Undefined where a version that is there keeps what it has. */
  release: ReleaseWish | undefined;
  /** Whether a submitted version goes out over seven days. */
  phased: boolean;
}

const PLATFORMS: Readonly<Record<'ios' | 'macos' | 'tvos' | 'visionos', Platform>> = {
  ios: 'IOS',
  macos: 'MAC_OS',
  tvos: 'TV_OS',
  visionos: 'VISION_OS',
};

/** Reads what App Store Connect needs; faults are recorded, and no file is opened. */
export function readAppStoreTask(input: InputReader, shared: SharedInputs): AppStoreTask {
  const verb = APP_STORE_VERBS.find((each) => each === shared.verb);
  if (!verb)
    input.fault(
      'verb',
      `\`${shared.verb}\` cannot be done at the App Store.`,
      `Write one of ${APP_STORE_VERBS.join(', ')}.`,
    );
  const groups = input.lines('groups');
  if (verb === 'distribute' && groups.length === 0)
    input.fault('groups', 'They are not given.', 'Write the names of TestFlight groups, one a line.');
  const encryption = input.choice('encryption', ['exempt', 'non-exempt']);
  const platform = input.choice('platform', ['ios', 'macos', 'tvos', 'visionos']);
  return {
    verb: verb ?? 'status',
    key: readKey(input),
    bundleId: input.text('bundle-id', {
      pattern: /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
      describe: 'the bundle id of an app, such as com.example.app',
    }),
    ...{ deadline: shared.deadline, version: shared.version, build: shared.build },
    groups: [...new Set(groups)],
    usesNonExemptEncryption: encryption === undefined ? undefined : encryption === 'non-exempt',
    platform: platform && PLATFORMS[platform],
    ...readRelease(input, verb),
  };
}

function readRelease(
  input: InputReader,
  verb: AppStoreVerb | undefined,
): Pick<AppStoreTask, 'release' | 'phased'> {
  const phased = input.boolean('phased', true);
  if (verb === 'phase' && !phased)
    input.fault('phased', 'The verb `phase` is for phases.', 'Leave it out, or use the verb `complete`.');
  return { release: input.parsed('release', parseRelease), phased };
}

/** An instant with its zone: nobody's clock is guessed at. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function parseRelease(text: string): ReleaseWish | Refusal {
  if (text === 'manual') return { type: 'MANUAL' };
  if (text === 'automatic') return { type: 'AFTER_APPROVAL' };
  const at = INSTANT.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(at)) return { type: 'SCHEDULED', at };
  return new Refusal(
    `"${text}" is no way to release a version.`,
    'Write automatic, manual, or a time with its zone such as 2026-12-01T08:00:00Z.',
  );
}

/** The key is masked before it is looked at, and no part of it is in a fault. */
function readKey(input: InputReader): AppStoreKey {
  const text = input.secret('app-store-key', { required: true });
  const id = input.text('app-store-key-id', {
    ...{ required: true, pattern: /^[A-Z0-9]{10}$/ },
    describe: 'the id of the key, ten letters and digits',
  });
  const issuer = input.text('app-store-issuer-id', {
    ...{ required: true, pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i },
    describe: 'the issuer id that App Store Connect shows above the keys',
  });
  const found = privateKeyIn(text);
  if (text !== '' && !found)
    input.fault(
      'app-store-key',
      'It is no private key of App Store Connect.',
      'Give the whole text of the .p8 file as a secret, as it is or in base64.',
    );
  // Where there is none, the fault that was recorded throws everything else away.
  return { id, issuer, private: found as AppStoreKey['private'] };
}

/** What shows only when the files are read; still before any call. */
export function faultsOfAppStoreTask(
  { verb, bundleId, version, build }: AppStoreTask,
  artifact: AppleArtifact | undefined,
  notes: Notes,
): InputFault[] {
  const faults: InputFault[] = [];
  const fault = (name: string, message: string, remedy: string): void => {
    faults.push({ name, message, remedy });
  };
  if (verb === 'upload' && !artifact) fault('files', 'There is no .ipa.', 'Give the file to upload.');
  if (!artifact && bundleId === undefined)
    fault('bundle-id', 'It is not given.', 'Write the bundle id of the app, or give its file.');
  if (
    !artifact &&
    (verb === 'distribute' || verb === 'submit') &&
    (version === undefined || build === undefined)
  )
    fault('build', 'Which build is meant is not said.', 'Give `version` and `build`, or the file.');
  const agree = (name: string, said: string | undefined, read: string | undefined): void => {
    if (said !== undefined && read !== undefined && said !== read)
      fault(name, `It is ${said}, and the file has ${read}.`, 'Correct one of them.');
  };
  agree('bundle-id', bundleId, artifact?.bundleId);
  agree('version', version, artifact?.version);
  agree('build', build, artifact?.build);
  for (const message of longNotes(verb, notes)) fault('notes', message, 'Shorten them.');
  return faults;
}

/** Of a note, in bytes for TestFlight and in characters for the App Store. */
const LONGEST_NOTE = 4_000;

function longNotes(verb: AppStoreVerb, notes: Notes): string[] {
  const [unit, taker] = verb === 'submit' ? ['characters', 'the App Store'] : ['bytes', 'TestFlight'];
  const lengthOf = (text: string): number => (verb === 'submit' ? text.length : Buffer.byteLength(text));
  return [...notes].flatMap(([language, text]) =>
    lengthOf(text) > LONGEST_NOTE
      ? [`Those for ${language} have ${lengthOf(text)} ${unit}; ${taker} takes ${LONGEST_NOTE}.`]
      : [],
  );
}
