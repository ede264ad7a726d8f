import type { JsonObject } from './exchange';
import type { Bucket, Version } from './store';

const timestamp = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A tag that changes with every change of bytes or metadata. */
export const etagOf = ({ generation, metageneration }: Version): string =>
  Buffer.from(`${generation}/${metageneration}`).toString('base64');

/** An object as the JSON API describes it. */
export function objectView(bucket: string, version: Version, origin: string): JsonObject {
  const { name, generation, content, fields, componentCount, created, updated, deleted } = version;
  const path = `b/${bucket}/o/${encodeURIComponent(name)}`;
  return {
    kind: 'storage#object',
    id: `${bucket}/${name}/${generation}`,
    selfLink: `${origin}/storage/v1/${path}`,
    mediaLink: `${origin}/download/storage/v1/${path}?generation=${generation}&alt=media`,
    ...{ name, bucket },
    generation: String(generation),
    metageneration: String(version.metageneration),
    storageClass: 'STANDARD',
    ...fields,
    size: String(content.size),
    ...(content.md5 === undefined ? {} : { md5Hash: content.md5 }),
    ...(componentCount === undefined ? {} : { componentCount }),
    crc32c: content.crc32c,
    etag: etagOf(version),
    timeCreated: timestamp(created),
    updated: timestamp(updated),
    timeStorageClassUpdated: timestamp(created),
    timeFinalized: timestamp(created),
    ...(deleted === undefined ? {} : { timeDeleted: timestamp(deleted) }),
  };
}

/** A bucket as the JSON API describes it. Soft delete is off, and access is uniform. */
export function bucketView(bucket: Bucket, origin: string): JsonObject {
  const { name, metageneration, created, updated, versioning, fields } = bucket;
  return {
    kind: 'storage#bucket',
    id: name,
    selfLink: `${origin}/storage/v1/b/${name}`,
    ...{ name, projectNumber: '123456789012', metageneration: String(metageneration) },
    ...{ location: 'EUROPE-WEST1', locationType: 'region', storageClass: 'STANDARD' },
    ...fields,
    ...(versioning ? { versioning: { enabled: true } } : {}),
    iamConfiguration: {
      uniformBucketLevelAccess: { enabled: true },
      publicAccessPrevention: 'inherited',
    },
    softDeletePolicy: { retentionDurationSeconds: '0' },
    etag: Buffer.from(String(metageneration)).toString('base64'),
    timeCreated: timestamp(created),
    updated: timestamp(updated),
  };
}
