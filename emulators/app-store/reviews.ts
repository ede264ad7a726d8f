/** Source of shapes: Apple's OpenAPI document, resources reviewSubmissions and reviewSubmissionItems, version 4.3.1. */
import { z } from 'zod';
import { documentOf } from './records';
import type { Resource } from './records';
import { AppleRefusal } from './refusal';
import type { AssociatedErrors } from './refusal';
import { demand, filterOf, includeOf } from './service';
import type { Route, Service } from './service';
import {
  isEditable,
  isUpdate,
  setVersionState,
  siblingsOf,
  stateError,
  versionState,
} from './version-states';
import { languagesOf } from './versions';

const TYPE = 'reviewSubmissions';
const ITEMS = 'reviewSubmissionItems';

const stateOf = ({ attributes }: Resource): string => String(attributes['state']);

export const listSubmissions: Route = ({ service, query, self }) => {
  const apps = filterOf(query, 'app');
  if (!apps)
    throw new AppleRefusal(400, 'PARAMETER_ERROR.REQUIRED', "The parameter 'filter[app]' is required");
  const found = service.records.list(
    TYPE,
    (each) =>
      apps.includes(String(each.relationships['app'])) &&
      (filterOf(query, 'platform')?.includes(String(each.attributes['platform'])) ?? true) &&
      (filterOf(query, 'state')?.includes(stateOf(each)) ?? true),
  );
  return documentOf(service.records, found, self, includeOf(query));
};

const createBody = z.object({
  data: z.object({
    type: z.literal(TYPE),
    attributes: z.strictObject({ platform: z.enum(['IOS', 'MAC_OS', 'TV_OS', 'VISION_OS']) }),
    relationships: z.strictObject({
      app: z.object({ data: z.object({ type: z.literal('apps'), id: z.string() }) }),
    }),
  }),
});

/**
 * Reports differ on whether a second draft is refused (https://github.com/sceneview/sceneview/pull/2386) or piles up
 * (https://github.com/AceDataCloud/Nexior/pull/1229). Here it piles up, so that a caller that makes one too many is seen.
 */
export const createSubmission: Route = ({ service, body, self }) => {
  const { attributes, relationships } = createBody.parse(body).data;
  const app = demand(service, 'apps', relationships.app.data.id);
  const made = addSubmission(service, { attributes, relationships: { app: app.id } });
  return documentOf(service.records, made, `${self}/${made.id}`);
};

/** A draft for the app and platform of something. */
export const addSubmission = (
  { records }: Service,
  { attributes, relationships }: Pick<Resource, 'attributes' | 'relationships'>,
): Resource =>
  records.add(
    TYPE,
    { platform: attributes['platform'], state: 'READY_FOR_REVIEW', submittedDate: null },
    { app: relationships['app'] ?? '', items: [] },
  );

const updateBody = z.object({
  data: z.object({
    ...{ type: z.literal(TYPE), id: z.string() },
    attributes: z.strictObject({
      submitted: z.boolean().nullable().optional(),
      canceled: z.boolean().nullable().optional(),
    }),
  }),
});

export const updateSubmission: Route = ({ service, params, body, self }) => {
  const submission = demand(service, TYPE, params['id']);
  const { submitted, canceled } = updateBody.parse(body).data.attributes;
  if (submitted === true) submit(service, submission);
  if (canceled === true) cancel(service, submission);
  return documentOf(service.records, submission, self);
};

/** What has been sent back is sent again in the same submission. Source: https://github.com/fastrepl/anarlog/pull/7104 */
function submit(service: Service, submission: Resource): void {
  if (!['READY_FOR_REVIEW', 'UNRESOLVED_ISSUES'].includes(stateOf(submission)))
    throw stateError('The review submission has been submitted already.');
  const items = service.records.related(submission, 'items');
  if (items.length === 0) throw stateError('The review submission has no items.');
  if (items.some((item) => stateOf(item) === 'REJECTED'))
    throw stateError('The review submission has items with unresolved issues.');
  for (const version of items.flatMap((item) => service.records.related(item, 'appStoreVersion'))) {
    // It takes a while until an added version counts. Source: deliver/lib/deliver/submit_for_review.rb of fastlane.
    if (versionState(version) === 'PREPARE_FOR_SUBMISSION' || versionState(version) === 'DEVELOPER_REJECTED')
      throw stateError(`appStoreVersions with id '${version.id}' is not in valid state.`);
    const busy = siblingsOf(service, version).some((other) =>
      ['WAITING_FOR_REVIEW', 'IN_REVIEW'].includes(versionState(other)),
    );
    if (busy) throw stateError('Another version of this platform is in review.');
    setVersionState(version, 'WAITING_FOR_REVIEW');
  }
  submission.attributes['state'] = 'WAITING_FOR_REVIEW';
  submission.attributes['submittedDate'] = new Date(service.clock.now()).toISOString();
  service.releasing.beginReview(service, submission);
}

