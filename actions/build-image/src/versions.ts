/** The numbers of releases, read off a repository's tags. Pure. */
import increase from 'semver/functions/inc';
import compareDown from 'semver/functions/rcompare';

/** The parts of a version that a release may raise. */
export const BUMPS = ['major', 'minor', 'patch'] as const;

/** Which part of the version goes up; those below it become 0. */
export type Bump = (typeof BUMPS)[number];

/** A tag that is a release's number. */
export interface Release {
  /** `1.2.3` or `v1.2.3` */
  readonly tag: string;
  /** `1.2.3` */
  readonly version: string;
}

/** The number of this run's release. */
export interface ReleaseNumber {
  /** `1.2.3` */
  readonly version: string;
  /** Whether no release has a higher one; only then tags such as `1.2` and `1` point at it. */
  readonly newest: boolean;
}

/** Nothing is as low, so that what follows it is the first version. */
const BEFORE_THE_FIRST = '0.0.0';

/** Source of the pattern: https://semver.org, without prereleases and build metadata. */
const RELEASE = /^v?((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))$/;

/** The release that a tag stands for; undefined for `latest`, `1.2`, `2.0.0-rc.1` and all the others. */
export function releaseIn(tag: string): Release | undefined {
  const [, version] = RELEASE.exec(tag) ?? [];
  // What is beyond a safe integer is no version to semver.
  return version === undefined || increase(version, 'patch') === null ? undefined : { tag, version };
}

/** The releases among the tags, the highest first. */
export function releasesAmong(tags: readonly string[]): Release[] {
  return tags
    .flatMap((tag) => releaseIn(tag) ?? [])
    .sort((one, other) => compareDown(one.version, other.version));
}

/** The version after the highest release; where there is none yet, 1.0.0, 0.1.0 or 0.0.1. */
export function versionAfter(releases: readonly Release[], bump: Bump): string {
  const highest = releases[0]?.version ?? BEFORE_THE_FIRST;
  const next = increase(highest, bump);
  if (next === null) throw new Error(`There is no ${bump} version after ${highest}.`);
  return next;
}
