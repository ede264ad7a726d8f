/** What App Store Connect tells about versions and their reviews. Shapes: Apple's OpenAPI document, version 4.3.1. */
import { z } from 'zod';
import { attributesOf, idsOf, included } from '../api';
import type { Platform } from '../api';
import type { Session } from '../session';
import type { Listed, Resource, Wire } from '../wire';
import type { PhasedRelease, ReleaseWish, StoreVersion } from './model';

const versionShape = z.looseObject({
  versionString: z.string(),
  platform: z.enum(['IOS', 'MAC_OS', 'TV_OS', 'VISION_OS']),
  appVersionState: z.string(),
  releaseType: z.enum(['MANUAL', 'AFTER_APPROVAL', 'SCHEDULED']).nullish(),
  earliestReleaseDate: z.string().nullish(),
});

const phasedShape = z.looseObject({
  phasedReleaseState: z.enum(['INACTIVE', 'ACTIVE', 'PAUSED', 'COMPLETE']),
  currentDayNumber: z.number().nullish(),
});

/** All versions of the app, of one platform or of all. */
export async function listVersions(
  { wire, app }: Pick<Session, 'wire' | 'app'>,
  platform: Platform | undefined,
): Promise<StoreVersion[]> {
  const listed = await wire.list(`/v1/apps/${app}/appStoreVersions`, {
    include: 'build,appStoreVersionPhasedRelease',
    ...(platform === undefined ? {} : { 'filter[platform]': platform }),
  });
  return listed.data.map((each) => asVersion(each, listed));
}

function asVersion(found: Resource, listed: Listed): StoreVersion {
  const { versionString, platform, appVersionState, releaseType, earliestReleaseDate } = attributesOf(
    versionShape,
    found,
  );
  const [build] = included(found, listed, 'build');
  const number = build?.attributes['version'];
  return {
    ...{ id: found.id, version: versionString, platform, state: appVersionState },
    release: releaseType ? wishOf(releaseType, earliestReleaseDate) : undefined,
    build: build && { id: build.id, number: typeof number === 'string' ? number : '' },
    phased: phasedOf(included(found, listed, 'appStoreVersionPhasedRelease')[0]),
  };
}

function wishOf(type: ReleaseWish['type'], date: string | null | undefined): ReleaseWish {
  const at = Date.parse(date ?? '');
  return type === 'SCHEDULED' && !Number.isNaN(at) ? { type, at } : { type };
}

function phasedOf(found: Resource | undefined): PhasedRelease | undefined {
  if (!found) return undefined;
  const { phasedReleaseState, currentDayNumber } = attributesOf(phasedShape, found);
  return { id: found.id, state: phasedReleaseState, day: currentDayNumber ?? 0 };
}

const localizationShape = z.looseObject({ locale: z.string(), whatsNew: z.string().nullish() });

/** A language of a version's page. */
export interface Localization {
  id: string;
  locale: string;
  /** Empty where nobody has written it. */
  whatsNew: string;
}

export async function listLocalizations(wire: Wire, version: string): Promise<Localization[]> {
  const { data } = await wire.list(`/v1/appStoreVersions/${version}/appStoreVersionLocalizations`);
  return data.map((each) => {
    const { locale, whatsNew } = attributesOf(localizationShape, each);
    return { id: each.id, locale, whatsNew: whatsNew ?? '' };
  });
}

const submissionShape = z.looseObject({ state: z.string() });
const itemShape = z.looseObject({ state: z.string().default('') });

/** Something that a submission asks Apple to look at. */
export interface ReviewItem {
  id: string;
  /** READY_FOR_REVIEW, ACCEPTED, APPROVED, REJECTED or REMOVED */
  state: string;
  /** Undefined where it is something else than a version, such as an in-app event. */
  version: string | undefined;
}

/** A collection of what Apple is asked to review together. */
export interface ReviewSubmission {
  id: string;
  /** READY_FOR_REVIEW is a draft; UNRESOLVED_ISSUES one that Apple has sent back. */
  state: string;
  /** Without those that were taken out. */
  items: ReviewItem[];
}

const OPEN = [
  ...['READY_FOR_REVIEW', 'WAITING_FOR_REVIEW', 'IN_REVIEW', 'UNRESOLVED_ISSUES'],
  ...['CANCELING', 'COMPLETING'],
] as const;

/** Submissions of a platform that Apple is not done with. */
export async function listSubmissions(
  { wire, app }: Pick<Session, 'wire' | 'app'>,
  platform: Platform,
): Promise<ReviewSubmission[]> {
  const { data } = await wire.list('/v1/reviewSubmissions', {
    ...{ 'filter[app]': app, 'filter[platform]': platform, 'filter[state]': OPEN.join(',') },
  });
  const submissions: ReviewSubmission[] = [];
  for (const each of data) {
    const { state } = attributesOf(submissionShape, each);
    submissions.push({ id: each.id, state, items: await itemsOf(wire, each.id) });
  }
  return submissions;
}

async function itemsOf(wire: Wire, submission: string): Promise<ReviewItem[]> {
  const { data } = await wire.list(`/v1/reviewSubmissions/${submission}/items`, {
    include: 'appStoreVersion',
  });
  const items = data.map((each) => {
    const { state } = attributesOf(itemShape, each);
    return { id: each.id, state, version: idsOf(each, 'appStoreVersion')[0] };
  });
  return items.filter(({ state }) => state !== 'REMOVED');
}
