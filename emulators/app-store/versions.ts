/** Source of shapes: Apple's OpenAPI document, resources appStoreVersions and appStoreVersionLocalizations, version 4.3.1. */
import { z } from 'zod';
import { documentOf } from './records';
import type { Resource } from './records';
import { AppleRefusal } from './refusal';
import { canonical, demand, filterOf, includeOf } from './service';
import type { Route, Service } from './service';
import { isEditable, isUpdate, siblingsOf, stateError, versionState, wasOut } from './version-states';

export const listVersions: Route = ({ service, params, query, self }) => {
  const app = demand(service, 'apps', params['id']);
  const passes = ({ attributes }: Resource, filter: string, name = filter): boolean =>
    filterOf(query, filter)?.includes(String(attributes[name])) ?? true;
  const found = service.records.list(
    'appStoreVersions',
    (each) =>
      each.relationships['app'] === app.id &&
      passes(each, 'platform') &&
      passes(each, 'versionString') &&
      passes(each, 'appVersionState'),
  );
  return documentOf(service.records, found, self, includeOf(query));
};

const fields = {
  versionString: z.string().min(1).optional(),
  releaseType: z.enum(['MANUAL', 'AFTER_APPROVAL', 'SCHEDULED']).nullable().optional(),
  earliestReleaseDate: z.iso.datetime({ offset: true }).nullable().optional(),
};

const buildLink = z
  .object({ data: z.object({ type: z.literal('builds'), id: z.string() }).nullable() })
  .optional();

const createBody = z.object({
  data: z.object({
    type: z.literal('appStoreVersions'),
    attributes: z.strictObject({
      ...fields,
      versionString: z.string().min(1),
      platform: z.enum(['IOS', 'MAC_OS', 'TV_OS', 'VISION_OS']),
    }),
    relationships: z.strictObject({
      app: z.object({ data: z.object({ type: z.literal('apps'), id: z.string() }) }),
      build: buildLink,
    }),
  }),
});

/** A platform has one version at a time that is not out. Source: https://github.com/fastlane/fastlane/issues/17539 */
export const createVersion: Route = ({ service, body, self }) => {
  const { attributes, relationships } = createBody.parse(body).data;
  const app = demand(service, 'apps', relationships.app.data.id);
  const made: Resource = {
    ...{ type: 'appStoreVersions', id: '', relationships: { app: app.id } },
    attributes: { ...newVersion(service), ...attributes },
  };
  if (siblingsOf(service, made).some((other) => !wasOut(other)))
    throw new AppleRefusal(
      409,
      'ENTITY_ERROR.RELATIONSHIP.INVALID',
      'You cannot create a new version of the App in the current state.',
    );
  demandNewNumber(service, made, attributes.versionString);
  demandSchedule(service, made.attributes);
  if (relationships.build?.data) attach(service, made, relationships.build.data.id);
  const version = service.records.add(made.type, made.attributes, made.relationships);
  addLanguages(service, version);
  return documentOf(service.records, version, `${self}/${version.id}`);
};

const newVersion = ({ clock }: Service): Resource['attributes'] => ({
  ...{ appVersionState: 'PREPARE_FOR_SUBMISSION', releaseType: 'AFTER_APPROVAL', earliestReleaseDate: null },
  createdDate: new Date(clock.now()).toISOString(),
});

const updateBody = z.object({
  data: z.object({
    ...{ type: z.literal('appStoreVersions'), id: z.string() },
    attributes: z.strictObject(fields).optional(),
    relationships: z.strictObject({ build: buildLink }).optional(),
  }),
});

