/** Source of shapes: Apple's OpenAPI document, resources buildUploads and buildUploadFiles, version 4.3.1. */
import { z } from 'zod';
import { documentOf } from './records';
import type { Resource } from './records';
import { AppleRefusal } from './refusal';
import { canonical, demand, filterOf, includeOf } from './service';
import type { Route, Service } from './service';

const link = (type: string): z.ZodObject =>
  z.object({ data: z.object({ type: z.literal(type), id: z.string() }) });
const idIn = (relationship: unknown): string => (relationship as { data: { id: string } }).data.id;

const createBody = z.object({
  data: z.object({
    type: z.literal('buildUploads'),
    attributes: z.strictObject({
      cfBundleShortVersionString: z.string().min(1),
      cfBundleVersion: z.string().min(1),
      platform: z.enum(['IOS', 'MAC_OS', 'TV_OS', 'VISION_OS']),
    }),
    relationships: z.strictObject({ app: link('apps') }),
  }),
});

const createFileBody = z.object({
  data: z.object({
    type: z.literal('buildUploadFiles'),
    attributes: z.strictObject({
      assetType: z.enum(['ASSET', 'ASSET_DESCRIPTION', 'ASSET_SPI']),
      fileName: z.string().min(1),
      fileSize: z.int().min(1),
      uti: z.enum(['com.apple.ipa', 'com.apple.pkg', 'com.pkware.zip-archive']),
    }),
    relationships: z.strictObject({ buildUpload: link('buildUploads') }),
  }),
});

export const stateOf = ({ attributes }: Resource): string => (attributes['state'] as { state: string }).state;

/** Any number of reservations can be made for one build; once one was delivered, its number is used. */
export const createUpload: Route = ({ service, body, self }) => {
  const { attributes, relationships } = createBody.parse(body).data;
  const app = demand(service, 'apps', idIn(relationships.app));
  demandUnused(service, app, attributes);
  const made = service.records.add(
    'buildUploads',
    {
      ...attributes,
      createdDate: new Date(service.clock.now()).toISOString(),
      state: { state: 'AWAITING_UPLOAD', errors: [], warnings: [], infos: [] },
    },
    { app: app.id },
  );
  return documentOf(service.records, made, `${self}/${made.id}`);
};

/** Source of the code: https://github.com/expo/eas-cli/pull/3444 */
function demandUnused(service: Service, app: Resource, attributes: Record<string, unknown>): void {
  const { cfBundleShortVersionString: version, cfBundleVersion: number, platform } = attributes;
  const sameApp = ({ relationships }: Resource): boolean => relationships['app'] === app.id;
  const isUsed =
    service.records.list('builds', sameApp).some((build) => {
      const [train] = service.records.related(build, 'preReleaseVersion');
      return (
        build.attributes['version'] === number &&
        train?.attributes['platform'] === platform &&
        canonical(String(train?.attributes['version'])) === canonical(String(version))
      );
    }) ||
    service.records.list('buildUploads', sameApp).some((each) => {
      const { cfBundleVersion, cfBundleShortVersionString, platform: own } = each.attributes;
      const delivered = ['PROCESSING', 'COMPLETE'].includes(stateOf(each));
      const same = canonical(String(cfBundleShortVersionString)) === canonical(String(version));
      return delivered && cfBundleVersion === number && own === platform && same;
    });
  if (isUsed)
    throw new AppleRefusal(
      409,
      'ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE',
      'The provided entity includes an attribute with a value that has already been used',
    );
}

export const listUploads: Route = ({ service, params, query, self }) => {
  const app = demand(service, 'apps', params['id']);
  const matches = (each: Resource, name: string, value = each.attributes[name]): boolean =>
    filterOf(query, name)?.includes(String(value)) ?? true;
  const found = service.records.list(
    'buildUploads',
    (each) =>
      each.relationships['app'] === app.id &&
      matches(each, 'cfBundleShortVersionString') &&
      matches(each, 'cfBundleVersion') &&
      matches(each, 'platform') &&
      matches(each, 'state', stateOf(each)),
  );
  return documentOf(service.records, found, self, includeOf(query));
};

export const getUpload: Route = ({ service, params, query, self }) =>
  documentOf(service.records, demand(service, 'buildUploads', params['id']), self, includeOf(query));

export const deleteUpload: Route = ({ service, params }) => {
  const upload = demand(service, 'buildUploads', params['id']);
  if (stateOf(upload) !== 'AWAITING_UPLOAD' && stateOf(upload) !== 'FAILED')
    throw new AppleRefusal(409, 'STATE_ERROR', 'The build upload can not be deleted in its current state.');
  for (const file of filesOf(service, upload)) service.records.remove(file);
  service.records.remove(upload);
  return undefined;
};

const filesOf = ({ records }: Service, { id }: Resource): Resource[] =>
  records.list('buildUploadFiles', ({ relationships }) => relationships['buildUpload'] === id);

/** The file is taken in parts, each with an address and headers of its own. */
export const createFile: Route = ({ service, body, self }) => {
  const { attributes, relationships } = createFileBody.parse(body).data;
  const upload = demand(service, 'buildUploads', idIn(relationships.buildUpload));
  if (stateOf(upload) !== 'AWAITING_UPLOAD')
    throw new AppleRefusal(409, 'STATE_ERROR', 'The build upload does not wait for files.');
  const file = service.records.add(
    'buildUploadFiles',
    { ...attributes, assetDeliveryState: { state: 'AWAITING_UPLOAD', errors: [], warnings: [] } },
    { buildUpload: upload.id },
  );
  file.attributes['uploadOperations'] = operationsFor(service, file.id, attributes.fileSize);
  return documentOf(service.records, file, `${self}/${file.id}`);
};

function operationsFor(
  { clock, origin, partBytes, partLifetimeMs }: Service,
  id: string,
  size: number,
): object[] {
  const expiration = new Date(clock.now() + partLifetimeMs).toISOString();
  return Array.from({ length: Math.ceil(size / partBytes) }, (_, index) => ({
    method: 'PUT',
    url: `${origin()}/upload-storage/${id}/${index + 1}?signature=${id.slice(0, 8)}`,
    ...{ offset: index * partBytes, length: Math.min(partBytes, size - index * partBytes) },
    ...{ partNumber: index + 1, expiration },
    requestHeaders: [
      { name: 'Content-Type', value: 'application/octet-stream' },
      { name: 'X-Part-Token', value: `part-${index + 1}` },
    ],
  }));
}

export const listFiles: Route = ({ service, params, self }) => {
  const upload = demand(service, 'buildUploads', params['id']);
  return documentOf(service.records, filesOf(service, upload), self);
};

export const getFile: Route = ({ service, params, self }) =>
  documentOf(service.records, demand(service, 'buildUploadFiles', params['id']), self);
