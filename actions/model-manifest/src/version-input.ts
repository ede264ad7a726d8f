import semver from 'semver';
import type { InputReader } from '../../../lib/runner';

/** A semantic version, where it is given. */
export function readVersion(input: InputReader): string | undefined {
  const version = input.text('version');
  if (version !== undefined && semver.valid(version) !== version)
    input.fault('version', `"${version}" is not a semantic version.`, 'Write it like 1.4.0, without a v.');
  return version;
}
