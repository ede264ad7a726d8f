/** What a track may hold, given what it held before. */
import { Refused } from '../gcs/refusal';
import { invalid } from './release-shape';
import type { App, Contents, Release } from './state';

export interface Setting {
  app: App;
  edit: Contents;
  track: string;
}

/** @throws Refused for the first rule that is broken */
export function checkReleases(releases: readonly Release[], setting: Setting): void {
  demandOneOfEach(releases);
  for (const release of releases) {
    demandKnownCodes(release, setting);
    demandPriorityKept(release, setting);
    if (release.status === 'halted') demandHaltable(release, setting);
    if (release.status === 'inProgress') demandUpdate(releases, setting);
  }
}

/** Source: https://developers.google.com/android-publisher/tracks, "Staged rollouts" */
function demandOneOfEach(releases: readonly Release[]): void {
  const count = (...statuses: Release['status'][]): number =>
    releases.filter(({ status }) => statuses.includes(status)).length;
  if (count('completed') > 1) throw invalid('Too many completed releases specified.');
  if (count('inProgress', 'halted') > 1) throw invalid('Too many staged releases specified.');
  const codes = releases.flatMap(({ versionCodes = [] }) => versionCodes);
  if (new Set(codes).size < codes.length) throw invalid('A version code is in more than one release.');
}

function demandKnownCodes({ versionCodes = [] }: Release, { edit }: Setting): void {
  for (const code of versionCodes)
    if (!edit.files.some(({ versionCode }) => versionCode === Number(code)))
      throw new Refused(404, `Version code ${code} could not be found.`, { reason: 'notFound' });
}

/** Source: TrackRelease.inAppUpdatePriority: it cannot be updated once the release is rolled out. */
function demandPriorityKept(release: Release, { app, track }: Setting): void {
  const before = releaseWith(app.tracks.get(track) ?? [], release);
  if (!before || before.status === 'draft') return;
  if ((release.inAppUpdatePriority ?? 0) !== (before.inAppUpdatePriority ?? 0))
    throw invalid('In-app update priority cannot be changed once the release is rolled out.');
}

/** Source: https://support.google.com/googleplay/android-developer/answer/16285429 */
function demandHaltable(release: Release, { app, track }: Setting): void {
  const before = releaseWith(app.tracks.get(track) ?? [], release);
  if (track === 'internal') throw invalid('Releases on the internal testing track cannot be halted.');
  if (!before || before.status === 'draft')
    throw invalid('Only a release that has been rolled out can be halted.');
  if (before.status === 'completed' && (app.past.get(track) ?? []).length === 0)
    throw invalid('The first release of a track cannot be halted.');
}

/** Staged rollouts are for updates. Source: https://support.google.com/googleplay/android-developer/answer/6346149 */
function demandUpdate(releases: readonly Release[], { app, track }: Setting): void {
  const before = app.tracks.get(track) ?? [];
  const isLive = ({ status }: Release): boolean => status !== 'draft';
  if (!before.some(isLive)) throw invalid('The first release of a track cannot be rolled out in stages.');
  const live = before.find(({ status }) => status === 'completed');
  if (live && !releases.some((each) => each.status === 'completed'))
    throw invalid('The release that serves the other users is missing.');
}

/** Those who have a higher version code can never be brought to a lower one. Checked when the edit is validated. */
export function demandUpgradePath({ app, edit }: Omit<Setting, 'track'>): void {
  for (const [track, releases] of edit.tracks) {
    const live = highest((app.tracks.get(track) ?? []).filter(({ status }) => status === 'completed'));
    const wanted = releases.filter(({ status }) => status === 'completed' || status === 'inProgress');
    if (wanted.length > 0 && highest(wanted) < live)
      throw invalid(
        'You cannot rollout this release because it does not allow any existing users to upgrade to the newly added APKs.',
      );
  }
}

/** Source: https://github.com/fastlane/fastlane/issues/15693 */
export function demandOnlyDrafts({ app, edit }: Omit<Setting, 'track'>): void {
  const releases = [...edit.tracks.values()].flat();
  if (app.draft && releases.some(({ status }) => status !== 'draft'))
    throw invalid('Only releases with status draft may be created on draft app.');
}

const highest = (releases: readonly Release[]): number =>
  Math.max(0, ...releases.flatMap(({ versionCodes = [] }) => versionCodes.map(Number)));

/** The release that shares a version code with this one. */
export const releaseWith = (
  releases: readonly Release[],
  { versionCodes = [] }: Release,
): Release | undefined =>
  releases.find((each) => each.versionCodes?.some((code) => versionCodes.includes(code)));
