/**
 * What a track should hold, given what it holds: pure, and without a difference where all is so already. A fraction is
 * never lowered, and a halted release goes on only when that is asked for.
 * Source: https://developers.google.com/android-publisher/tracks
 */
import { UserError } from '../../../../lib/runner';
import { codesOf, hasCode, highestCode, inWords, percentOf } from './model';
import type { Exposure, Release, Status } from './model';

/** What becomes of a track. */
export interface Change {
  /** The release that this is about, as it is to be. */
  release: Release;
  /** All releases that the track is to have; undefined where it has them already. */
  releases: Release[] | undefined;
  /** What is done, or why nothing is, as a sentence. */
  says: string;
}

type Details = Pick<Release, 'releaseNotes' | 'name' | 'inAppUpdatePriority'>;

/** A release that is to be on a track. */
export interface Wanted {
  /** Its own version code first, then those to retain. */
  codes: readonly number[];
  exposure: Exposure;
  /** Notes, name and in-app update priority, as far as they are given. */
  details: Details;
  /** What a release begins with where nothing is given; one that is there already keeps what it has. */
  inherited?: Details;
}

/**
 * Puts a release on a track.
 * @throws UserError where a newer version is there, or the exposure is not possible
 */
export function placed(
  releases: readonly Release[],
  { codes, exposure, details, inherited }: Wanted,
): Change {
  const [code = 0] = codes;
  refuseOlder(releases, code);
  const own = releases.find((release) => hasCode(release, code));
  if (own) return raised(releases, own, exposure, details);
  if (exposure.kind === 'staged') refuseFirstStaged(releases);
  const release: Release = {
    ...inherited,
    ...details,
    versionCodes: codes.map(String),
    ...exposed(exposure),
  };
  const gone = releases.filter((other) => !staysBeside(other, release)).map(inWords);
  const instead = gone.length > 0 ? ` It takes the place of ${gone.join(' and ')}.` : '';
  return changed(releases, release, `Releases version code ${inWords(release)}.${instead}`);
}

/** The same release again: only ever to more people. Its notes can be corrected; its priority stays, once it is out. */
function raised(
  releases: readonly Release[],
  own: Release,
  exposure: Exposure,
  { releaseNotes, ...details }: Details,
): Change {
  if (own.status === 'halted') return unchanged(own, `${inWords(own)} stays halted: nobody asked to resume.`);
  const corrected = { ...own, ...(releaseNotes ? { releaseNotes } : {}) };
  const isDraft = own.status === 'draft';
  if (isDraft && exposure.kind === 'staged') refuseFirstStaged(releases);
  const more = rank(exposure) > rankOf(own) ? { ...without(corrected), ...exposed(exposure) } : corrected;
  const release = isDraft ? { ...more, ...details } : more;
  if (isSame(own, release)) return unchanged(own, `${inWords(own)} is there already.`);
  return changed(releases, release, `Changes ${inWords(own)} into ${inWords(release)}.`);
}

/** Gives a staged release to more people. */
export function staged(releases: readonly Release[], percent: number, code: number | undefined): Change {
  if (percent >= 100) return completed(releases, code);
  const own = theStaged(releases, code);
  if (own.status === 'completed') return unchanged(own, `${inWords(own)} has everybody already.`);
  if (own.status === 'halted') throw isHalted(own);
  if ((percentOf(own) ?? 0) >= percent)
    return unchanged(own, `${inWords(own)} has at least ${percent} % already.`);
  if (own.status === 'draft') refuseFirstStaged(releases);
  const release = { ...without(own), ...exposed({ kind: 'staged', percent }) };
  return changed(releases, release, `Takes ${inWords(own)} to ${percent} %.`);
}

/** Stops a release; one that everybody has only where it is named by its code. */
export function halted(releases: readonly Release[], track: string, code: number | undefined): Change {
  const own = theStaged(releases, code);
  if (own.status === 'halted') return unchanged(own, `${inWords(own)} is halted already.`);
  if (track === 'internal')
    throw new UserError('Google Play halts no release of the internal track.', {
      remedy: 'Upload a newer version to the internal track; it takes the place of this one.',
    });
  if (own.status === 'draft') throw isDraft(own);
  if (own.status === 'completed' && code === undefined)
    throw new UserError(`No release is being rolled out; ${inWords(own)} has everybody.`, {
      remedy: 'To halt it all the same, name it with `build`; the release before it then serves new users.',
    });
  return changed(releases, { ...own, status: 'halted' }, `Halts ${inWords(own)}.`);
}

