import type { InputReader } from '../../../lib/runner';
import { readAppStoreTask } from './app-store';
import type { AppStoreTask } from './app-store';
import { kindOf } from './artifact';
import { readPlayTask } from './play';
import type { PlayTask } from './play';
import { VERBS } from './store';
import type { SharedInputs } from './store';

export interface Inputs {
  shared: SharedInputs;
  /** Paths as they were written, one a store. */
  files: Files;
  /** Folder of the release notes. */
  notes: string | undefined;
  /** Undefined where nothing is to be done at that store. */
  play: PlayTask | undefined;
  appStore: AppStoreTask | undefined;
}

interface Files {
  play: string | undefined;
  appStore: string | undefined;
}

const MINUTE = 60_000;

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readMobileInputs(input: InputReader): Inputs {
  const shared = readShared(input);
  const files = readFiles(input);
  const isPlay = files.play !== undefined || input.text('package-name') !== undefined;
  const isAppStore = files.appStore !== undefined || input.text('bundle-id') !== undefined;
  if (!isPlay && !isAppStore)
    input.fault(
      'files',
      'Nothing says which app is meant.',
      'Give its file (.aab, .apk or .ipa), or `package-name` for Google Play and `bundle-id` for the App Store.',
    );
  return {
    ...{ shared, files },
    notes: input.text('notes'),
    play: isPlay ? readPlayTask(input, shared) : undefined,
    appStore: isAppStore ? readAppStoreTask(input, shared) : undefined,
  };
}

function readShared(input: InputReader): SharedInputs {
  return {
    verb: input.choice('verb', VERBS, { required: true }),
    deadline: input.duration('deadline', { min: MINUTE, default: 30 * MINUTE }),
    version: input.text('version'),
    build: input.text('build'),
  };
}

/** Which store a file is for is told by its name. */
function readFiles(input: InputReader): Files {
  const paths = input.lines('files');
  const ofKind = (...kinds: readonly (string | undefined)[]): string[] =>
    paths.filter((path) => kinds.includes(kindOf(path)));
  for (const path of ofKind(undefined))
    input.fault('files', `${path} is no app.`, 'Give files that end in .aab, .apk or .ipa.');
  const [android, apple] = [ofKind('aab', 'apk'), ofKind('ipa')];
  if (android.length > 1 || apple.length > 1)
    input.fault('files', 'There is more than one file for a store.', 'Give one of them a step.');
  return { play: android[0], appStore: apple[0] };
}