/** When it goes out can be changed until it does; all else only before it is submitted. The former is unsure. */
export const updateVersion: Route = ({ service, params, body, self }) => {
  const version = demand(service, 'appStoreVersions', params['id']);
  const { attributes = {}, relationships } = updateBody.parse(body).data;
  const { versionString } = attributes;
  const isContent = versionString !== undefined || relationships?.build !== undefined;
  if (wasOut(version) || (isContent && !isEditable(version)))
    throw stateError(
      `The version is ${versionState(version)}, and the attribute cannot be edited at this time.`,
    );
  if (versionString !== undefined) demandNewNumber(service, version, versionString);
  const changed = { ...version, attributes: { ...version.attributes, ...attributes } };
  demandSchedule(service, changed.attributes);
  if (relationships?.build?.data) attach(service, changed, relationships.build.data.id);
  Object.assign(version.attributes, attributes);
  return documentOf(service.records, version, self);
};

/** A number is used once, and numbers only grow. Unsure, but for the first. */
function demandNewNumber(service: Service, version: Resource, number: string): void {
  for (const other of siblingsOf(service, version)) {
    const used = String(other.attributes['versionString']);
    if (canonical(used) === canonical(number))
      throw new AppleRefusal(
        409,
        'ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE',
        'The version number has been previously used.',
      );
    if (wasOut(other) && used.localeCompare(number, 'en', { numeric: true }) > 0)
      throw new AppleRefusal(
        409,
        'ENTITY_ERROR.ATTRIBUTE.INVALID',
        'The version number must be higher than that of the last version.',
      );
  }
}

function demandSchedule({ clock }: Service, attributes: Resource['attributes']): void {
  if (attributes['releaseType'] !== 'SCHEDULED') return;
  const at = Date.parse(String(attributes['earliestReleaseDate']));
  if (Number.isNaN(at) || at < clock.now())
    throw new AppleRefusal(
      409,
      'ENTITY_ERROR.ATTRIBUTE.INVALID',
      "The attribute 'earliestReleaseDate' has to be in the future.",
    );
}

/** A build of this very version and platform, which Apple has processed. Source: https://github.com/sceneview/sceneview/pull/2908 */
function attach(service: Service, version: Resource, id: string): void {
  const build = demand(service, 'builds', id);
  const [train] = service.records.related(build, 'preReleaseVersion');
  const { versionString, platform } = version.attributes;
  const fits =
    build.relationships['app'] === version.relationships['app'] &&
    train?.attributes['platform'] === platform &&
    canonical(String(train?.attributes['version'])) === canonical(String(versionString)) &&
    build.attributes['processingState'] === 'VALID' &&
    build.attributes['expired'] !== true;
  if (!fits)
    throw new AppleRefusal(
      409,
      'ENTITY_ERROR.RELATIONSHIP.INVALID',
      'The specified pre-release build could not be added.',
    );
  version.relationships['build'] = build.id;
}

/** A new version has the languages of the last one, without what is new. */
export function addLanguages({ records, languages }: Service, version: Resource): void {
  for (const locale of languages)
    records.add('appStoreVersionLocalizations', { locale, whatsNew: null }, { appStoreVersion: version.id });
}

export const languagesOf = ({ records }: Service, { id }: Resource): Resource[] =>
  records.list(
    'appStoreVersionLocalizations',
    ({ relationships }) => relationships['appStoreVersion'] === id,
  );

export const listVersionLanguages: Route = ({ service, params, self }) => {
  const version = demand(service, 'appStoreVersions', params['id']);
  return documentOf(service.records, languagesOf(service, version), self);
};

const languageBody = z.object({
  data: z.object({
    ...{ type: z.literal('appStoreVersionLocalizations'), id: z.string() },
    attributes: z.strictObject({ whatsNew: z.string().max(4_000).nullable().optional() }),
  }),
});

/** Sources: https://github.com/fastlane/fastlane/pull/16626, https://github.com/fastlane/fastlane/issues/16700 */
export const updateVersionLanguage: Route = ({ service, params, body, self }) => {
  const found = demand(service, 'appStoreVersionLocalizations', params['id']);
  const { attributes } = languageBody.parse(body).data;
  const version = demand(service, 'appStoreVersions', String(found.relationships['appStoreVersion']));
  if (!isEditable(version) || !isUpdate(service, version))
    throw stateError("Attribute 'whatsNew' cannot be edited at this time");
  Object.assign(found.attributes, attributes);
  return documentOf(service.records, found, self);
};