/** Goes on with a halted release, where it was or at a larger share. */
export function resumed(
  releases: readonly Release[],
  percent: number | undefined,
  code: number | undefined,
): Change {
  const own = theStaged(releases, code);
  if (own.status === 'draft') throw isDraft(own);
  if (own.status !== 'halted') return unchanged(own, `${inWords(own)} is not halted.`);
  const before = percentOf(own) ?? 0;
  const share = Math.max(before, percent ?? 0);
  if (share === 0)
    throw new UserError(`${inWords(own)} was halted when everybody had it.`, {
      remedy: 'Say with `percent` to how many it is given again.',
    });
  const release = { ...without(own), ...exposed(exposureOf(share)) };
  return changed(releases, release, `Resumes ${inWords(own)} at ${share} %.`);
}

/** Gives a staged release to everybody. */
export function completed(releases: readonly Release[], code: number | undefined): Change {
  const own = theStaged(releases, code);
  if (own.status === 'completed') return unchanged(own, `${inWords(own)} has everybody already.`);
  if (own.status === 'halted') throw isHalted(own);
  const release = { ...without(own), ...exposed({ kind: 'full' }) };
  return changed(releases, release, `Gives ${inWords(own)} to everybody.`);
}

/**
 * The release with a code; without one that which is being rolled out, else the newest.
 * @throws UserError where there is none
 */
export function theStaged(releases: readonly Release[], code: number | undefined): Release {
  const isStaged = ({ status }: Release): boolean => status === 'inProgress' || status === 'halted';
  const own =
    code === undefined
      ? (releases.find(isStaged) ?? newest(releases))
      : releases.find((release) => hasCode(release, code));
  if (own) return own;
  throw new UserError(
    code === undefined ? 'There is no release on this track.' : `Version code ${code} is not on this track.`,
    { remedy: 'Upload or promote it first, or correct `track` and `build`.' },
  );
}

/** The release with the highest version code that people have, else the newest draft. */
export function newest(releases: readonly Release[]): Release | undefined {
  const order = [...releases].sort((one, other) => highestCode(other) - highestCode(one));
  return order.find(({ status }) => status !== 'draft') ?? order[0];
}

export const exposureOf = (percent: number): Exposure =>
  percent >= 100 ? { kind: 'full' } : { kind: 'staged', percent };

/** The API rejects a fraction of 1: a release for everybody has none. */
function exposed(exposure: Exposure): { status: Status; userFraction?: number } {
  if (exposure.kind === 'draft') return { status: 'draft' };
  if (exposure.kind === 'full') return { status: 'completed' };
  return { status: 'inProgress', userFraction: Number((exposure.percent / 100).toFixed(8)) };
}

const rank = (exposure: Exposure): number =>
  exposure.kind === 'staged' ? exposure.percent : exposure.kind === 'full' ? 100 : 0;

const rankOf = (release: Release): number => (release.status === 'draft' ? 0 : (percentOf(release) ?? 0));

/** A release without what says who has it. */
function without(release: Release): Release {
  const rest = { ...release };
  delete rest.userFraction;
  // The API takes countries for releases in progress only.
  if (release.status !== 'inProgress') delete rest.countryTargeting;
  return rest;
}

/** A draft stays beside everything; a full release takes the place of all others, a staged one of other staged ones. */
function staysBeside(other: Release, { status }: Release): boolean {
  if (other.status === 'draft' || status === 'draft') return true;
  return (status === 'inProgress' || status === 'halted') && other.status === 'completed';
}

function changed(releases: readonly Release[], release: Release, says: string): Change {
  const codes = codesOf(release);
  const others = releases.filter((other) => !codes.some((code) => hasCode(other, code)));
  return { release, releases: [...others.filter((other) => staysBeside(other, release)), release], says };
}

const unchanged = (release: Release, says: string): Change => ({ release, releases: undefined, says });

/** Whatever the order of their fields. */
function isSame(one: Release, other: Release): boolean {
  const sorted = (release: Release): string =>
    JSON.stringify(Object.entries(release).sort(([a], [b]) => a.localeCompare(b)));
  return sorted(one) === sorted(other);
}

function refuseOlder(releases: readonly Release[], code: number): void {
  const newer = newest(releases);
  if (!newer || newer.status === 'draft' || highestCode(newer) <= code || hasCode(newer, code)) return;
  throw new UserError(`Version code ${code} is older than ${inWords(newer)}, which is on this track.`, {
    remedy:
      'Build with a higher version code: devices never go back to a lower one, and what is there is not replaced by it.',
  });
}

function refuseFirstStaged(releases: readonly Release[]): void {
  if (releases.some(({ status }) => status !== 'draft')) return;
  throw new UserError('The first release of a track cannot be given to a part of its users.', {
    remedy: 'Leave `percent` out this time; later releases can be rolled out in stages.',
  });
}

const isHalted = (release: Release): UserError =>
  new UserError(`${inWords(release)} is halted.`, {
    remedy: 'Find out why. To go on with it all the same, use the verb `resume` first.',
  });

const isDraft = (release: Release): UserError =>
  new UserError(`${inWords(release)} is a draft that nobody has.`, {
    remedy: 'Release it with the verb `stage` or `complete`, or in the Play Console.',
  });
