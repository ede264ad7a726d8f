import type { Generation, ObjectState } from './model';
import { stateFrom } from './state';
import { jsonIn, refusalIn, send } from './transport';
import type { Wire } from './wire';

/** A resumable upload that has begun. */
export interface UploadSession {
  name: string;
  /** Where its bytes go. Whoever has it may write the object: it goes into no log. */
  address: string;
}

/** How far an upload is. */
export type Progress = { kind: 'kept'; bytes: number } | { kind: 'done'; state: ObjectState };

/** Begins an upload. Doing so twice harms nothing: a session without bytes makes no object. */
export async function beginSession(
  wire: Wire,
  name: string,
  { resource, ifGeneration }: { resource: { contentType: string }; ifGeneration: Generation },
): Promise<UploadSession> {
  const query = new URLSearchParams({
    uploadType: 'resumable',
    name,
    ifGenerationMatch: ifGeneration,
  });
  const url = `${wire.endpoint}/upload/storage/v1/b/${encodeURIComponent(wire.bucket)}/o?${String(query)}`;
  const headers = { 'content-type': 'application/json', 'x-upload-content-type': resource.contentType };
  const body = Buffer.from(JSON.stringify(resource));
  const answer = await send(wire, { method: 'POST', url, headers, body });
  if (answer.status !== 200) throw await refusalIn(wire, answer);
  answer.body.destroy();
  const address = answer.headers.get('location') ?? '';
  // The credentials go with every chunk, so the session must be where they belong.
  if (URL.parse(address)?.origin !== new URL(wire.endpoint).origin)
    throw new Error('Cloud Storage began an upload at another address than its own.');
  return { name, address };
}

/** Sends bytes; with the last of them the object's size and CRC32C, which the service verifies. */
export async function sendBytes(
  wire: Wire,
  { address }: UploadSession,
  sent: { from: number; bytes: Buffer; total: number | undefined; checksum: string | undefined },
): Promise<Progress> {
  const { from, bytes, total = '*', checksum } = sent;
  const range = bytes.length === 0 ? '*' : `${from}-${from + bytes.length - 1}`;
  const headers = {
    'content-range': `bytes ${range}/${total}`,
    'content-type': 'application/octet-stream',
    ...(checksum === undefined ? {} : { 'x-goog-hash': `crc32c=${checksum}` }),
  };
  return progressAfter(wire, address, headers, bytes);
}

/** Asks how far an upload is. */
export async function askProgress(
  wire: Wire,
  { address }: UploadSession,
  total: number | undefined,
): Promise<Progress> {
  const headers = { 'content-range': `bytes */${total ?? '*'}` };
  return progressAfter(wire, address, headers, Buffer.alloc(0));
}

async function progressAfter(
  wire: Wire,
  address: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<Progress> {
  const answer = await send(wire, { method: 'PUT', url: address, headers, body });
  if (answer.status === 200 || answer.status === 201)
    return { kind: 'done', state: stateFrom(await jsonIn(wire, answer)) };
  if (answer.status !== 308) throw await refusalIn(wire, answer);
  await jsonIn(wire, answer);
  const [, last] = /^bytes=0-(\d+)$/.exec(answer.headers.get('range') ?? '') ?? [];
  return { kind: 'kept', bytes: last === undefined ? 0 : Number(last) + 1 };
}
