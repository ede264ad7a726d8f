import type { Resource } from './records';
import { canonical } from './service';
import type { Finding, Service } from './service';

/** An upload that was committed, and what will come of it. */
interface Work {
  /** Emulated milliseconds. */
  since: number;
  finding: Finding | undefined;
}

/** What Apple does by itself in the time that has gone by; looked at before every call. */
export class Processing {
  readonly #uploads = new Map<Resource, Work>();
  readonly #reviews = new Map<Resource, number>();

  begin(service: Service, upload: Resource, finding: Finding | undefined): void {
    this.#uploads.set(upload, { since: service.clock.now(), finding });
  }

  beginReview({ clock }: Service, submission: Resource): void {
    this.#reviews.set(submission, clock.now());
  }

  catchUp(service: Service): void {
    const now = service.clock.now();
    for (const [upload, work] of this.#uploads)
      if (advance(service, upload, work, now)) this.#uploads.delete(upload);
    for (const [submission, since] of this.#reviews) {
      // A test has decided it by hand.
      if (['APPROVED', 'REJECTED'].includes(String(submission.attributes['betaReviewState']))) continue;
      const share = (now - since) / service.reviewMs;
      const state = share >= 1 ? 'APPROVED' : share >= 0.5 ? 'IN_REVIEW' : 'WAITING_FOR_REVIEW';
      submission.attributes['betaReviewState'] = state;
    }
  }
}

/** The build shows while it is processed. @returns whether it is done with */
function advance(service: Service, upload: Resource, { since, finding }: Work, now: number): boolean {
  const share = (now - since) / service.processMs;
  if (finding) {
    if (share < 1) return false;
    upload.attributes['state'] = { state: 'FAILED', errors: [finding], warnings: [], infos: [] };
    return true;
  }
  if (share >= 0.5 && upload.relationships['build'] === undefined)
    upload.relationships['build'] = addBuild(service, upload).id;
  if (share < 1) return false;
  upload.attributes['state'] = { state: 'COMPLETE', errors: [], warnings: [], infos: [] };
  for (const build of service.records.related(upload, 'build')) build.attributes['processingState'] = 'VALID';
  return true;
}

function addBuild(service: Service, { attributes, relationships }: Resource): Resource {
  const { cfBundleShortVersionString: version, cfBundleVersion: build, platform } = attributes;
  return makeBuild(service, String(relationships['app']), {
    ...{ version: String(version), build: String(build), platform: String(platform) },
    processingState: 'PROCESSING',
    usesNonExemptEncryption: null,
  });
}

export interface BuildSeed {
  version: string;
  build: string;
  platform?: string;
  processingState?: 'PROCESSING' | 'FAILED' | 'INVALID' | 'VALID';
  /** Null where nobody has said it. */
  usesNonExemptEncryption?: boolean | null;
  expired?: boolean;
}

/** A version keeps the form in which it came first: a later 1.2.0 goes under 1.2. */
export function makeBuild({ records, clock }: Service, app: string, seed: BuildSeed): Resource {
  const { version, build, platform = 'IOS', expired = false } = seed;
  const { processingState = 'VALID', usesNonExemptEncryption = false } = seed;
  // Source: https://github.com/fastlane/fastlane/pull/18547
  const sameTrain = ({ attributes, relationships }: Resource): boolean =>
    relationships['app'] === app &&
    attributes['platform'] === platform &&
    canonical(String(attributes['version'])) === canonical(version);
  const train =
    records.list('preReleaseVersions', sameTrain)[0] ??
    records.add('preReleaseVersions', { version, platform }, { app });
  const detail = records.add('buildBetaDetails', { autoNotifyEnabled: false });
  const uploadedDate = new Date(clock.now()).toISOString();
  return records.add(
    'builds',
    { version: build, uploadedDate, expired, processingState, usesNonExemptEncryption },
    { app, preReleaseVersion: train.id, buildBetaDetail: detail.id, betaGroups: [] },
  );
}
