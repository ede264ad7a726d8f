import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ABSENT, Conflict } from '../../../../lib/objects';
import type { Bucket } from '../../../../lib/objects';
import { storedAs } from './home';
import type { Home, Item, LocalFile, Stored } from './home';

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
    download: async (path, file) => {
      const reading = await bucket.open(named(path));
      if (reading) await pipeline(reading.bytes, createWriteStream(file));
      return reading !== undefined;
    },
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
  file: LocalFile,
  contentType: string,
): Promise<Stored> {
  const stored = storedAs(file);
  const source = { open: () => createReadStream(file.path, { highWaterMark: 1024 * 1024 }) };
  const options = { contentType, cacheControl: IMMUTABLE, known: file.fingerprint };
  await bucket.writeOnce(named(stored.path), source, options);
  return stored;
}

async function* listed(bucket: Bucket, folder: string, prefix: string): AsyncGenerator<Item> {
  for await (const { name, created } of bucket.list(`${folder}${prefix}`))
    yield { path: name.slice(folder.length), created };
}
