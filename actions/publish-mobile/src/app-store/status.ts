import type { Outcome } from '../store';
import { described, wantedBuild } from './builds';
import { absent } from './outcome';
import { meantVersion, outcomeOfVersion, standOf } from './release';
import type { Preference, StoreVersion } from './release';
import type { Session } from './session';

const UNDER_WAY: readonly Preference[] = ['approved', 'in-review', 'rejected', 'phasing'];

/** A version that has left the drafts says more than its build in TestFlight. */
export async function status(session: Session): Promise<Outcome> {
  const { task, material, bundleId } = session;
  const inStore = await versionToTell(session);
  if (inStore) return outcomeOfVersion(bundleId, inStore, { steps: [], note: '' });
  const found = await wantedBuild(session);
  if (found) return described(session, found, { steps: [], note: '' });
  const { version = '', build = '' } = material.artifact ?? task;
  return absent(bundleId, { version, build });
}

/** What is under way comes first, then what the newest build has become; undefined where TestFlight tells more. */
async function versionToTell(session: Session): Promise<StoreVersion | undefined> {
  const { task, material } = session;
  const { version, build } = material.artifact ?? task;
  const { own, versions } = await meantVersion(session, UNDER_WAY);
  if (own && isTold(own) && (build === undefined || own.build?.number === build)) return own;
  if (versions.length === 0) return undefined;
  const newest = await wantedBuild(session);
  if (newest) return versions.find((each) => each.build?.id === newest.id && isTold(each));
  const isNamed = version !== undefined || build !== undefined;
  return isNamed ? undefined : (await meantVersion(session, ['out'])).own;
}

/** Testers may have the build of a draft. */
const isTold = (version: StoreVersion): boolean => standOf(version) !== 'draft';
