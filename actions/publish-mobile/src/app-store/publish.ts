import { UserError } from '../../../../lib/runner';
import type { AppleArtifact } from '../artifact';
import type { Material, Outcome, StorePorts } from '../store';
import { findApp } from './api';
import { described, usableBuild } from './builds';
import { explained } from './explain';
import type { AppStoreTask } from './inputs';
import { processed } from './processing';
import type { Session } from './session';
import { status } from './status';
import { again, complete, outcomeOfVersion, pause, phase, resume, submit } from './release';
import type { Handled } from './release';
import { clearForExport, distribute } from './testflight';
import { deliver } from './upload';
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
    case 'submit':
      return submitted(session, steps);
    case 'phase':
      return handled(session, await phase(session), steps);
    case 'pause':
      return handled(session, await pause(session), steps);
    case 'resume':
      return handled(session, await resume(session), steps);
    case 'complete':
      return handled(session, await complete(session), steps);
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
  const build = await usableBuild(session);
  await distribute(session, build);
  return described(session, build, { steps, note: '' });
}

async function submitted(session: Session, steps: readonly string[]): Promise<Outcome> {
  const build = await usableBuild(session);
  await clearForExport(session, build);
  return handled(session, await submit(session, build), steps);
}

/** The version as it is by now. */
async function handled(
  session: Session,
  { version, note }: Handled,
  steps: readonly string[],
): Promise<Outcome> {
  return outcomeOfVersion(session.bundleId, await again(session, version), { steps, note });
}
