/** Source of shapes: Apple's OpenAPI document, resources builds, betaBuildLocalizations, betaGroups, version 4.3.1. */
import { z } from 'zod';
import { documentOf } from './records';
import type { Resource } from './records';
import { AppleRefusal } from './refusal';
import { canonical, demand, filterOf, includeOf } from './service';
import type { Route, Service } from './service';

export const listApps: Route = ({ service, query, self }) => {
  const wanted = filterOf(query, 'bundleId');
  const found = service.records.list(
    'apps',
    ({ attributes }) => wanted?.includes(String(attributes['bundleId'])) ?? true,
  );
  return documentOf(service.records, found, self);
};

/** Newest first with `sort=-uploadedDate`. */
export const listBuilds: Route = ({ service, query, self }) => {
  const { records } = service;
  const passes = (name: string, value: unknown): boolean =>
    filterOf(query, name)?.includes(String(value)) ?? true;
  const found = records.list('builds', (build) => {
    const [train] = records.related(build, 'preReleaseVersion');
    return (
      passes('app', build.relationships['app']) &&
      passes('version', build.attributes['version']) &&
      passes('preReleaseVersion.platform', train?.attributes['platform'])
    );
  });
  if (query.get('sort') === '-uploadedDate') found.reverse();
  for (const build of found) refreshDetail(service, build);
  return documentOf(records, found, self, includeOf(query));
};

const patchBody = z.object({
  data: z.object({
    type: z.literal('builds'),
    attributes: z.strictObject({
      usesNonExemptEncryption: z.boolean().nullable().optional(),
      expired: z.boolean().nullable().optional(),
    }),
  }),
});

/** What is said about encryption is said once; that Apple has it so could not be checked. */
export const patchBuild: Route = ({ service, params, body, self }) => {
  const build = demand(service, 'builds', params['id']);
  const { attributes } = patchBody.parse(body).data;
  const said = build.attributes['usesNonExemptEncryption'];
  if (attributes.usesNonExemptEncryption !== undefined && said !== null)
    throw new AppleRefusal(
      409,
      'ENTITY_ERROR.ATTRIBUTE.INVALID',
      "You cannot update when the value is already set.: '/data/attributes/usesNonExemptEncryption'",
    );
  Object.assign(build.attributes, attributes);
  return documentOf(service.records, build, self);
};

/** Where a build stands in TestFlight. Source: the values of InternalBetaState and ExternalBetaState in the same document. */
function refreshDetail({ records }: Service, build: Resource): void {
  const [detail] = records.related(build, 'buildBetaDetail');
  if (!detail) return;
  const groups = records.related(build, 'betaGroups');
  const has = (internal: boolean): boolean =>
    groups.some(({ attributes }) => attributes['isInternalGroup'] === internal);
  const [submission] = records.list(
    'betaAppReviewSubmissions',
    ({ relationships }) => relationships['build'] === build.id,
  );
  const review = submission?.attributes['betaReviewState'] as string | undefined;
  Object.assign(detail.attributes, {
    internalBuildState: early(build) ?? (has(true) ? 'IN_BETA_TESTING' : 'READY_FOR_BETA_TESTING'),
    externalBuildState: early(build) ?? externalState(review ?? '', has(false)),
  });
}

function early({ attributes }: Resource): string | undefined {
  if (attributes['expired'] === true) return 'EXPIRED';
  if (attributes['processingState'] === 'PROCESSING') return 'PROCESSING';
  if (attributes['processingState'] !== 'VALID') return 'PROCESSING_EXCEPTION';
  return attributes['usesNonExemptEncryption'] === null ? 'MISSING_EXPORT_COMPLIANCE' : undefined;
}

function externalState(review: string, hasGroup: boolean): string {
  if (review === 'APPROVED') return hasGroup ? 'IN_BETA_TESTING' : 'BETA_APPROVED';
  const states: Readonly<Record<string, string>> = {
    WAITING_FOR_REVIEW: 'WAITING_FOR_BETA_REVIEW',
    IN_REVIEW: 'IN_BETA_REVIEW',
    REJECTED: 'BETA_REJECTED',
  };
  return states[review] ?? 'READY_FOR_BETA_SUBMISSION';
}

export const listGroups: Route = ({ service, query, self }) => {
  const apps = filterOf(query, 'app');
  const found = service.records.list(
    'betaGroups',
    ({ relationships }) => apps?.includes(String(relationships['app'])) ?? true,
  );
  return documentOf(service.records, found, self);
};

const linksBody = z.object({
  data: z.array(z.object({ type: z.literal('betaGroups'), id: z.string() })).min(1),
});

