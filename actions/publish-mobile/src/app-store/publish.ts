import { UserError } from '../../../../lib/runner';
import type { AppleArtifact } from '../artifact';
import type { Material, Outcome, StorePorts } from '../store';
import { findApp, listBuilds, listGroups } from './api';
import type { Build } from './api';
import { explained } from './explain';
import type { AppStoreTask } from './inputs';
import { absent, outcomeOf } from './outcome';
import { processed } from './processing';
import type { Session } from './session';
import { distribute } from './testflight';
import { deliver, findBuild } from './upload';
import { sameVersion } from './version';
import { openWire } from './wire';

/**
 * Does one thing at App Store Connect, as far as it is not done yet.
 * @throws UserError for what the caller can put right; running it again goes on from where it stands
 */
export async function publishToAppStore(
  ports: StorePorts,
  task: AppStoreTask,
  material: Material<AppleArtifact>,
): Promise<Outcome> {
  // Whoever gave it in base64, or in one line, would not have it masked as it is written in the file.
  ports.secret(task.key.private.export({ type: 'pkcs8', format: 'pem' }).toString());
  const bundleId = material.artifact?.bundleId ?? task.bundleId ?? '';
  const steps: string[] = [];
  const done = (step: string): void => {
    steps.push(step);
    ports.log.info(step);
  };
  try {
    const wire = openWire(ports, task.key);
    const app = (await findApp(wire, bundleId)) ?? noApp(bundleId);
    return await carryOut({ ports, wire, app, bundleId, task, material, done }, steps);
  } catch (error) {
    throw explained(error, `\`${task.verb}\` of ${bundleId} at App Store Connect`);
  }
}

function noApp(bundleId: string): never {
  throw new UserError(`App Store Connect has no app ${bundleId} that this key may see.`, {
    remedy: 'Make the app in App Store Connect, which the API cannot, or give the key access to it.',
  });
}

async function carryOut(session: Session, steps: readonly string[]): Promise<Outcome> {
  switch (session.task.verb) {
    case 'upload':
      return uploaded(session, steps);
    case 'distribute':
      return distributed(session, steps);
    case 'status':
      return status(session);
  }
}

/** A build with the number is taken for ours: Apple tells no checksum to compare it by. */
async function uploaded(session: Session, steps: readonly string[]): Promise<Outcome> {
  const { artifact } = session.material;
  if (!artifact) throw new Error('There is nothing to upload.');
  const upload = await deliver(session, artifact);
  const build = await processed(session, artifact, upload);
  await distribute(session, build);
  const note = upload === undefined ? 'App Store Connect had a build with this number already.' : '';
  return described(session, build, { steps, note });
}

async function distributed(session: Session, steps: readonly string[]): Promise<Outcome> {
  const found = (await wantedBuild(session)) ?? noBuild(session);
  const { version, build, platform } = found;
  const usable = await processed(session, { version, build, platform: platform as 'IOS' }, undefined);
  await distribute(session, usable);
  return described(session, usable, { steps, note: '' });
}

async function status(session: Session): Promise<Outcome> {
  const { task, material, bundleId } = session;
  const found = await wantedBuild(session);
  if (found) return described(session, found, { steps: [], note: '' });
  const { version = '', build = '' } = material.artifact ?? task;
  return absent(bundleId, { version, build });
}

/** The build that the file or the inputs name; of several, the newest. */
async function wantedBuild({ wire, app, task, material }: Session): Promise<Build | undefined> {
  const { artifact } = material;
  const { version, build } = artifact ?? task;
  const builds = await listBuilds(wire, app, { build, platform: artifact?.platform });
  const fitting = builds.filter((each) => version === undefined || sameVersion(each.version, version));
  const [newest] = fitting;
  const others = fitting.filter(({ platform }) => platform !== newest?.platform);
  if (build === undefined || others.length === 0) return newest;
  throw new UserError(`There are builds ${build} of this app for several systems.`, {
    remedy: 'Give the file, which says for which system it is.',
  });
}

function noBuild({ task, material, bundleId }: Session): never {
  const { version = '', build = '' } = material.artifact ?? task;
  throw new UserError(`App Store Connect has no build ${build} of ${bundleId} ${version}.`, {
    remedy: 'Upload it first, with the verb `upload`, or correct `version` and `build`.',
  });
}

async function described(
  session: Session,
  build: Build,
  about: { steps: readonly string[]; note: string },
): Promise<Outcome> {
  const { wire, app, bundleId } = session;
  const { version, build: number, platform } = build;
  const now = await findBuild(session, { version, build: number, platform: platform as 'IOS' });
  return outcomeOf(bundleId, now ?? build, await listGroups(wire, app), about);
}
