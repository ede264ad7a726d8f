/** What is done about a version after it was submitted, as far as it is not so already. */
import { UserError } from '../../../../../lib/runner';
import type { Session } from '../session';
import { isUpdate, nameOf, standOf } from './model';
import type { StoreVersion } from './model';
import { addPhases, dropPhases, release, setPhases } from './phased';
import type { Handled } from './submit';
import { meantVersion } from './which';
import type { Meant, Preference } from './which';

const nothing = (version: StoreVersion, note: string): Handled => ({ version, note });

/** What is under way comes before what is out; a draft that waits for a later day comes last. */
const UNDER_WAY: readonly Preference[] = [
  ...(['approved', 'in-review', 'rejected', 'phasing', 'out', 'draft'] as const),
];
const OUT: readonly Preference[] = ['phasing', 'out', 'approved', 'in-review', 'rejected', 'draft'];

/** Has a version go out over seven days: set up while it is reviewed, and released once it is approved. */
export async function phase(session: Session): Promise<Handled> {
  const { own, versions } = await demanded(session, UNDER_WAY);
  switch (standOf(own)) {
    case 'approved':
      return phaseApproved(session, own, versions);
    case 'in-review':
    case 'draft':
      if (isUpdate(own, versions)) await addPhases(session, own);
      return nothing(own, '');
    case 'out':
      return nothing(own, own.phased?.state === 'PAUSED' ? 'It stays paused: nobody asked to resume.' : '');
    default:
      return nothing(own, '');
  }
}

async function phaseApproved(
  session: Session,
  own: StoreVersion,
  versions: readonly StoreVersion[],
): Promise<Handled> {
  if (own.state === 'PROCESSING_FOR_DISTRIBUTION') return nothing(own, '');
  if (!isUpdate(own, versions)) throw isFirst(own);
  await addPhases(session, own);
  // Apple releases the others itself, at the time that somebody has chosen or when its system is out.
  const waits = own.state === 'PENDING_DEVELOPER_RELEASE' && own.release?.type !== 'SCHEDULED';
  if (waits) await release(session, own, true);
  return nothing(own, '');
}

/** Stops a phased release from reaching more users. */
export async function pause(session: Session): Promise<Handled> {
  const own = await demandedOut(session);
  const state = own.phased?.state;
  if (state === 'PAUSED') return nothing(own, `${nameOf(own)} is paused already.`);
  if (state === undefined || state === 'COMPLETE') throw hasEverybody(own);
  await setPhases(session, own, 'PAUSED');
  return nothing(own, '');
}

/** Goes on with a phased release that was paused, on the day where it stood. */
export async function resume(session: Session): Promise<Handled> {
  const own = await demandedOut(session);
  if (own.phased?.state !== 'PAUSED') return nothing(own, `${nameOf(own)} is not paused.`);
  await setPhases(session, own, 'ACTIVE');
  return nothing(own, '');
}

/** Gives a version to everybody; one that is not out yet only where it is named. */
export async function complete(session: Session): Promise<Handled> {
  const { own } = await demanded(session, OUT);
  if (standOf(own) === 'approved') return completeApproved(session, own);
  if (!['out', 'replaced'].includes(standOf(own))) throw isNotOut(own);
  const state = own.phased?.state;
  if (state === 'PAUSED') throw isPaused(own);
  if (state === undefined || state === 'COMPLETE') return nothing(own, '');
  await setPhases(session, own, 'COMPLETE');
  return nothing(own, '');
}

async function completeApproved(session: Session, own: StoreVersion): Promise<Handled> {
  const { task, material } = session;
  if (own.state !== 'PENDING_DEVELOPER_RELEASE') return nothing(own, '');
  if ((material.artifact ?? task).version === undefined) throw isNotNamed(own);
  await dropPhases(session, own);
  await release(session, own, false);
  return nothing(own, '');
}

async function demanded(
  session: Session,
  order: readonly Preference[],
): Promise<Meant & { own: StoreVersion }> {
  const { own, versions } = await meantVersion(session, order);
  const { version = '', build } = session.material.artifact ?? session.task;
  if (own && build !== undefined && own.build?.number !== build) throw hasOtherBuild(own, build);
  if (own) return { own, versions };
  throw new UserError(`${session.bundleId} has no version ${version} in App Store Connect.`, {
    remedy: 'Submit it first, with the verb `submit`, or correct `version` and `build`.',
  });
}

async function demandedOut(session: Session): Promise<StoreVersion> {
  const { own } = await demanded(session, OUT);
  if (standOf(own) === 'out') return own;
  throw standOf(own) === 'replaced' ? hasEverybody(own) : isNotOut(own);
}

const hasOtherBuild = (own: StoreVersion, build: string): UserError =>
  new UserError(`${nameOf(own)} is the one in App Store Connect, not build ${build}.`, {
    remedy: 'Correct `build`, or leave it out.',
  });

const isNotOut = (own: StoreVersion): UserError =>
  new UserError(`${nameOf(own)} is not out yet: it is ${own.state}.`, {
    remedy:
      'Nobody has it, so there is nothing to do about its release. To keep it from going out, take it back in App Store Connect.',
  });

const hasEverybody = (own: StoreVersion): UserError =>
  new UserError(`No phased release is going on: everybody can have ${nameOf(own)}.`, {
    remedy:
      'Submit a newer version that puts things right. The App Store brings nobody back to an older one; selling the app can be ended in App Store Connect.',
  });

const isPaused = (own: StoreVersion): UserError =>
  new UserError(`The phased release of ${nameOf(own)} is paused.`, {
    remedy: 'Find out why. To go on with it all the same, use the verb `resume` first.',
  });

const isFirst = (own: StoreVersion): UserError =>
  new UserError(`${nameOf(own)} is the first version, which cannot go out in phases.`, {
    remedy: 'Release it to everybody, with the verb `complete` and `version`.',
  });

const isNotNamed = (own: StoreVersion): UserError =>
  new UserError(`${nameOf(own)} is not out yet.`, {
    remedy:
      'To release it to everybody at once, name it with `version`; over seven days, use the verb `phase`.',
  });
