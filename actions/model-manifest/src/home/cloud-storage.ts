import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ABSENT, Conflict } from '../../../../lib/objects';
import type { Bucket } from '../../../../lib/objects';
import { blobPath } from './home';
import type { Home, Item, Stored } from './home';
import { sha256OfFile } from './sha256';

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Cloud Storage lets public objects be cached for an hour unless told otherwise. */
const NEVER_CACHED = 'no-cache';
const MANIFEST = 'manifest.json';

/** A folder of a bucket of Cloud Storage, or of Firebase Storage, which is one. */
export function cloudStorageHome(bucket: Bucket, folder: string): Home {
  const named = (path: string): string => `${folder}${path}`;
  return {
    place: `gs://${bucket.name}/${folder}`.replace(/\/$/, ''),
    putBlob: (file, contentType) => putBlob(bucket, named, file, contentType),
    readBlob: async (path) => (await bucket.read(named(path)))?.bytes,
    readManifest: async () => {
      const found = await bucket.read(named(MANIFEST));
      return found && { bytes: found.bytes, mark: found.generation };
    },
    putHistory: async (path, bytes) => {
      await bucket.writeOnce(named(path), bytes, {
        contentType: 'application/json',
        cacheControl: IMMUTABLE,
      });
    },
    commit: async (bytes, expected) => {
      const options = { contentType: 'application/json', cacheControl: NEVER_CACHED };
      try {
        await bucket.write(named(MANIFEST), bytes, { ...options, ifGeneration: expected?.mark ?? ABSENT });
        return true;
      } catch (error) {
        if (error instanceof Conflict) return false;
        throw error;
      }
    },
    list: (prefix) => listed(bucket, folder, prefix),
    remove: async (path) => {
      const found = await bucket.stat(named(path));
      if (found) await bucket.remove(named(path), { ifGeneration: found.generation });
    },
  };
}

async function putBlob(
  bucket: Bucket,
  named: (path: string) => string,
  file: string,
  contentType: string,
): Promise<Stored> {
  const sha256 = await sha256OfFile(file);
  const path = blobPath(sha256);
  const source = { open: () => createReadStream(file) };
  const { state } = await bucket.writeOnce(named(path), source, { contentType, cacheControl: IMMUTABLE });
  const { size } = await stat(file);
  return { path, sha256, size, crc32c: state.crc32c };
}

async function* listed(bucket: Bucket, folder: string, prefix: string): AsyncGenerator<Item> {
  for await (const { name, created } of bucket.list(`${folder}${prefix}`))
    yield { path: name.slice(folder.length), created };
}
