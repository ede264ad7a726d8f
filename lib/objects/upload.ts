import { chunksOf } from './chunks';
import type { Chunk } from './chunks';
import { Crc32c } from '../crc32c';
import type { Generation, ObjectState, WriteOptions } from './model';
import { StorageRefusal } from './refusal';
import { patiently } from './retry';
import { askProgress, beginSession, sendBytes } from './session-calls';
import type { Progress, UploadSession } from './session-calls';
import type { Wire } from './wire';
import { ownWrite, resourceOf, statusIs, WRITE_MARK, writeFailure } from './write';

/**
 * Streams bytes of unknown number into an object through a resumable upload.
 * Source: https://cloud.google.com/storage/docs/performing-resumable-uploads
 */
export function uploadObject(
  wire: Wire,
  name: string,
  source: AsyncIterable<Uint8Array>,
  options: WriteOptions & { ifGeneration: Generation },
): Promise<ObjectState> {
  const crc32c = new Crc32c();
  const chunks = summing(chunksOf(source, wire.chunkBytes), crc32c);
  const resource = resourceOf(options);
  return transferred(wire, name, { ...options, resource, chunks, checksum: () => crc32c.toString() });
}

/** The same for bytes whose checksum is known before: there is no object of any others, and nothing is hashed again. */
export function uploadKnown(
  wire: Wire,
  name: string,
  source: AsyncIterable<Uint8Array>,
  { crc32c, ...options }: WriteOptions & { ifGeneration: Generation; crc32c: string },
): Promise<ObjectState> {
  const chunks = chunksOf(source, wire.chunkBytes);
  const resource = { ...resourceOf(options), crc32c };
  return transferred(wire, name, { ...options, resource, chunks, checksum: () => crc32c });
}

/** What is sent. */
interface Freight {
  ifGeneration: Generation;
  resource: ReturnType<typeof resourceOf>;
  chunks: AsyncGenerator<Chunk, void>;
  /** The CRC32C of all chunks, once the last was read. */
  checksum: () => string;
}

async function transferred(
  wire: Wire,
  name: string,
  { ifGeneration, resource, chunks, checksum }: Freight,
): Promise<ObjectState> {
  const { [WRITE_MARK]: mark = '' } = resource.metadata;
  try {
    const session = await patiently(
      () => beginSession(wire, name, { resource, ifGeneration }),
      wire.patience,
    );
    return await sendAll(wire, { session, mark, chunks, checksum });
  } catch (error) {
    throw writeFailure(wire, name, error);
  } finally {
    await chunks.return();
  }
}

interface Transfer extends Pick<Freight, 'chunks' | 'checksum'> {
  session: UploadSession;
  mark: string;
}

/** Sums each chunk as soon as it is full, which is while the one before is on its way. */
async function* summing(chunks: AsyncGenerator<Chunk, void>, crc32c: Crc32c): AsyncGenerator<Chunk, void> {
  for await (const chunk of chunks) {
    crc32c.update(chunk.bytes);
    yield chunk;
  }
}

/** Sends chunk after chunk; the next one is filled while one is on its way. */
async function sendAll(wire: Wire, { session, mark, chunks, checksum }: Transfer): Promise<ObjectState> {
  let next = chunks.next();
  for (let from = 0; ;) {
    const chunk = chunkIn(await next);
    if (!chunk.last) next = started(chunks.next());
    const whole = chunk.last ? checksum() : undefined;
    const progress = await sendChunk(wire, { session, mark, from, chunk, checksum: whole });
    from += chunk.bytes.length;
    if (progress.kind === 'done') return progress.state;
    if (chunk.last) throw new Error('Cloud Storage waits for more bytes than there are.');
  }
}

/** The last chunk says that it is the last, so nobody asks beyond it. */
function chunkIn(result: IteratorResult<Chunk, void>): Chunk {
  if (result.done) throw new Error('The stream ended without its last chunk.');
  return result.value;
}

/** A promise that is awaited later: until then, its failure is not a stray one. */
function started<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

interface Portion {
  session: UploadSession;
  mark: string;
  /** The object's offset of the chunk's first byte. */
  from: number;
  chunk: Chunk;
  /** The CRC32C of the whole object, with its last chunk. */
  checksum: string | undefined;
}

/** Sends one chunk until the service has all of it. After a failure it asks first how much of it has arrived. */
async function sendChunk(wire: Wire, portion: Portion): Promise<Progress> {
  const { session, from, chunk, checksum } = portion;
  const end = from + chunk.bytes.length;
  const total = chunk.last ? end : undefined;
  try {
    return await patiently(async (tried) => {
      let progress: Progress =
        tried === 1 ? { kind: 'kept', bytes: from } : await askProgress(wire, session, total);
      while (progress.kind === 'kept' && (progress.bytes < end || total !== undefined)) {
        const { bytes } = progress;
        if (bytes < from || bytes > end) throw lost(wire.at(session.name), bytes, from);
        const rest = chunk.bytes.subarray(bytes - from);
        progress = await sendBytes(wire, session, { from: bytes, bytes: rest, total, checksum });
        if (progress.kind === 'kept' && progress.bytes <= bytes) throw stalled(wire.at(session.name));
      }
      return progress;
    }, wire.patience);
  } catch (error) {
    const settled = await settledAfter(wire, portion, error);
    if (settled) return settled;
    throw error;
  }
}

/** An upload that ended with a lost answer: its session may be gone, and its object there. */
async function settledAfter(
  wire: Wire,
  { session, mark, chunk }: Portion,
  error: unknown,
): Promise<{ kind: 'done'; state: ObjectState } | undefined> {
  if (!chunk.last || !statusIs(error, 404, 410, 412)) return undefined;
  const state = await patiently(() => ownWrite(wire, session.name, mark), wire.patience);
  return state && { kind: 'done', state };
}

const lost = (object: string, kept: number, from: number): Error =>
  new Error(
    `The upload of ${object} is out of step: ${kept} bytes have arrived, and those from ${from} are sent.`,
  );

const stalled = (object: string): StorageRefusal =>
  new StorageRefusal(0, `Cloud Storage takes no more bytes of ${object}`);
