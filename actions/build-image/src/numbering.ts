import { formatReference } from '../../../lib/registry';
import type { Digest, RegistryClient, Repository } from '../../../lib/registry';
import { releasesAmong, versionAfter } from './versions';
import type { Bump, Release, ReleaseNumber } from './versions';

/** A number, and in a sentence how it came about. */
export interface Numbering extends ReleaseNumber {
  readonly reason: string;
}

/** An image that was released before all of these gets a new number. */
const LOOK_BACK = 20;
/** A release that is run again is mostly the last one, so a few are asked for at a time. */
const AT_ONCE = 5;

/**
 * The number of an image: the one that it was released under, else the one after the highest that the repository has.
 * @param digest of the image
 */
export async function numberOf(
  registry: RegistryClient,
  { repository, digest }: { repository: Repository; digest: Digest },
  bump: Bump,
): Promise<Numbering> {
  const releases = releasesAmong(await registry.listTags(repository));
  const highest = releases[0]?.version;
  const own = await findOwn(registry, { repository, digest }, releases.slice(0, LOOK_BACK));
  if (own) {
    const reason = `${formatReference({ ...repository, tag: own.tag })} is this image already.`;
    return { version: own.version, newest: own.version === highest, reason };
  }
  const version = versionAfter(releases, bump);
  const reason =
    highest === undefined
      ? `Version ${version} is the first one in ${formatReference(repository)}.`
      : `Version ${version} is the next ${bump} one after ${highest}.`;
  return { version, newest: true, reason };
}

/** The highest release that is the image. */
async function findOwn(
  registry: RegistryClient,
  { repository, digest }: { repository: Repository; digest: Digest },
  releases: readonly Release[],
): Promise<Release | undefined> {
  for (let from = 0; from < releases.length; from += AT_ONCE) {
    const few = releases.slice(from, from + AT_ONCE);
    const digests = await Promise.all(few.map(({ tag }) => registry.headManifest({ ...repository, tag })));
    const found = few[digests.indexOf(digest)];
    if (found) return found;
  }
  return undefined;
}
