/**
 * The resources of App Store Connect that publishing needs, as plain records. Shapes and paths are those of Apple's
 * OpenAPI document, version 4.3.1.
 */
import { z } from 'zod';
import type { AppleArtifact } from '../artifact';
import { AppStoreRefusal } from './refusal';
import type { Listed, Resource, Wire } from './wire';

export type Platform = AppleArtifact['platform'] | 'MAC_OS';

/** Which build is meant. */
export interface BuildName {
  /** `CFBundleShortVersionString` */
  version: string;
  /** `CFBundleVersion` */
  build: string;
  platform: Platform;
}

const details = z
  .array(z.looseObject({ code: z.string().default(''), description: z.string().default('') }))
  .default([]);

const uploadShape = z.looseObject({
  cfBundleShortVersionString: z.string(),
  state: z.looseObject({
    state: z.enum(['AWAITING_UPLOAD', 'PROCESSING', 'FAILED', 'COMPLETE']),
    errors: details,
    warnings: details,
  }),
});

/** The delivery of one build: first a reservation, later what became of it. */
export interface BuildUpload {
  id: string;
  version: string;
  state: 'AWAITING_UPLOAD' | 'PROCESSING' | 'FAILED' | 'COMPLETE';
  /** What Apple found wrong, in words. */
  errors: string[];
}

const operation = z.looseObject({
  method: z.string(),
  url: z.url(),
  offset: z.int().min(0),
  length: z.int().min(1),
  requestHeaders: z.array(z.looseObject({ name: z.string(), value: z.string() })).default([]),
  expiration: z.string().optional(),
});

/** How one part of the file is sent. */
export type PartOperation = z.infer<typeof operation>;

const fileShape = z.looseObject({
  fileSize: z.number(),
  assetDeliveryState: z.looseObject({ state: z.string() }).optional(),
  uploadOperations: z.array(operation).default([]),
});

export interface UploadFile {
  id: string;
  size: number;
  isAwaited: boolean;
  operations: PartOperation[];
}

const buildShape = z.looseObject({
  version: z.string(),
  expired: z.boolean().default(false),
  processingState: z.enum(['PROCESSING', 'FAILED', 'INVALID', 'VALID']),
  usesNonExemptEncryption: z.boolean().nullish(),
});

const groupShape = z.looseObject({
  name: z.string(),
  isInternalGroup: z.boolean().default(false),
  hasAccessToAllBuilds: z.boolean().nullish(),
});

export interface Group {
  id: string;
  name: string;
  /** Members of the team, who need no review. */
  internal: boolean;
  takesAll: boolean;
}

/** A build that Apple knows. */
export interface Build {
  id: string;
  version: string;
  build: string;
  platform: string;
  expired: boolean;
  processing: 'PROCESSING' | 'FAILED' | 'INVALID' | 'VALID';
  /** Undefined where nobody has said it. */
  usesNonExemptEncryption: boolean | undefined;
  /** The groups that it was given to one by one. */
  groups: string[];
  /** Such as READY_FOR_BETA_SUBMISSION; empty where Apple does not tell. */
  internalState: string;
  externalState: string;
}

/** Reads attributes in the shape that they are described in. */
export function attributesOf<T>(shape: z.ZodType<T>, { type, attributes }: Resource): T {
  const result = shape.safeParse(attributes);
  if (result.success) return result.data;
  throw new AppStoreRefusal(
    0,
    `An answer of App Store Connect about ${type} is not as its description has it`,
  );
}

/** The id of the one app with this bundle id; undefined where the key sees none. */
export async function findApp(wire: Wire, bundleId: string): Promise<string | undefined> {
  const { data } = await wire.list('/v1/apps', { 'filter[bundleId]': bundleId });
  return data.find(({ attributes }) => attributes['bundleId'] === bundleId)?.id;
}

export async function listUploads(
  wire: Wire,
  app: string,
  { build, platform }: BuildName,
): Promise<BuildUpload[]> {
  const query = { 'filter[cfBundleVersion]': build, 'filter[platform]': platform };
  const { data } = await wire.list(`/v1/apps/${app}/buildUploads`, query);
  return data.map((each) => {
    const { cfBundleShortVersionString: version, state } = attributesOf(uploadShape, each);
    const errors = state.errors.map(({ code, description }) =>
      [description, code && `(${code})`].join(' ').trim(),
    );
    return { id: each.id, version, state: state.state, errors };
  });
}

export async function listFiles(wire: Wire, upload: string): Promise<UploadFile[]> {
  const { data } = await wire.list(`/v1/buildUploads/${upload}/buildUploadFiles`);
  return data.map((each) => {
    const { fileSize, assetDeliveryState, uploadOperations } = attributesOf(fileShape, each);
    const isAwaited = assetDeliveryState?.state === 'AWAITING_UPLOAD';
    return { id: each.id, size: fileSize, isAwaited, operations: uploadOperations };
  });
}

/** Builds of the app, the newest first. */
export async function listBuilds(
  wire: Wire,
  app: string,
  { build, platform }: { build?: string | undefined; platform?: Platform | undefined },
): Promise<Build[]> {
  const listed = await wire.list('/v1/builds', {
    ...{ 'filter[app]': app, include: 'preReleaseVersion,betaGroups,buildBetaDetail', sort: '-uploadedDate' },
    ...(build === undefined ? {} : { 'filter[version]': build }),
    ...(platform === undefined ? {} : { 'filter[preReleaseVersion.platform]': platform }),
  });
  return listed.data.map((each) => asBuild(each, listed));
}

function asBuild(found: Resource, listed: Listed): Build {
  const { version, expired, processingState, usesNonExemptEncryption } = attributesOf(buildShape, found);
  const train = included(found, listed, 'preReleaseVersion')[0]?.attributes ?? {};
  const detail = included(found, listed, 'buildBetaDetail')[0]?.attributes ?? {};
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    ...{ id: found.id, build: version, expired, processing: processingState },
    ...{ version: text(train['version']), platform: text(train['platform']) },
    usesNonExemptEncryption: usesNonExemptEncryption ?? undefined,
    groups: idsOf(found, 'betaGroups'),
    internalState: text(detail['internalBuildState']),
    externalState: text(detail['externalBuildState']),
  };
}

const linksOf = ({ relationships }: Resource, name: string): { type: string; id: string }[] =>
  [relationships[name]?.data ?? []].flat();

/** The ids that a relationship leads to, where the request has included it. */
export const idsOf = (found: Resource, name: string): string[] => linksOf(found, name).map(({ id }) => id);

/** What a relationship leads to; ids are told apart by type. */
export function included(found: Resource, listed: Listed, name: string): Resource[] {
  const links = linksOf(found, name);
  return listed.included.filter((each) => links.some(({ type, id }) => each.type === type && each.id === id));
}

export async function listGroups(wire: Wire, app: string): Promise<Group[]> {
  const { data } = await wire.list('/v1/betaGroups', { 'filter[app]': app });
  return data.map((each) => {
    const { name, isInternalGroup, hasAccessToAllBuilds } = attributesOf(groupShape, each);
    return { id: each.id, name, internal: isInternalGroup, takesAll: hasAccessToAllBuilds === true };
  });
}

/** A link to another resource, as JSON:API has it. */
export const linkTo = (type: string, id: string): object => ({ data: { type, id } });
