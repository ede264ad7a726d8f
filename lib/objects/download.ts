import { Crc32c } from '../crc32c';
import { Conflict, Corrupted, isBucketMissing } from './errors';
import type { Described, Generation, Reading } from './model';
import { StorageRefusal } from './refusal';
import { patiently } from './retry';
import { bytesIn, refusalIn, send } from './transport';
import type { Wire } from './wire';

/** An answer whose body has not been read yet. */
interface Answer {
  described: Described;
  bytes: AsyncGenerator<Buffer>;
}

/** Opens an object for reading; undefined where there is none. */
export async function openObject(
  wire: Wire,
  name: string,
  generation?: Generation,
): Promise<Reading | undefined> {
  try {
    const first = await patiently(() => request(wire, name, { generation }), wire.patience);
    return { ...first.described, bytes: wholeOf(wire, first) };
  } catch (error) {
    if (error instanceof StorageRefusal && error.status === 404 && !isBucketMissing(error)) return undefined;
    throw error;
  }
}

/** The bytes to their end: a body that breaks off is asked for again from where it broke, in the same generation. */
async function* wholeOf(wire: Wire, { described, bytes }: Answer): AsyncGenerator<Buffer> {
  const { name, generation, size } = described;
  const crc32c = new Crc32c();
  let current: AsyncGenerator<Buffer> | undefined = bytes;
  try {
    for (let offset = 0, tried = 0; ;) {
      current ??= await reopened(wire, { name, generation, offset });
      const before = offset;
      try {
        for await (const piece of current) {
          offset += piece.length;
          crc32c.update(piece);
          yield piece;
        }
      } catch (error) {
        demandBroken(error);
      }
      if (offset >= size) break;
      current = undefined;
      tried = offset > before ? 0 : tried + 1;
      if (tried >= wire.patience.tries) throw brokenOff(wire.at(name));
    }
  } finally {
    await current?.return(undefined);
  }
  if (crc32c.toString() !== described.crc32c) throw new Corrupted(`Reading ${wire.at(name)}`);
}

/** @throws what is not a broken connection */
function demandBroken(error: unknown): void {
  if (!(error instanceof StorageRefusal) || !error.transient) throw error;
}

const brokenOff = (object: string): StorageRefusal =>
  new StorageRefusal(0, `The connection breaks whenever ${object} is read`);

async function reopened(
  wire: Wire,
  { name, generation, offset }: { name: string; generation: Generation; offset: number },
): Promise<AsyncGenerator<Buffer>> {
  try {
    const { bytes } = await patiently(() => request(wire, name, { generation, offset }), wire.patience);
    return bytes;
  } catch (error) {
    // Without versioning, a generation is gone as soon as it is replaced.
    if (error instanceof StorageRefusal && error.status === 404) throw new Conflict(wire.at(name), error);
    throw error;
  }
}

async function request(
  wire: Wire,
  name: string,
  { generation, offset = 0 }: { generation?: Generation | undefined; offset?: number },
): Promise<Answer> {
  const query = new URLSearchParams({ alt: 'media', ...(generation === undefined ? {} : { generation }) });
  const path = `b/${encodeURIComponent(wire.bucket)}/o/${encodeURIComponent(name)}`;
  const url = `${wire.endpoint}/download/storage/v1/${path}?${String(query)}`;
  // With gzip accepted, what is stored compressed comes as it is stored: the checksum is that of the stored bytes.
  const headers = { 'accept-encoding': 'gzip', ...(offset === 0 ? {} : { range: `bytes=${offset}-` }) };
  const answer = await send(wire, { method: 'GET', url, headers });
  if (answer.status !== (offset === 0 ? 200 : 206)) throw await refusalIn(wire, answer);
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
