import path from 'node:path';
import type { LocalAction } from '../workflow/third-party';

/** What asks for whatever is current. */
const anyVersion: ReadonlySet<string> = new Set(['', '*', 'node', 'latest', 'current', 'lts/*']);

/**
 * Stands in for `actions/setup-node`: the Node that runs the rehearsal, put on PATH. Another version than that is
 * an error, since nothing is downloaded.
 */
export const setupNode: LocalAction = {
  inputs: [
    'node-version',
    'node-version-file',
    'check-latest',
    'cache',
    'cache-dependency-path',
    'package-manager-cache',
    'registry-url',
    'scope',
    'token',
  ],
  run({ inputs, log }) {
    const wanted = (inputs['node-version'] ?? '').trim();
    const own = process.version.slice(1);
    const major = /^[v^~]?(\d+)/.exec(wanted)?.[1];
    if (!anyVersion.has(wanted) && major !== own.split('.')[0])
      throw new Error(`The rehearsal runs Node ${own} and has no other; the workflow asks for '${wanted}'.`);
    log(`Node ${own} of the rehearsal is on PATH`);
    return Promise.resolve({
      outputs: { 'node-version': process.version, 'cache-hit': 'false' },
      path: [path.dirname(process.execPath)],
    });
  },
};
