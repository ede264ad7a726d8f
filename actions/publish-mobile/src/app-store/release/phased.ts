/** The phased release of a version: whether there is one, and how it stands. */
import { UserError } from '../../../../../lib/runner';
import { linkTo } from '../api';
import { converge } from '../converge';
import { AppStoreRefusal } from '../refusal';
import type { Session } from '../session';
import { nameOf, standOf } from './model';
import type { PhasedRelease, PhasedState, StoreVersion } from './model';
import { again } from './prepare';

const TYPE = 'appStoreVersionPhasedReleases';

/** Has a version go out over seven days; it begins as INACTIVE, and Apple starts it when the version is out. */
export async function addPhases(session: Session, version: StoreVersion): Promise<void> {
  const { wire, done } = session;
  const { changed } = await converge(wire, {
    look: async () => (await again(session, version)).phased,
    act: () =>
      wire.write({
        method: 'POST',
        path: `/v1/${TYPE}`,
        data: {
          type: TYPE,
          attributes: { phasedReleaseState: 'INACTIVE' },
          relationships: { appStoreVersion: linkTo('appStoreVersions', version.id) },
        },
      }),
  });
  if (changed) done(`Had ${version.version} go out over seven days.`);
}

/** Has a version that is not out yet go to everybody at once. */
export async function dropPhases(session: Session, version: StoreVersion): Promise<void> {
  const { wire, done } = session;
  const { changed } = await converge(wire, {
    look: async () => ((await again(session, version)).phased ? undefined : true),
    act: async () => {
      const { phased } = await again(session, version);
      if (phased) await remove(session, phased);
    },
  });
  if (changed) done(`Had ${version.version} go to everybody at once.`);
}

async function remove({ wire }: Session, { id }: PhasedRelease): Promise<void> {
  try {
    await wire.write({ method: 'DELETE', path: `/v1/${TYPE}/${id}` });
  } catch (error) {
    // Another job was first.
    if (!(error instanceof AppStoreRefusal) || error.status !== 404) throw error;
  }
}

/** Pauses, resumes or completes what is going on. */
export async function setPhases(session: Session, version: StoreVersion, state: PhasedState): Promise<void> {
  const { wire, done } = session;
  const id = version.phased?.id;
  if (id === undefined) throw new Error('There is no phased release to change.');
  const { changed } = await converge(wire, {
    look: async () => ((await again(session, version)).phased?.state === state ? true : undefined),
    act: () =>
      wire.write({
        method: 'PATCH',
        path: `/v1/${TYPE}/${id}`,
        data: { type: TYPE, id, attributes: { phasedReleaseState: state } },
      }),
  });
  if (changed) done(WORDS[state](nameOf(version)));
}

const WORDS: Readonly<Record<PhasedState, (name: string) => string>> = {
  INACTIVE: (name) => `Held the phased release of ${name} back.`,
  ACTIVE: (name) => `Resumed the phased release of ${name}.`,
  PAUSED: (name) => `Paused the phased release of ${name}.`,
  COMPLETE: (name) => `Gave ${name} to everybody.`,
};

/**
 * Releases a version that waits for it.
 * @param phased what has to hold when it goes out, and is looked at right before
 */
export async function release(session: Session, version: StoreVersion, phased: boolean): Promise<void> {
  const { wire, done } = session;
  const type = 'appStoreVersionReleaseRequests';
  const { changed } = await converge(wire, {
    look: async () => {
      const now = await again(session, version);
      if (now.state !== 'PENDING_DEVELOPER_RELEASE') return demandReleased(now);
      if ((now.phased !== undefined) !== phased) throw changedMeanwhile(now);
      return undefined;
    },
    act: () =>
      wire.write({
        method: 'POST',
        path: `/v1/${type}`,
        data: { type, relationships: { appStoreVersion: linkTo('appStoreVersions', version.id) } },
      }),
  });
  if (changed) done(`Released ${nameOf(version)}.`);
}

/** Somebody may have rejected it meanwhile. */
function demandReleased(now: StoreVersion): true {
  if (['approved', 'out', 'replaced'].includes(standOf(now))) return true;
  throw new UserError(`${nameOf(now)} is not approved any more: it is ${now.state}.`, {
    remedy: 'See in App Store Connect who has taken it back, and why.',
  });
}

const changedMeanwhile = (now: StoreVersion): UserError =>
  new UserError(
    `Somebody has ${now.phased ? 'set up' : 'taken away'} the phased release of ${nameOf(now)} meanwhile, so it was not released.`,
    { remedy: 'Agree on how it goes out, and run this again.' },
  );
