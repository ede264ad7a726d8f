/** Source of shapes: Apple's OpenAPI document, resources appStoreVersionPhasedReleases and appStoreVersionReleaseRequests, version 4.3.1. */
import { z } from 'zod';
import { documentOf } from './records';
import type { Resource } from './records';
import { AppleRefusal } from './refusal';
import { demand } from './service';
import type { Route, Service } from './service';
import { isUpdate, stateError, versionState, wasOut } from './version-states';

const TYPE = 'appStoreVersionPhasedReleases';

const versionLink = z.strictObject({
  appStoreVersion: z.object({ data: z.object({ type: z.literal('appStoreVersions'), id: z.string() }) }),
});

const states = z.enum(['INACTIVE', 'ACTIVE', 'PAUSED', 'COMPLETE']);

const createBody = z.object({
  data: z.object({
    type: z.literal(TYPE),
    attributes: z.strictObject({ phasedReleaseState: states.optional() }).optional(),
    relationships: versionLink,
  }),
});

/**
 * Only an update that is not out yet, and once. That it has to begin as INACTIVE is unsure.
 * Source: https://developer.apple.com/help/app-store-connect/update-your-app/release-a-version-update-in-phases
 */
export const createPhases: Route = ({ service, body, self }) => {
  const { attributes, relationships } = createBody.parse(body).data;
  const version = demand(service, 'appStoreVersions', relationships.appStoreVersion.data.id);
  if (version.relationships['appStoreVersionPhasedRelease'] !== undefined)
    throw new AppleRefusal(
      409,
      'ENTITY_ERROR.RELATIONSHIP.INVALID.DUPLICATE',
      'The version has a phased release already.',
    );
  const isLate = wasOut(version) || versionState(version) === 'PROCESSING_FOR_DISTRIBUTION';
  if (isLate || !isUpdate(service, version))
    throw stateError('A phased release cannot be created for the version in its current state.');
  if ((attributes?.phasedReleaseState ?? 'INACTIVE') !== 'INACTIVE')
    throw stateError('A phased release begins as INACTIVE.');
  const made = addPhases(service, version, { state: 'INACTIVE', day: 0 });
  return documentOf(service.records, made, `${self}/${made.id}`);
};

export function addPhases(
  { records }: Service,
  version: Resource,
  { state, day }: { state: z.infer<typeof states>; day: number },
): Resource {
  const attributes = {
    ...{ phasedReleaseState: state, startDate: null, totalPauseDuration: 0 },
    currentDayNumber: day === 0 ? null : day,
  };
  const made = records.add(TYPE, attributes, { appStoreVersion: version.id });
  version.relationships['appStoreVersionPhasedRelease'] = made.id;
  return made;
}

const updateBody = z.object({
  data: z.object({
    ...{ type: z.literal(TYPE), id: z.string() },
    attributes: z.strictObject({ phasedReleaseState: states.optional() }),
  }),
});

const FOLLOWING: Readonly<Record<string, readonly string[]>> = {
  ACTIVE: ['PAUSED', 'COMPLETE'],
  PAUSED: ['ACTIVE', 'COMPLETE'],
};

/** Source: https://github.com/fastlane/fastlane/pull/17165; what is refused is unsure. */
export const updatePhases: Route = ({ service, params, body, self }) => {
  const found = demand(service, TYPE, params['id']);
  const { phasedReleaseState: wanted } = updateBody.parse(body).data.attributes;
  const state = String(found.attributes['phasedReleaseState']);
  if (wanted !== undefined) {
    if (!FOLLOWING[state]?.includes(wanted))
      throw stateError(`A phased release that is ${state} cannot become ${wanted}.`);
    service.releasing.setPhases(service, found, wanted);
  }
  return documentOf(service.records, found, self);
};

/** Only before it has begun. Unsure. */
export const deletePhases: Route = ({ service, params }) => {
  const found = demand(service, TYPE, params['id']);
  if (found.attributes['phasedReleaseState'] !== 'INACTIVE')
    throw stateError('A phased release that has begun cannot be deleted.');
  const version = demand(service, 'appStoreVersions', String(found.relationships['appStoreVersion']));
  delete version.relationships['appStoreVersionPhasedRelease'];
  service.records.remove(found);
  return undefined;
};

const requestBody = z.object({
  data: z.object({ type: z.literal('appStoreVersionReleaseRequests'), relationships: versionLink }),
});

/** Source: https://github.com/rorkai/App-Store-Connect-CLI/pull/213 */
export const requestRelease: Route = ({ service, body, self }) => {
  const { data } = requestBody.parse(body);
  const version = demand(service, 'appStoreVersions', data.relationships.appStoreVersion.data.id);
  if (versionState(version) !== 'PENDING_DEVELOPER_RELEASE')
    throw stateError(`A version that is ${versionState(version)} cannot be released.`);
  service.releasing.release(service, version);
  const made = service.records.add(data.type, {}, { appStoreVersion: version.id });
  return documentOf(service.records, made, `${self}/${made.id}`);
};
