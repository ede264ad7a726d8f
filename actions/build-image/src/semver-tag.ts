/** The rule `type=semver`. Pure. */
import parseVersion from 'semver/functions/parse';
import { UserError } from '../../../lib/runner';
import type { Surroundings } from './surroundings';
import type { Attributes } from './tag-attributes';
import { BUMPS } from './versions';
import type { Bump, ReleaseNumber } from './versions';

/** A prerelease gives its whole version only: 1.2.0-rc.1 must not become 1.2. */
export function semverTag(
  attributes: Attributes,
  around: Surroundings,
  number?: ReleaseNumber,
): string | undefined {
  if (attributes['bump'] !== undefined) return numbered(attributes, number);
  const { value = /^refs\/tags\/(.+)$/.exec(around.ref)?.[1], line = '' } = attributes;
  return value === undefined ? undefined : filledIn(value, attributes['pattern'], line);
}

/** The part that the line raises; undefined where it raises none. @throws UserError */
export function bumpIn({ type, bump, value, line = '' }: Attributes): Bump | undefined {
  if (type !== 'semver' || bump === undefined) return undefined;
  const known = BUMPS.find((each) => each === bump);
  if (known === undefined) {
    throw new UserError(`\`${line}\` has bump=${bump}.`, {
      remedy: 'Write bump=major, bump=minor or bump=patch.',
    });
  }
  if (value === undefined) return known;
  throw new UserError(`\`${line}\` has both a value and a bump.`, {
    remedy: 'Take out value to count on from the tags of the repository, or bump to say the version.',
  });
}

/** Before the number is known the rule gives no tag; beside a newer release only that of the whole version. */
function numbered({ pattern, line = '' }: Attributes, number: ReleaseNumber | undefined): string | undefined {
  if (number === undefined) return undefined;
  const tag = filledIn(number.version, pattern, line);
  return number.newest || tag.includes(number.version) ? tag : undefined;
}

function filledIn(text: string, pattern = '{{version}}', line: string): string {
  const version = parseVersion(text);
  if (!version) {
    throw new UserError(`\`${line}\` is given "${text}", which is not a semantic version.`, {
      remedy: 'Write a version such as v1.2.3.',
    });
  }
  if (pattern === '{{raw}}') return text;
  const parts: Attributes = {
    version: version.version,
    major: String(version.major),
    minor: String(version.minor),
    patch: String(version.patch),
  };
  const filled = pattern.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => parts[name] ?? whole);
  if (filled.includes('{{')) {
    throw new UserError(`\`${line}\` has a pattern with an unknown part.`, {
      remedy: `The parts are: ${Object.keys(parts).join(', ')}, and raw alone.`,
    });
  }
  return version.prerelease.length > 0 ? version.version : filled;
}
