/** The parts of one backup: into the bucket, read back, and away again where they are none. */
import { ABSENT } from '../../../../../lib/objects';
import type { Bucket } from '../../../../../lib/objects';
import { UserError } from '../../../../../lib/runner';
import { dumpOf, readThrough } from './archive';
import type { DumpRequest } from './archive';
import type { Depot } from './depot';
import type { ClientPrograms } from './programs';
import type { Part } from './record';
import { countThrough, rowsOf } from './rows';
import type { Reading } from './rows';

export interface PartRequest {
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

type Taken = Omit<Part, 'table'>;

/**
 * Streams an archive into the bucket, and has pg_restore read all of what is there then.
 * @throws UserError where it could not be dumped, or not be read back
 */
export const takeArchive = (depot: Depot, request: PartRequest, what: DumpRequest): Promise<Taken> =>
  takePart(depot, request, {
    write: (programs) => dumpOf(programs, what),
    read: readThrough,
  });

/**
 * Streams a table's rows into the bucket, and counts what is there then: it must be as many as the server has sent.
 * @throws UserError where they could not be copied, or not be read back
 */
export async function takeRows(
  depot: Depot,
  request: PartRequest,
  what: Reading,
): Promise<{ part: Taken; rows: number }> {
  let sent = 0;
  const part = await takePart(depot, request, {
    write: (programs) => rowsOf(programs, what, (rows) => (sent = rows)),
    read: async (programs, bytes) => {
      const { sha256, rows } = await countThrough(programs, bytes);
      if (rows !== sent) throw new Error(`there are ${rows} rows in place of ${sent}.`);
      return sha256;
    },
  });
  return { part, rows: sent };
}

interface Form {
  readonly write: (programs: ClientPrograms) => AsyncIterable<Buffer>;
  /** Reads all of it. @returns SHA-256 in hex */
  readonly read: (programs: ClientPrograms, bytes: AsyncIterable<Uint8Array>) => Promise<string>;
}

async function takePart(depot: Depot, request: PartRequest, form: Form): Promise<Taken> {
  const { bucket } = depot;
  const programs = depot.programs.under(request.signal);
  const { object, metadata } = request;
  const options = { ifGeneration: ABSENT, contentType: 'application/zstd', metadata };
  const { generation, size: bytes } = await bucket.upload(object, form.write(programs), options);
  const written = { object, generation };
  request.onObject(written);
  const sha256 = await prove({ ...depot, programs }, written, form);
  return { ...written, bytes, sha256 };
}

/**
 * Reads what is in the bucket now, all of it. That these are the bytes that were sent, their CRC32C told when they came.
 * @returns their SHA-256 in hex
 */
async function prove(
  { bucket, programs, place }: Depot,
  { object, generation }: Written,
  { read }: Form,
): Promise<string> {
  try {
    const reading = await bucket.open(object, { generation });
    if (reading === undefined) throw new Error(`gs://${bucket.name}/${object} has gone.`);
    return await read(programs, reading.bytes);
  } catch (error) {
    if (error instanceof UserError || place.runner.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The backup could not be read back, so it is none: ${reason}`, {
      remedy: 'Run this again; nothing was changed in the database.',
      cause: error,
    });
  }
}

/** Takes parts away that belong to no backup; where that fails, says what is left. */
export async function discard({ bucket, place }: Depot, parts: readonly Written[]): Promise<void> {
  for (const part of parts) {
    try {
      await removePart(bucket, part);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      place.runner.log.warning(`The unproved ${part.object} is left in gs://${bucket.name}: ${reason}`);
    }
  }
}

export const removePart = (bucket: Bucket, { object, generation }: Written): Promise<boolean> =>
  bucket.remove(object, { ifGeneration: generation });
