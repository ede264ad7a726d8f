/** Which build is meant, and how it stands. */
import { UserError } from '../../../../lib/runner';
import type { Outcome } from '../store';
import { listBuilds, listGroups } from './api';
import type { Build, Platform } from './api';
import { outcomeOf } from './outcome';
import { processed } from './processing';
import type { Session } from './session';
import { findBuild } from './upload';
import { sameVersion } from './version';

/** The build that the file or the inputs name; of several, the newest. */
export async function wantedBuild({ wire, app, task, material }: Session): Promise<Build | undefined> {
  const { artifact } = material;
  const { version, build } = artifact ?? task;
  const builds = await listBuilds(wire, app, { build, platform: artifact?.platform ?? task.platform });
  const fitting = builds.filter((each) => version === undefined || sameVersion(each.version, version));
  const [newest] = fitting;
  const others = fitting.filter(({ platform }) => platform !== newest?.platform);
  if (build === undefined || others.length === 0) return newest;
  throw new UserError(`There are builds ${build} of this app for several systems.`, {
    remedy: 'Say with `platform` for which it is meant, or give the file.',
  });
}

function noBuild({ task, material, bundleId }: Session): never {
  const { version = '', build = '' } = material.artifact ?? task;
  throw new UserError(`App Store Connect has no build ${build} of ${bundleId} ${version}.`, {
    remedy: 'Upload it first, with the verb `upload`, or correct `version` and `build`.',
  });
}

/** The build as it is by now. */
export async function described(
  session: Session,
  build: Build,
  about: { steps: readonly string[]; note: string },
): Promise<Outcome> {
  const { wire, app, bundleId } = session;
  const { version, build: number, platform } = build;
  const now = await findBuild(session, { version, build: number, platform: platform as Platform });
  return outcomeOf(bundleId, now ?? build, await listGroups(wire, app), about);
}

/** The build that is meant, once Apple has processed it. @throws UserError where there is none */
export async function usableBuild(session: Session): Promise<Build> {
  const { version, build, platform } = (await wantedBuild(session)) ?? noBuild(session);
  return processed(session, { version, build, platform: platform as Platform }, undefined);
}
