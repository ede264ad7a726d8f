import { randomUUID } from 'node:crypto';
import { crc32cOf } from '../crc32c';
import { Conflict, Corrupted, isBucketMissing } from './errors';
import type { Generation, ObjectState, WriteOptions } from './model';
import { refusing, StorageRefusal } from './refusal';
import { patiently } from './retry';
import { stateFrom } from './state';
import type { Wire } from './wire';

/** Custom metadata that tells one write from every other, so that one whose answer was lost is recognised. */
export const WRITE_MARK = 'sluice-write';

/** The resource that a write is sent with. */
export function resourceOf({ contentType, cacheControl, metadata = {} }: WriteOptions): {
  contentType: string;
  cacheControl?: string;
  metadata: Record<string, string>;
} {
  return {
    contentType: contentType ?? 'application/octet-stream',
    ...(cacheControl === undefined ? {} : { cacheControl }),
    metadata: { ...metadata, [WRITE_MARK]: randomUUID() },
  };
}

export const statusIs = (error: unknown, ...statuses: number[]): error is StorageRefusal =>
  error instanceof StorageRefusal && statuses.includes(error.status);

/** One try; undefined where there is no such object. */
export async function statOnce(
  wire: Wire,
  name: string,
  generation?: Generation,
): Promise<ObjectState | undefined> {
  try {
    const file = await wire.file(name, generation);
    const [resource] = await refusing(() => file.getMetadata());
    return stateFrom(resource);
  } catch (error) {
    if (statusIs(error, 404) && !isBucketMissing(error)) return undefined;
    throw error;
  }
}

/** The object where the write with this mark made it; undefined where it is anybody else's. */
export async function ownWrite(wire: Wire, name: string, mark: string): Promise<ObjectState | undefined> {
  const there = await statOnce(wire, name);
  return there?.metadata[WRITE_MARK] === mark ? there : undefined;
}

/** Writes bytes in one request. Safe to send again: its condition holds only while it has not taken effect. */
export function writeObject(
  wire: Wire,
  name: string,
  bytes: Uint8Array,
  options: WriteOptions & { ifGeneration: Generation },
): Promise<ObjectState> {
  const resource = resourceOf(options);
  const { [WRITE_MARK]: mark = '' } = resource.metadata;
  const metadata = { ...resource, crc32c: crc32cOf(bytes) };
  const preconditionOpts = { ifGenerationMatch: options.ifGeneration };
  return patiently(async (tried) => {
    try {
      const file = await wire.file(name);
      // The client's own check is off: it deletes the object where it fails. Cloud Storage checks before there is one.
      const saving = { resumable: false, validation: false, metadata, preconditionOpts };
      await refusing(() => file.save(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), saving));
      return stateFrom(file.metadata);
    } catch (error) {
      const own = statusIs(error, 412) && tried > 1 ? await ownWrite(wire, name, mark) : undefined;
      if (own) return own;
      throw writeFailure(wire, name, error);
    }
  }, wire.patience);
}

/** What a refused write means. */
export function writeFailure(wire: Wire, name: string, error: unknown): unknown {
  if (statusIs(error, 412)) return new Conflict(wire.at(name), error);
  if (statusIs(error, 400) && /doesn't match calculated/.test(error.message))
    return new Corrupted(`Writing ${wire.at(name)}`, error);
  return error;
}

/** Deletes a generation of an object; false where there was none. */
export function removeObject(wire: Wire, name: string, ifGeneration: Generation): Promise<boolean> {
  return patiently(async (tried) => {
    try {
      const file = await wire.file(name);
      await refusing(() => file.delete({ ifGenerationMatch: ifGeneration }));
      return true;
    } catch (error) {
      // After a lost answer, an object that is gone was deleted by this very call.
      if (statusIs(error, 404) && !isBucketMissing(error)) return tried > 1;
      throw writeFailure(wire, name, error);
    }
  }, wire.patience);
}
