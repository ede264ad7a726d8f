import type { LocalAction } from '../workflow/third-party';

const restoreInputs = [
  'path',
  'key',
  'restore-keys',
  'enablecrossosarchive',
  'fail-on-cache-miss',
  'lookup-only',
];

/** Stands in for `actions/cache` and `actions/cache/restore`: it finds nothing, so that a job works without it, too. */
export const cache: LocalAction = {
  inputs: [...restoreInputs, 'upload-chunk-size'],
  run({ inputs, log }) {
    const { key = '' } = inputs;
    if (inputs['fail-on-cache-miss'] === 'true')
      throw new Error(
        `Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: ${key}`,
      );
    log(`Cache not found for input keys: ${key}`);
    return Promise.resolve({
      outputs: { 'cache-hit': '', 'cache-primary-key': key, 'cache-matched-key': '' },
    });
  },
};

/** Stands in for `actions/cache/save`: it keeps nothing. */
export const saveCache: LocalAction = {
  inputs: ['path', 'key', 'enablecrossosarchive', 'upload-chunk-size'],
  run({ inputs, log }) {
    log(`The rehearsal keeps no cache; nothing is saved for ${inputs.key ?? ''}`);
    return Promise.resolve(undefined);
  },
};
