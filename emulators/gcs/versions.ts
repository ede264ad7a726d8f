import type { ObjectFields, Store, Version } from './store';
import type { Bucket } from './store';
import type { Content } from './intake';
import { demandConditions, numberIn } from './preconditions';
import { Refused } from './refusal';

/** The live version, or the one that `generation` in the query names; undefined where there is none. */
export function findVersion(
  bucket: Bucket,
  name: string,
  generation: number | undefined,
): Version | undefined {
  const live = bucket.live.get(name);
  if (generation === undefined || live?.generation === generation) return live;
  return bucket.noncurrent.get(name)?.find((version) => version.generation === generation);
}

/** @throws Refused 404 */
export function versionAsked(bucket: Bucket, name: string, query: URLSearchParams): Version {
  return versionNamed(bucket, name, numberIn(query, 'generation'));
}

export function versionNamed(bucket: Bucket, name: string, generation: number | undefined): Version {
  const version = findVersion(bucket, name, generation);
  if (!version) throw new Refused(404, `No such object: ${bucket.name}/${name}`);
  return version;
}

/** What becomes an object once its preconditions hold. */
export interface NewVersion {
  name: string;
  content: Content;
  fields: ObjectFields;
  componentCount?: number;
  /** With the preconditions on what is there. */
  query: URLSearchParams;
}

/**
 * Makes bytes at rest the live version of an object. Everything from the check of the preconditions to the new version
 * happens in one turn of the event loop: no other writer comes between.
 */
export async function commit(store: Store, bucket: Bucket, made: NewVersion): Promise<Version> {
  const { name, content, fields, componentCount, query } = made;
  const replaced = bucket.live.get(name);
  try {
    demandConditions(query, replaced, 'write');
    store.countWrite(bucket, name);
  } catch (error) {
    await store.discard(content);
    throw error;
  }
  const now = store.now();
  const generation = store.nextGeneration();
  const version: Version = {
    ...{ name, content, fields, generation, metageneration: 1, created: now, updated: now },
    ...(componentCount === undefined ? {} : { componentCount }),
  };
  bucket.live.set(name, version);
  if (replaced) await retire(store, bucket, replaced, now);
  return version;
}

/** Deletes the live version; a bucket with versioning keeps it as a noncurrent one. */
export async function removeLive(store: Store, bucket: Bucket, version: Version): Promise<void> {
  bucket.live.delete(version.name);
  await retire(store, bucket, version, store.now());
}

/** Deletes a version for good. */
export async function erase(store: Store, bucket: Bucket, version: Version): Promise<void> {
  const { name } = version;
  if (bucket.live.get(name) === version) bucket.live.delete(name);
  const others = (bucket.noncurrent.get(name) ?? []).filter((other) => other !== version);
  if (others.length === 0) bucket.noncurrent.delete(name);
  else bucket.noncurrent.set(name, others);
  await store.discard(version.content);
}

async function retire(store: Store, bucket: Bucket, version: Version, now: number): Promise<void> {
  if (!bucket.versioning) {
    await store.discard(version.content);
    return;
  }
  version.deleted = now;
  bucket.noncurrent.set(version.name, [...(bucket.noncurrent.get(version.name) ?? []), version]);
}
