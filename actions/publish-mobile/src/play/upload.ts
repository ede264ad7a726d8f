/**
 * A resumable upload, chunk by chunk: one chunk is in memory at a time. Source:
 * https://developers.google.com/android-publisher/upload and
 * https://cloud.google.com/storage/docs/performing-resumable-uploads, which describes the same protocol.
 */
import type { LocalFile } from '../artifact';
import { PlayRefusal } from './refusal';
import { patiently, refusalIn, valueIn } from './wire';
import type { Answer, Wire } from './wire';

/** A multiple of 256 KiB, which every chunk but the last has to be. */
const CHUNK = 8 * 1024 * 1024;

/** How far an upload is. */
type Progress = { kind: 'kept'; bytes: number } | { kind: 'done'; answer: unknown };

/**
 * Sends a file whole. What breaks in between is asked for, and goes on where Google Play has stopped to listen.
 * @returns what Google Play answered at the end
 */
export async function uploadFile(wire: Wire, url: string, file: LocalFile): Promise<unknown> {
  // An upload that was begun twice harms nothing: without its bytes it is nothing.
  const session = await patiently(() => begin(wire, url, file.size), wire.patience);
  // All chunks are read into the same bytes, which are free again when a request has ended.
  const transfer = { wire, session, file, bytes: Buffer.allocUnsafe(Math.min(CHUNK, file.size)) };
  for (let at = 0; ;) {
    const progress = await sendChunk(transfer, at);
    if (progress.kind === 'done') return progress.answer;
    at = progress.bytes;
  }
}

async function begin(wire: Wire, url: string, size: number): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    'x-upload-content-type': 'application/octet-stream',
    'x-upload-content-length': String(size),
  };
  const answer = await wire.send({ method: 'POST', url: `${url}?uploadType=resumable`, headers });
  if (answer.status !== 200) throw refusalIn(answer);
  const address = answer.headers.get('location') ?? '';
  // The credentials go with every chunk, so the session must be where they belong.
  if (URL.parse(address)?.origin === new URL(wire.base).origin) return address;
  throw new PlayRefusal(502, 'Google Play began an upload at another address than its own');
}

interface Transfer {
  wire: Wire;
  session: string;
  file: LocalFile;
  /** Room for one chunk. */
  bytes: Buffer;
}

/** Sends the chunk at an offset; after a failure it asks first how much of it has arrived. */
function sendChunk({ wire, session, file, bytes }: Transfer, at: number): Promise<Progress> {
  return patiently(async (tried) => {
    if (tried > 1) {
      const progress = await ask(wire, session, file.size);
      if (progress.kind === 'done' || progress.bytes !== at) return progress;
    }
    const body = bytes.subarray(0, Math.min(bytes.length, file.size - at));
    await fill(body, file, at);
    const range = `bytes ${at}-${at + body.length - 1}/${file.size}`;
    const progress = progressIn(await put(wire, session, range, body));
    if (progress.kind === 'kept' && progress.bytes <= at)
      throw new PlayRefusal(0, 'Google Play takes no more bytes of the upload');
    return progress;
  }, wire.patience);
}

async function fill(bytes: Buffer, file: LocalFile, from: number): Promise<void> {
  let at = 0;
  for await (const piece of file.read(from, bytes.length)) at += piece.copy(bytes, at);
}

const ask = async (wire: Wire, session: string, size: number): Promise<Progress> =>
  progressIn(await put(wire, session, `bytes */${size}`, Buffer.alloc(0)));

function put(wire: Wire, url: string, range: string, body: Buffer): Promise<Answer> {
  // Without the last header, what lies in between would take a 308 for a redirection.
  const headers = {
    'content-range': range,
    'content-type': 'application/octet-stream',
    'x-guploader-no-308': 'yes',
  };
  return wire.send({ method: 'PUT', url, headers, body });
}

function progressIn(answer: Answer): Progress {
  const override = answer.headers.get('x-http-status-code-override');
  if (answer.status !== 308 && override !== '308') return { kind: 'done', answer: valueIn(answer) };
  const [, last] = /^bytes=0-(\d+)$/.exec(answer.headers.get('range') ?? '') ?? [];
  return { kind: 'kept', bytes: last === undefined ? 0 : Number(last) + 1 };
}
