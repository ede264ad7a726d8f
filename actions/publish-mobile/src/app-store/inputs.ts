import type { InputFault, InputReader } from '../../../../lib/runner';
import type { AppleArtifact } from '../artifact';
import type { Notes } from '../notes';
import type { SharedInputs } from '../store';
import { privateKeyIn } from './key';
import type { AppStoreKey } from './key';

export const APP_STORE_VERBS = ['upload', 'distribute', 'status'] as const;

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
}

/** Of a note, in bytes. */
const LONGEST_NOTE = 4_000;

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
  };
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
  if (!artifact && verb === 'distribute' && (version === undefined || build === undefined))
    fault('build', 'Which build is meant is not said.', 'Give `version` and `build`, or the file.');
  const agree = (name: string, said: string | undefined, read: string | undefined): void => {
    if (said !== undefined && read !== undefined && said !== read)
      fault(name, `It is ${said}, and the file has ${read}.`, 'Correct one of them.');
  };
  agree('bundle-id', bundleId, artifact?.bundleId);
  agree('version', version, artifact?.version);
  agree('build', build, artifact?.build);
  for (const [language, text] of notes)
    if (Buffer.byteLength(text) > LONGEST_NOTE)
      fault(
        'notes',
        `Those for ${language} have ${Buffer.byteLength(text)} bytes; TestFlight takes ${LONGEST_NOTE}.`,
        'Shorten them.',
      );
  return faults;
}
