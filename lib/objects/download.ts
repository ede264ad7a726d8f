import { Crc32c } from '../crc32c';
import { Conflict, Corrupted, isBucketMissing } from './errors';
import type { Described, Generation, Reading } from './model';
import { StorageRefusal } from './refusal';
import { patiently } from './retry';
import { sliced } from './slices';
import type { ByteRange } from './slices';
import { bytesIn, refusalIn, sendGet } from './transport';
import type { Wire } from './wire';

/** An answer whose body has not been read yet. */
interface Answer {
  described: Described;
  bytes: AsyncGenerator<Buffer>;
}

/** An object is read in slices, several at a time, where it is larger than so many chunks. */
const CHUNKS_IN_ONE = 2;

/** Opens an object for reading; undefined where there is none. */
export async function openObject(
  wire: Wire,
  name: string,
  generation?: Generation,
): Promise<Reading | undefined> {
  try {
    const first = await patiently(() => request(wire, name, { generation }), wire.patience);
    return { ...first.described, bytes: verified(wire, first.described, allOf(wire, first)) };
  } catch (error) {
    if (error instanceof StorageRefusal && error.status === 404 && !isBucketMissing(error)) return undefined;
    throw error;
  }
}

/** @throws Corrupted at the end, where the bytes are others than those that Cloud Storage has */
async function* verified(
  wire: Wire,
  { name, crc32c }: Described,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const found = new Crc32c();
  for await (const piece of bytes) {
    found.update(piece);
    yield piece;
  }
  if (found.toString() !== crc32c) throw new Corrupted(`Reading ${wire.at(name)}`);
}

/**
 * The answer that told what the object is brings its beginning too. A large object's other slices are asked for beside
 * it: one connection alone is slower than what is behind it.
 */
function allOf(wire: Wire, { described, bytes }: Answer): AsyncIterable<Buffer> {
  const { size } = described;
  if (size <= CHUNKS_IN_ONE * wire.chunkBytes) return rangeOf(wire, described, { from: 0, to: size }, bytes);
  return sliced(wire, size, (within, range) =>
    rangeOf(within, described, range, range.from === 0 ? bytes : undefined),
  );
}

/**
 * A part of an object, to its end: a body that breaks off is asked for again from where it broke, in the same generation.
 * @param begun what brings the part already, and perhaps more than that
 */
async function* rangeOf(
  wire: Wire,
  { name, generation, size }: Described,
  { from, to }: ByteRange,
  begun?: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  let current = begun;
  try {
    for (let offset = from, tried = 0; ;) {
      current ??= await reopened(wire, { name, generation, offset, end: to < size ? to : undefined });
      const before = offset;
      try {
        for await (const piece of upTo(to - offset, current)) {
          offset += piece.length;
          yield piece;
        }
      } catch (error) {
        demandBroken(error);
      }
      if (offset >= to) return;
      current = undefined;
      tried = offset > before ? 0 : tried + 1;
      if (tried >= wire.patience.tries) throw brokenOff(wire.at(name));
    }
  } finally {
    await current?.return(undefined);
  }
}

async function* upTo(most: number, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let left = most;
  for await (const piece of pieces) {
    // Asked for one piece more, a body that ends here has come to its end, and its connection serves again.
    if (left === 0) return;
    const part = piece.subarray(0, left);
    left -= part.length;
    yield part;
  }
}

/** @throws what is not a broken connection */
function demandBroken(error: unknown): void {
  if (!(error instanceof StorageRefusal) || !error.transient) throw error;
}

const brokenOff = (object: string): StorageRefusal =>
  new StorageRefusal(0, `The connection breaks whenever ${object} is read`);

/** What is asked for; all of it without `offset` and `end`. */
interface Asked {
  generation?: Generation | undefined;
  /** The first byte. */
  offset?: number;
  /** The first byte that is not asked for any more. */
  end?: number | undefined;
}

async function reopened(
  wire: Wire,
  { name, ...asked }: { name: string } & Asked,
): Promise<AsyncGenerator<Buffer>> {
  try {
    const { bytes } = await patiently(() => request(wire, name, asked), wire.patience);
    return bytes;
  } catch (error) {
    // Without versioning, a generation is gone as soon as it is replaced.
    if (error instanceof StorageRefusal && error.status === 404) throw new Conflict(wire.at(name), error);
    throw error;
  }
}

async function request(wire: Wire, name: string, { generation, offset = 0, end }: Asked): Promise<Answer> {
  const query = new URLSearchParams({ alt: 'media', ...(generation === undefined ? {} : { generation }) });
  const path = `b/${encodeURIComponent(wire.bucket)}/o/${encodeURIComponent(name)}`;
  const url = `${wire.endpoint}/download/storage/v1/${path}?${String(query)}`;
  const isWhole = offset === 0 && end === undefined;
  const range = isWhole ? {} : { range: `bytes=${offset}-${end === undefined ? '' : end - 1}` };
  // With gzip accepted, what is stored compressed comes as it is stored: the checksum is that of the stored bytes.
  const headers = { 'accept-encoding': 'gzip', ...range };
  const answer = await sendGet(wire, { url, headers });
  if (answer.status !== (isWhole ? 200 : 206)) throw await refusalIn(wire, answer);
  return { described: describedIn(name, answer.headers), bytes: bytesIn(wire, answer) };
}

function describedIn(name: string, headers: Headers): Described {
  const header = (field: string): string | undefined => headers.get(field) ?? undefined;
  const generation = header('x-goog-generation');
  const [, crc32c] = /crc32c=([^,\s]+)/.exec(header('x-goog-hash') ?? '') ?? [];
  const size = header('x-goog-stored-content-length') ?? header('content-length');
  if (generation === undefined || crc32c === undefined || size === undefined)
    throw new Error(`Cloud Storage sent ${name} without its generation, CRC32C or size.`);
  return {
    ...{ name, generation, crc32c },
    size: Number(size),
    contentType: header('content-type'),
    cacheControl: header('cache-control'),
  };
}
