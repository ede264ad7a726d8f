import { fingerprintOf } from './digest';
import { Conflict, ContentDiffers } from './errors';
import { ABSENT } from './model';
import type { Fingerprint, ObjectState, Source, WriteOnceOptions } from './model';
import { patiently } from './retry';
import { uploadKnown } from './upload';
import type { Wire } from './wire';
import { statOnce, writeObject } from './write';

/** Custom metadata with the SHA-256 of an object that never changes, in hexadecimal. */
const SHA256_MARK = 'sluice-sha256';

/** Writes an object unless it is there with these very bytes; what is there already is not sent a second time. */
export async function writeObjectOnce(
  wire: Wire,
  name: string,
  source: Source,
  { known, ...options }: WriteOnceOptions,
): Promise<{ state: ObjectState; sha256: string; present: boolean }> {
  const fingerprint = known ?? (await fingerprintOf(source));
  const { sha256 } = fingerprint;
  const there = await sameThere(wire, name, fingerprint);
  if (there) return { state: there, sha256, present: true };
  try {
    const metadata = { ...options.metadata, [SHA256_MARK]: sha256 };
    const absent = { ...options, metadata, ifGeneration: ABSENT };
    const state = await (source instanceof Uint8Array
      ? writeObject(wire, name, source, absent)
      : // With its checksum up front: a source that has changed between the two readings makes no object.
        uploadKnown(wire, name, source.open(), { ...absent, crc32c: fingerprint.crc32c }));
    return { state, sha256, present: false };
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const winner = await sameThere(wire, name, fingerprint);
    if (!winner) throw error;
    return { state: winner, sha256, present: true };
  }
}

/** The object with these bytes; undefined where there is none. */
async function sameThere(
  wire: Wire,
  name: string,
  fingerprint: Fingerprint,
): Promise<ObjectState | undefined> {
  const there = await patiently(() => statOnce(wire, name), wire.patience);
  if (there && !isSame(there, fingerprint)) throw new ContentDiffers(wire.at(name));
  return there;
}

function isSame(there: ObjectState, { size, crc32c, md5, sha256 }: Fingerprint): boolean {
  const { [SHA256_MARK]: marked = sha256 } = there.metadata;
  return there.size === size && there.crc32c === crc32c && (there.md5 ?? md5) === md5 && marked === sha256;
}
