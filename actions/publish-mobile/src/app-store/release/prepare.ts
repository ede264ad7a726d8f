/** A version with its build, its time of release and its phases, before Apple is asked to review it. */
import { UserError } from '../../../../../lib/runner';
import { linkTo } from '../api';
import type { Build, Platform } from '../api';
import { converge } from '../converge';
import type { Session } from '../session';
import { sameVersion } from '../version';
import type { ReleaseWish, StoreVersion } from './model';
import { listVersions } from './read';

/** Whatever else is asked for, nobody gets a version that nobody has released. */
const BY_HAND: ReleaseWish = { type: 'MANUAL' };

/** Makes the version of a build, and what was asked for about it, in one call. */
export async function makeVersion(session: Session, build: Build): Promise<StoreVersion> {
  const { app, wire, done } = session;
  const platform = build.platform as Platform;
  const { value, changed } = await converge(wire, {
    look: async () =>
      (await listVersions(session, platform)).find(({ version }) => sameVersion(version, build.version)),
    act: () =>
      wire.write({
        method: 'POST',
        path: '/v1/appStoreVersions',
        data: {
          type: 'appStoreVersions',
          attributes: { platform, versionString: build.version, ...releaseOf(wishOf(session) ?? BY_HAND) },
          relationships: { app: linkTo('apps', app), build: linkTo('builds', build.id) },
        },
      }),
  });
  if (changed) done(`Made version ${build.version} with build ${build.build}.`);
  return value;
}

/** A time that has gone by holds nothing back any more. */
function wishOf({ task, ports }: Session): ReleaseWish | undefined {
  const { release } = task;
  const isOver = release?.at !== undefined && release.at <= ports.clock.now();
  return isOver ? { type: 'AFTER_APPROVAL' } : release;
}

const releaseOf = ({ type, at }: ReleaseWish): object => ({
  releaseType: type,
  ...(at === undefined ? {} : { earliestReleaseDate: new Date(at).toISOString() }),
});

/** Gives a draft the number, the build and the time of release that it does not have. */
export async function settle(session: Session, version: StoreVersion, build: Build): Promise<StoreVersion> {
  const { wire, done } = session;
  const { differences, words } = differencesOf(version, build, session);
  if (words.length === 0) return version;
  const { value, changed } = await converge(wire, {
    look: async () => {
      const now = await again(session, version);
      return differencesOf(now, build, session).words.length === 0 ? now : undefined;
    },
    act: () =>
      wire.write({
        method: 'PATCH',
        path: `/v1/appStoreVersions/${version.id}`,
        data: { type: 'appStoreVersions', id: version.id, ...differences },
      }),
  });
  if (changed) done(`Set ${words.join(', ')}.`);
  return value;
}

function differencesOf(
  { version, build, release }: StoreVersion,
  wanted: Build,
  session: Session,
): { differences: object; words: string[] } {
  const isNamed = sameVersion(version, wanted.version);
  const isBuilt = build?.id === wanted.id;
  const wish = wishOf(session);
  const isTimed = !wish || isSameTime(release, wish);
  const attributes = {
    ...(isNamed ? {} : { versionString: wanted.version }),
    ...(isTimed ? {} : releaseOf(wish)),
  };
  return {
    differences: {
      ...(isNamed && isTimed ? {} : { attributes }),
      ...(isBuilt ? {} : { relationships: { build: linkTo('builds', wanted.id) } }),
    },
    words: [
      ...(isNamed ? [] : [`the version ${version} to ${wanted.version}`]),
      ...(isBuilt ? [] : [`the build of ${wanted.version} to ${wanted.build}`]),
      ...(isTimed ? [] : [`the release to ${wordsOf(wish)}`]),
    ],
  };
}

const HOUR = 3_600_000;

/** Apple may round to the hour that it plans by. */
const isSameTime = (release: ReleaseWish | undefined, { type, at = 0 }: ReleaseWish): boolean =>
  release?.type === type && Math.abs((release.at ?? 0) - at) < HOUR;

const wordsOf = ({ type, at }: ReleaseWish): string => {
  if (type === 'SCHEDULED' && at !== undefined) return new Date(at).toISOString();
  return type === 'MANUAL' ? 'manual' : 'automatic';
};

/** The same version as it is now. @throws UserError where it was taken away meanwhile */
export async function again(
  session: Session,
  { id, version, platform }: StoreVersion,
): Promise<StoreVersion> {
  const now = (await listVersions(session, platform)).find((each) => each.id === id);
  if (now) return now;
  throw new UserError(`Somebody has taken version ${version} away in App Store Connect meanwhile.`, {
    remedy: 'Run this again: it begins with what is there.',
  });
}
