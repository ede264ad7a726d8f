/**
 * Resumable uploads. Source: https://developers.google.com/android-publisher/upload; chunks are whole multiples of
 * 256 KiB but for the last, and with `X-GUploader-No-308: yes` the 308 comes as a 200 that says so in a header.
 */
import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readContentRange } from '../gcs/content-range';
import { headerOf, json } from '../gcs/exchange';
import type { Asked, Reply } from '../gcs/exchange';
import { Refused, refusalReply, Severed } from '../gcs/refusal';
import type { Service } from './service';
import type { Session } from './session';

const QUANTUM = 256 * 1024;

export async function beginUpload(
  { folder, sessions, origin }: Service,
  asked: Asked,
  purpose: Pick<Session, 'finish' | 'demandOpen'>,
): Promise<Reply> {
  purpose.demandOpen();
  if (asked.query.get('uploadType') !== 'resumable')
    throw new Refused(400, 'This emulator takes resumable uploads only.', { reason: 'badRequest' });
  const id = randomUUID();
  const path = join(folder, id);
  const announced = headerOf(asked, 'x-upload-content-length');
  const size = announced === undefined ? undefined : Number(announced);
  sessions.set(id, { id, path, handle: await open(path, 'w+'), kept: 0, size, end: undefined, ...purpose });
  const location = `${origin()}${asked.path}?uploadType=resumable&upload_id=${id}`;
  return { status: 200, headers: { location, 'x-guploader-uploadid': id } };
}

/** A chunk, or the question how far the upload is. */
export async function continueUpload({ sessions }: Service, asked: Asked): Promise<Reply> {
  const session = sessions.get(asked.query.get('upload_id') ?? '');
  if (!session) throw new Refused(404, 'Upload not found.', { reason: 'notFound' });
  if (session.end) return session.end;
  session.demandOpen();
  const { from, to, total } = readContentRange(headerOf(asked, 'content-range'));
  if (total !== undefined && session.size !== undefined && total !== session.size)
    throw new Refused(400, `The upload has ${session.size} bytes, not ${total}.`, { reason: 'badRequest' });
  session.size = total ?? session.size;
  if (from === undefined) return session.kept === session.size ? finish(session) : progress(session, asked);
  if (from !== session.kept)
    throw new Refused(400, `Expected the bytes from ${session.kept} on, not from ${from}.`, {
      reason: 'badRequest',
    });
  await take(session, asked.body, to);
  return session.kept === session.size ? finish(session) : progress(session, asked);
}

/** Keeps what came; of a chunk that is cut or too small, the whole multiples of 256 KiB. */
async function take(session: Session, body: AsyncIterable<Buffer>, to: number | undefined): Promise<void> {
  const start = session.kept;
  let at = start;
  try {
    for await (const piece of body) {
      await session.handle.write(piece, 0, piece.length, at);
      at += piece.length;
    }
  } catch (error) {
    session.kept = at - ((at - start) % QUANTUM);
    throw error instanceof Severed ? error : new Severed('The connection broke.', { cause: error });
  }
  session.kept = at === session.size ? at : at - ((at - start) % QUANTUM);
  if (to !== undefined && at !== to + 1)
    throw new Refused(400, 'The body is not as long as its Content-Range says.', { reason: 'badRequest' });
}

async function finish(session: Session): Promise<Reply> {
  const [sha1, sha256] = [createHash('sha1'), createHash('sha256')];
  const stream = session.handle.createReadStream({ start: 0, autoClose: false });
  for await (const piece of stream as AsyncIterable<Buffer>) {
    sha1.update(piece);
    sha256.update(piece);
  }
  const hashes = { sha1: sha1.digest('hex'), sha256: sha256.digest('hex') };
  try {
    session.end = json(await session.finish({ path: session.path, size: session.kept, ...hashes }));
    return session.end;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    session.end = refusalReply(error);
    return session.end;
  } finally {
    await session.handle.close();
    await rm(session.path, { force: true });
  }
}

function progress({ kept }: Session, asked: Asked): Reply {
  const range = kept === 0 ? {} : { range: `bytes=0-${kept - 1}` };
  return headerOf(asked, 'x-guploader-no-308') === 'yes'
    ? { status: 200, headers: { ...range, 'x-http-status-code-override': '308' } }
    : { status: 308, headers: range };
}

/** What was never finished. */
export async function forgetUploads({ sessions }: Service): Promise<void> {
  for (const { handle, end } of sessions.values()) if (!end) await handle.close();
  sessions.clear();
}
