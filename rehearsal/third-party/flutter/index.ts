import path from 'node:path';
import type { LocalAction } from '../../workflow/third-party';

/** Stands in for `subosito/flutter-action`: puts a program on PATH that leaves what a build would leave. */
export const setupFlutter: LocalAction = {
  inputs: ['flutter-version', 'flutter-version-file', 'channel', 'architecture', 'cache', 'pub-cache'],
  run({ log }) {
    log('The Flutter of the rehearsal is on PATH; it compiles nothing');
    return Promise.resolve({ path: [path.join(import.meta.dirname, 'bin')] });
  },
};
