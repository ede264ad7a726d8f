import type { InputReader } from '../../../lib/runner';
import { kindOf } from './artifact';
import { readPlayTask } from './play';
import type { PlayTask } from './play';
import { VERBS } from './store';
import type { SharedInputs } from './store';

export interface Inputs {
  shared: SharedInputs;
  /** Paths as they were written; one of them at most a store. */
  files: { play: string | undefined };
  /** Folder of the release notes. */
  notes: string | undefined;
  play: PlayTask | undefined;
}

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readMobileInputs(input: InputReader): Inputs {
  const shared = readShared(input);
  const files = readFiles(input);
  const isPlay = files.play !== undefined || input.text('package-name') !== undefined;
  if (!isPlay)
    input.fault(
      'files',
      'Nothing says which app is meant.',
      'Give its file (.aab or .apk), or `package-name`.',
    );
  return {
    ...{ shared, files },
    notes: input.text('notes'),
    play: isPlay ? readPlayTask(input, shared) : undefined,
  };
}

function readShared(input: InputReader): SharedInputs {
  return {
    verb: input.choice('verb', VERBS, { required: true }),
    build: input.text('build'),
  };
}

/** Which store a file is for is told by its name. */
function readFiles(input: InputReader): Inputs['files'] {
  const android: string[] = [];
  for (const path of input.lines('files')) {
    const kind = kindOf(path);
    if (kind === 'apk' || kind === 'aab') android.push(path);
    else input.fault('files', `${path} is no app.`, 'Give files that end in .aab or .apk.');
  }
  if (android.length > 1)
    input.fault('files', `There are ${android.length} files for Google Play.`, 'Give one of them a step.');
  return { play: android[0] };
}