function cancel(service: Service, submission: Resource): void {
  if (stateOf(submission) === 'COMPLETE') throw stateError('The review submission is over.');
  submission.attributes['state'] = 'COMPLETE';
  for (const item of service.records.related(submission, 'items')) {
    item.attributes['state'] = 'REMOVED';
    for (const version of service.records.related(item, 'appStoreVersion'))
      setVersionState(version, 'DEVELOPER_REJECTED');
  }
}

export const listItems: Route = ({ service, params, query, self }) => {
  const submission = demand(service, TYPE, params['id']);
  return documentOf(service.records, service.records.related(submission, 'items'), self, includeOf(query));
};

const itemBody = z.object({
  data: z.object({
    type: z.literal(ITEMS),
    relationships: z.strictObject({
      reviewSubmission: z.object({ data: z.object({ type: z.literal(TYPE), id: z.string() }) }),
      appStoreVersion: z.object({ data: z.object({ type: z.literal('appStoreVersions'), id: z.string() }) }),
    }),
  }),
});

/** Source of the wording: https://github.com/fastlane/fastlane/issues/20100 */
export const createItem: Route = ({ service, body, self }) => {
  const { relationships } = itemBody.parse(body).data;
  const submission = demand(service, TYPE, relationships.reviewSubmission.data.id);
  const version = demand(service, 'appStoreVersions', relationships.appStoreVersion.data.id);
  if (stateOf(submission) !== 'READY_FOR_REVIEW')
    throw stateError('The review submission takes no items in its current state.');
  demandFree(service, version);
  demandComplete(service, version);
  const made = addItem(service, submission, version);
  return documentOf(service.records, made, `${self}/${made.id}`);
};

export function addItem(service: Service, submission: Resource, version: Resource): Resource {
  const made = service.records.add(ITEMS, { state: 'READY_FOR_REVIEW' }, { appStoreVersion: version.id });
  submission.relationships['items'] = [...[submission.relationships['items'] ?? []].flat(), made.id];
  service.releasing.notice(service, version);
  return made;
}

function demandFree({ records }: Service, version: Resource): void {
  const holder = records
    .list(TYPE, (each) => stateOf(each) !== 'COMPLETE')
    .find((each) =>
      records.related(each, 'items').some((item) => item.relationships['appStoreVersion'] === version.id),
    );
  if (holder)
    throw new AppleRefusal(
      409,
      'STATE_ERROR.ITEM_PART_OF_ANOTHER_SUBMISSION',
      `appStoreVersions with id '${version.id}' was already added to another reviewSubmission with id '${holder.id}'`,
    );
}

/** What Apple wants of a version, as far as it is held here: a build that may be exported, and what is new. */
function demandComplete(service: Service, version: Resource): void {
  const missing = (attribute: string): AssociatedErrors[string][number] => ({
    code: 'ENTITY_ERROR.ATTRIBUTE.REQUIRED',
    detail: `You must provide a value for the attribute '${attribute}' with this request`,
  });
  const [build] = service.records.related(version, 'build');
  const silent = isUpdate(service, version)
    ? languagesOf(service, version).filter(({ attributes }) => (attributes['whatsNew'] ?? '') === '')
    : [];
  const found: [string, AssociatedErrors[string]][] = [
    ...(build ? [] : [[`/v1/appStoreVersions/${version.id}`, [missing('build')]] as const]),
    ...(build?.attributes['usesNonExemptEncryption'] === null
      ? [[`/v1/builds/${build.id}`, [missing('usesNonExemptEncryption')]] as const]
      : []),
    ...silent.map(({ id }) => [`/v1/appStoreVersionLocalizations/${id}`, [missing('whatsNew')]] as const),
  ].map(([path, errors]) => [path, errors]);
  if (found.length === 0 && isEditable(version)) return;
  throw new AppleRefusal(
    409,
    'STATE_ERROR.ENTITY_STATE_INVALID',
    'This resource cannot be reviewed, please check associated errors to see why.',
    Object.fromEntries(found),
  );
}

const resolveBody = z.object({
  data: z.object({
    ...{ type: z.literal(ITEMS), id: z.string() },
    attributes: z.strictObject({ resolved: z.boolean().nullable().optional() }),
  }),
});

/** An item that was rejected counts as mended once somebody says so. That this is asked for is unsure. */
export const updateItem: Route = ({ service, params, body, self }) => {
  const item = demand(service, ITEMS, params['id']);
  if (resolveBody.parse(body).data.attributes.resolved === true) {
    if (stateOf(item) !== 'REJECTED') throw stateError('The item has no issues to resolve.');
    item.attributes['state'] = 'READY_FOR_REVIEW';
  }
  return documentOf(service.records, item, self);
};
