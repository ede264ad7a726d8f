import type { Resource } from '../../../../emulators/app-store';
import type { AppStoreStage } from './stage';

/** Somebody else's version, which no line tells of. */
export const OTHER_PLATFORM = 'TV_OS';

/**
 * All that there is, a line each: deliveries with how many files they have, builds with how many groups, notes and
 * reviews for testers, versions with build, release and phases, submissions with how much is in them, and how often a
 * release was asked for.
 */
export function linesOf({ store }: AppStoreStage): string[] {
  const { records } = store();
  const list = (type: string): Resource[] => records.list(type);
  const uploads = list('buildUploads').map((upload) => {
    const files = records.list(
      'buildUploadFiles',
      ({ relationships }) => relationships['buildUpload'] === upload.id,
    );
    return words('upload', (upload.attributes['state'] as { state: string }).state, files.length);
  });
  const builds = list('builds').map(({ attributes, relationships }) =>
    words('build', attributes['version'], [relationships['betaGroups'] ?? []].flat().length),
  );
  const versions = list('appStoreVersions')
    .filter(({ attributes }) => attributes['platform'] !== OTHER_PLATFORM)
    .map((version) => {
      const [build] = records.related(version, 'build');
      const [phased] = records.related(version, 'appStoreVersionPhasedRelease');
      const { versionString, appVersionState } = version.attributes;
      const state = phased?.attributes['phasedReleaseState'];
      return words('version', versionString, build?.attributes['version'], appVersionState, state);
    });
  const submissions = list('reviewSubmissions').map(({ attributes, relationships }) =>
    words('submission', attributes['state'], [relationships['items'] ?? []].flat().length),
  );
  const counted = ['betaBuildLocalizations', 'betaAppReviewSubmissions', 'appStoreVersionReleaseRequests']
    .map((type) => [type, list(type).length] as const)
    .flatMap(([type, count]) => (count > 0 ? [words(type, count)] : []));
  return [...uploads, ...builds, ...versions, ...submissions, ...counted];
}

const words = (...parts: readonly unknown[]): string =>
  parts.filter((part) => part !== undefined && part !== 0).join(' ');

/** What is there and should not be, and what is missing; orphans are among the former. */
export function faultsOf(stage: AppStoreStage, ends: readonly string[]): string[] {
  const [there, wanted] = [linesOf(stage).sort(), [...ends].sort()];
  return String(there) === String(wanted) ? [] : [`there is ${there.join(', ')}`];
}
