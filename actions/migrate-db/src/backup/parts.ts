/** The archives of one backup: into the bucket, read back, and away again where they are none. */
import { ABSENT } from '../../../../lib/objects';
import type { Bucket } from '../../../../lib/objects';
import { UserError } from '../../../../lib/runner';
import { dumpOf, readThrough } from './archive';
import type { DumpRequest } from './archive';
import type { Depot } from './depot';
import type { Part } from './record';

export interface PartRequest extends DumpRequest {
  readonly object: string;
  /** What is written on the object. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Is told as soon as there is an object. */
  readonly onObject: (written: Written) => void;
}

/** An object, of which nothing is proved. */
export type Written = Pick<Part, 'object' | 'generation'>;

/**
 * Streams an archive into the bucket, and reads in full what is there then.
 * @throws UserError where it could not be dumped, or not be read back
 */
export async function takePart(depot: Depot, request: PartRequest): Promise<Part> {
  const { bucket } = depot;
  const programs = depot.programs.under(request.signal);
  const { object, metadata, portion } = request;
  const options = { ifGeneration: ABSENT, contentType: 'application/zstd', metadata };
  const { generation, size: bytes } = await bucket.upload(object, dumpOf(programs, request), options);
  const written = { object, generation };
  request.onObject(written);
  const sha256 = await prove({ ...depot, programs }, written);
  return { ...written, bytes, sha256, tables: [...(portion?.tables ?? [])] };
}

/**
 * Reads what is in the bucket now, all of it. That these are the bytes that were sent, their CRC32C told when they came.
 * @returns their SHA-256 in hex
 */
async function prove({ bucket, programs, place }: Depot, { object, generation }: Written): Promise<string> {
  try {
    const reading = await bucket.open(object, { generation });
    if (reading === undefined) throw new Error(`gs://${bucket.name}/${object} has gone.`);
    return await readThrough(programs, reading.bytes);
  } catch (error) {
    if (error instanceof UserError || place.runner.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The backup could not be read back, so it is none: ${reason}`, {
      remedy: 'Run this again; nothing was changed in the database.',
      cause: error,
    });
  }
}

/** Takes archives away that belong to no backup; where that fails, says what is left. */
export async function discard({ bucket, place }: Depot, parts: readonly Written[]): Promise<void> {
  for (const part of parts) {
    try {
      await removePart(bucket, part);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      place.runner.log.warning(
        `The unproved archive ${part.object} is left in gs://${bucket.name}: ${reason}`,
      );
    }
  }
}

export const removePart = (bucket: Bucket, { object, generation }: Written): Promise<boolean> =>
  bucket.remove(object, { ifGeneration: generation });
