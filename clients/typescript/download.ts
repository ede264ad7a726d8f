/** A model comes to a temporary file, goes on where it stopped, and gets its name when size and hash are right. */
import { createHash } from 'node:crypto';
import { sha256Of } from './accept';
import { modelFile, partFile } from './files';
import { bytesOf, chunksOf, get, within } from './http';
import type { PublishedVersion } from './manifest';
import type { AddressOf, Clock, Fetch, Limits, Storage } from './ports';
import { Rejected } from './reasons';

/** What a download is made with. */
export interface DownloadPorts {
  fetch: Fetch;
  clock: Clock;
  storage: Storage;
  addressOf: AddressOf;
  limits: Limits;
}

type Blob = PublishedVersion['blob'];

/** Sees to it that the model's file is in the storage. @throws Rejected */
export async function download(ports: DownloadPorts, blob: Blob): Promise<void> {
  const { storage } = ports;
  const [part, model] = [partFile(blob.sha256), modelFile(blob.sha256)];
  if ((await storage.size(model)) === blob.size) return;
  try {
    await fetchRest(ports, blob, part);
    if ((await hashOf(storage, part)) !== blob.sha256) throw new Rejected('wrong-hash');
  } catch (error) {
    // Other bytes are nothing to go on from.
    if (error instanceof Rejected && ['wrong-size', 'wrong-hash'].includes(error.reason))
      await storage.remove(part);
    throw error;
  }
  await storage.rename(part, model);
}

/** A document that the manifest names by its hash. @throws Rejected */
export async function fetchDocument(
  { fetch, clock, addressOf, limits }: DownloadPorts,
  { path, sha256 }: { path: string; sha256: string },
): Promise<Uint8Array> {
  const bytes = await within(clock, limits.manifestWithin, async (signal) => {
    const response = await get(fetch, addressOf(path), {}, signal);
    if (response.status !== 200) throw new Rejected('unexpected-status');
    return bytesOf(response, limits.largestDocument, signal);
  });
  if (sha256Of(bytes) !== sha256) throw new Rejected('wrong-hash');
  return bytes;
}

async function fetchRest(ports: DownloadPorts, blob: Blob, part: string): Promise<void> {
  const { fetch, clock, storage, addressOf, limits } = ports;
  const have = (await storage.size(part)) ?? 0;
  if (have > blob.size) throw new Rejected('wrong-size');
  if (have === blob.size) return;
  // What is stored is the model itself: a compressed answer would have other positions.
  const headers = { 'accept-encoding': 'identity', ...(have > 0 ? { range: `bytes=${have}-` } : {}) };
  await within(clock, limits.modelWithin, async (signal) => {
    const response = await get(fetch, addressOf(blob.path), headers, signal);
    const from = firstByte(response, have);
    if (from < have) await storage.remove(part);
    await storage.append(part, upTo(blob.size - from, chunksOf(response, signal)));
  });
  if ((await storage.size(part)) !== blob.size) throw new Rejected('cut-off');
}

/** Where the answer begins: a server may send all of it, whatever it was asked for. */
function firstByte({ status, headers }: Response, have: number): number {
  if (status === 200) return 0;
  const [, first] = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '') ?? [];
  if (status === 206 && Number(first) === have) return have;
  // There is no such range of it: what is there cannot be the beginning of it.
  throw new Rejected(status === 416 ? 'wrong-size' : 'unexpected-status');
}

async function* upTo(most: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = most;
  for await (const chunk of chunks) {
    left -= chunk.length;
    if (left < 0) throw new Rejected('wrong-size');
    yield chunk;
  }
}

async function hashOf(storage: Storage, name: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of storage.chunks(name)) hash.update(chunk);
  return hash.digest('hex');
}
