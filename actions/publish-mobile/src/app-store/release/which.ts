/** Which version of the App Store is meant. */
import { UserError } from '../../../../../lib/runner';
import type { Session } from '../session';
import { compareVersions, sameVersion } from '../version';
import { isRollingOut, standOf } from './model';
import type { Stand, StoreVersion } from './model';
import { listVersions } from './read';

/** The versions of one platform, and the one that is meant. */
export interface Meant {
  versions: StoreVersion[];
  /** Undefined where there is none. */
  own: StoreVersion | undefined;
}

/**
 * The version that the file or the inputs name; else the first that `order` finds.
 * @throws UserError where the app is there for several systems, and nobody has said which
 */
export async function meantVersion(session: Session, order: readonly Preference[]): Promise<Meant> {
  const { task, material } = session;
  const { version, build } = material.artifact ?? task;
  const versions = await versionsOfOne(session);
  if (version === undefined && build === undefined) return { versions, own: preferred(versions, order) };
  const own = newestFirst(versions).find(
    (each) =>
      (version === undefined || sameVersion(each.version, version)) &&
      (version !== undefined || each.build?.number === build),
  );
  return { versions, own };
}

async function versionsOfOne(session: Session): Promise<StoreVersion[]> {
  const { task, material } = session;
  const versions = await listVersions(session, material.artifact?.platform ?? task.platform);
  const platforms = new Set(versions.map(({ platform }) => platform));
  if (platforms.size <= 1) return versions;
  throw new UserError(`The app is in the App Store for several systems: ${[...platforms].join(', ')}.`, {
    remedy: 'Say with `platform` which is meant.',
  });
}

/** Something that a version can be; `phasing` is one that some users wait for. */
export type Preference = Stand | 'phasing';

function preferred(
  versions: readonly StoreVersion[],
  order: readonly Preference[],
): StoreVersion | undefined {
  for (const preference of order) {
    const found = newestFirst(versions).find((version) =>
      preference === 'phasing' ? isRollingOut(version) : standOf(version) === preference,
    );
    if (found) return found;
  }
  return undefined;
}

const newestFirst = (versions: readonly StoreVersion[]): StoreVersion[] =>
  [...versions].sort((one, other) => compareVersions(other.version, one.version));
