import type { Build, Platform } from '../api';
import type { Session } from '../session';
import { chosenFor, isRejected } from './choose';
import { isUpdate, nameOf, standOf } from './model';
import type { StoreVersion } from './model';
import { writeReleaseNotes } from './notes';
import { addPhases, dropPhases } from './phased';
import { makeVersion, settle } from './prepare';
import { listVersions } from './read';
import { isSentBack, resolve, submitForReview } from './review';

/** A version that was looked at, and what is to be said about it. */
export interface Handled {
  version: StoreVersion;
  /** Why nothing was done; empty where something was, or where it goes without saying. */
  note: string;
}

/**
 * Has Apple review a build as a version of the App Store. Its phases are set up first: once it is submitted, it may be
 * approved and out at any time.
 * @throws UserError where something else is under way, or the build cannot be submitted
 */
export async function submit(session: Session, build: Build): Promise<Handled> {
  const choice = chosenFor(await listVersions(session, build.platform as Platform), build);
  if (choice.kind === 'done')
    return { version: choice.version, note: `${nameOf(choice.version)} was submitted already.` };
  const found = choice.kind === 'make' ? await makeVersion(session, build) : choice.version;
  await reopenReturned(session, found, choice.kind === 'returned');
  const version = await settle(session, found, build);
  const versions = await listVersions(session, version.platform);
  if (isUpdate(version, versions)) await preparedUpdate(session, version);
  else tellFirst(session, version);
  await submitForReview(session, version);
  return { version, note: '' };
}

/**
 * Says that a rejection is mended before the version gets its next build: a run that ends in between would leave a build
 * that looks as if Apple had rejected it.
 * @param isSame whether it is the build that Apple has seen, as far as the version tells
 */
async function reopenReturned(session: Session, version: StoreVersion, isSame: boolean): Promise<void> {
  if (standOf(version) !== 'rejected') return;
  const sentBack = await isSentBack(session, version);
  if (isSame && sentBack) throw isRejected(version);
  if (sentBack) await resolve(session, version);
}

async function preparedUpdate(session: Session, version: StoreVersion): Promise<void> {
  await writeReleaseNotes(session, version);
  if (session.task.phased) await addPhases(session, version);
  else await dropPhases(session, version);
}

/** Nobody has anything that could be updated: Apple takes neither phases nor notes. */
function tellFirst({ ports, material }: Session, version: StoreVersion): void {
  const left = material.notes.size > 0 ? ' The App Store shows no notes for it, and they were left out.' : '';
  ports.log.info(`${version.version} is the first version: it goes to everybody at once.${left}`);
}