/**
 * A build that has no answer about encryption goes to nobody, and groups that get every build take none one by one.
 * Sources: https://github.com/rorkai/App-Store-Connect-CLI/issues/1143, https://github.com/EvotecIT/PSPublishModule/pull/544
 */
export const addGroups: Route = ({ service, params, body }) => {
  const build = demand(service, 'builds', params['id']);
  const groups = linksBody.parse(body).data.map(({ id }) => demand(service, 'betaGroups', id));
  if (early(build) !== undefined)
    throw new AppleRefusal(422, 'ENTITY_UNPROCESSABLE', 'Build is not assignable.');
  if (groups.some(({ attributes }) => attributes['hasAccessToAllBuilds']))
    throw new AppleRefusal(422, 'ENTITY_UNPROCESSABLE', 'Cannot add internal group to a build.');
  const ids = [...[build.relationships['betaGroups'] ?? []].flat(), ...groups.map(({ id }) => id)];
  build.relationships['betaGroups'] = [...new Set(ids)];
  return undefined;
};

export const listLocalizations: Route = ({ service, params, self }) => {
  const build = demand(service, 'builds', params['id']);
  const own = ({ relationships }: Resource): boolean => relationships['build'] === build.id;
  return documentOf(service.records, service.records.list('betaBuildLocalizations', own), self);
};

const localizationBody = z.object({
  data: z.object({
    type: z.literal('betaBuildLocalizations'),
    attributes: z.strictObject({
      locale: z.string().optional(),
      whatsNew: z.string().max(4_000).nullable().optional(),
    }),
    relationships: z.object({ build: z.object({ data: z.object({ id: z.string() }) }) }).optional(),
  }),
});

export const createLocalization: Route = ({ service, body, self }) => {
  const { attributes, relationships } = localizationBody.parse(body).data;
  const build = demand(service, 'builds', relationships?.build.data.id);
  const twin = service.records.list(
    'betaBuildLocalizations',
    (each) => each.relationships['build'] === build.id && each.attributes['locale'] === attributes.locale,
  );
  if (twin.length > 0)
    throw new AppleRefusal(
      409,
      'ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE',
      'The locale has been added already.',
    );
  const made = service.records.add('betaBuildLocalizations', attributes, { build: build.id });
  return documentOf(service.records, made, `${self}/${made.id}`);
};

export const patchLocalization: Route = ({ service, params, body, self }) => {
  const found = demand(service, 'betaBuildLocalizations', params['id']);
  Object.assign(found.attributes, localizationBody.parse(body).data.attributes);
  return documentOf(service.records, found, self);
};

export const listReviews: Route = ({ service, query, self }) => {
  const builds = filterOf(query, 'build');
  if (!builds)
    throw new AppleRefusal(400, 'PARAMETER_ERROR.REQUIRED', "The parameter 'filter[build]' is required");
  const found = service.records.list('betaAppReviewSubmissions', ({ relationships }) =>
    builds.includes(String(relationships['build'])),
  );
  return documentOf(service.records, found, self);
};

const reviewBody = z.object({
  data: z.object({
    type: z.literal('betaAppReviewSubmissions'),
    relationships: z.object({
      build: z.object({ data: z.object({ type: z.literal('builds'), id: z.string() }) }),
    }),
  }),
});

/** One build of a version is reviewed at a time. Source: https://github.com/tramlinehq/store-quirks/issues/5 */
export function addReview(service: Service, body: unknown): Resource {
  const build = demand(service, 'builds', reviewBody.parse(body).data.relationships.build.data.id);
  const refuse = (detail: string): never => {
    throw new AppleRefusal(422, 'ENTITY_UNPROCESSABLE.BETA_REVIEW', detail);
  };
  if (early(build) !== undefined) refuse('The build is not in a valid state for this operation.');
  const trainOf = (each: Resource): string => {
    const [train] = service.records.related(each, 'preReleaseVersion');
    return canonical(String(train?.attributes['version']));
  };
  for (const each of service.records.list('betaAppReviewSubmissions')) {
    const [other] = service.records.related(each, 'build');
    if (other?.id === build.id) refuse('The build has been submitted for review already.');
    const isOpen =
      each.attributes['betaReviewState'] !== 'APPROVED' && each.attributes['betaReviewState'] !== 'REJECTED';
    if (isOpen && other && trainOf(other) === trainOf(build)) refuse('Another build is in review.');
  }
  const submittedDate = new Date(service.clock.now()).toISOString();
  const attributes = { betaReviewState: 'WAITING_FOR_REVIEW', submittedDate };
  return service.records.add('betaAppReviewSubmissions', attributes, { build: build.id });
}
