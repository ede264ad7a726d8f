import { addPhases } from './phases';
import type { Resource } from './records';
import { addItem, addSubmission } from './reviews';
import { canonical } from './service';
import type { Service } from './service';
import { setVersionState, wasOut } from './version-states';
import type { VersionState } from './version-states';
import { addLanguages, languagesOf } from './versions';

/** A version as somebody has left it. */
export interface VersionSeed {
  version: string;
  state: VersionState;
  /** The number of a build that is seeded as well. */
  build?: string;
  platform?: string;
  releaseType?: 'MANUAL' | 'AFTER_APPROVAL' | 'SCHEDULED';
  earliestReleaseDate?: string;
  phased?: { state: 'INACTIVE' | 'ACTIVE' | 'PAUSED' | 'COMPLETE'; day?: number };
}

/** Makes a version, with the review that its state speaks of. */
export function makeVersion(service: Service, app: string, seed: VersionSeed): Resource {
  const { version: versionString, state, platform = 'IOS', releaseType = 'MANUAL' } = seed;
  const { earliestReleaseDate = null } = seed;
  const createdDate = new Date(service.clock.now()).toISOString();
  const version = service.records.add(
    'appStoreVersions',
    { versionString, platform, appVersionState: state, releaseType, earliestReleaseDate, createdDate },
    { app },
  );
  const build = buildOf(service, app, seed);
  if (build) version.relationships['build'] = build.id;
  addLanguages(service, version);
  if (wasOut(version))
    for (const { attributes } of languagesOf(service, version)) attributes['whatsNew'] = 'As good as ever.';
  if (seed.phased) seedPhases(service, version, seed.phased);
  seedReview(service, version, state);
  return version;
}

function buildOf(
  { records }: Service,
  app: string,
  { build, version, platform = 'IOS' }: VersionSeed,
): Resource | undefined {
  return records.list('builds', (each) => {
    const [train] = records.related(each, 'preReleaseVersion');
    return (
      each.relationships['app'] === app &&
      each.attributes['version'] === build &&
      canonical(String(train?.attributes['version'])) === canonical(version) &&
      train?.attributes['platform'] === platform
    );
  })[0];
}

function seedPhases(
  service: Service,
  version: Resource,
  { state, day = 1 }: NonNullable<VersionSeed['phased']>,
): void {
  const phases = addPhases(service, version, { state: 'INACTIVE', day: 0 });
  if (state === 'INACTIVE') return;
  service.releasing.startOn(service, phases, day);
  service.releasing.setPhases(service, phases, state);
}

const SUBMISSIONS: Partial<Record<VersionState, { submission: string; item: string }>> = {
  READY_FOR_REVIEW: { submission: 'READY_FOR_REVIEW', item: 'READY_FOR_REVIEW' },
  WAITING_FOR_REVIEW: { submission: 'WAITING_FOR_REVIEW', item: 'READY_FOR_REVIEW' },
  IN_REVIEW: { submission: 'IN_REVIEW', item: 'READY_FOR_REVIEW' },
  REJECTED: { submission: 'UNRESOLVED_ISSUES', item: 'REJECTED' },
  METADATA_REJECTED: { submission: 'UNRESOLVED_ISSUES', item: 'REJECTED' },
};

function seedReview(service: Service, version: Resource, state: VersionState): void {
  const states = SUBMISSIONS[state];
  if (!states) return;
  const submission = addSubmission(service, version);
  const item = addItem(service, submission, version);
  submission.attributes['state'] = states.submission;
  item.attributes['state'] = states.item;
  setVersionState(version, state);
  if (['WAITING_FOR_REVIEW', 'IN_REVIEW'].includes(states.submission))
    service.releasing.beginReview(service, submission);
}
