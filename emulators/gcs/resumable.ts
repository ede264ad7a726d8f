import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { readContentRange } from './content-range';
import type { Incoming } from './content-range';
import type { Asked, Reply } from './exchange';
import { headerOf, json } from './exchange';
import { demandPromised, promisedInHeaders } from './hashes';
import { demandName, demandWritable } from './insert';
import { Intake, QUANTUM } from './intake';
import { patched, readResource } from './object-fields';
import { demandConditions } from './preconditions';
import { Refused, Severed } from './refusal';
import type { Service } from './service';
import type { UploadSession } from './store';
import { commit } from './versions';
import { objectView } from './views';

const DEFAULT_TYPE = 'application/octet-stream';

/** `POST ...?uploadType=resumable`: begins an upload; the answer's Location is where its bytes go. */
export async function startUpload(service: Service, asked: Asked, bucketName: string): Promise<Reply> {
  const { store, origin } = service;
  const bucket = store.bucket(bucketName);
  const { name: nameInBody, fields, promised } = readResource(await buffer(asked.body));
  const name = demandName(asked.query.get('name') ?? nameInBody);
  demandWritable(service, asked, bucket, name);
  demandConditions(asked.query, bucket.live.get(name), 'write');
  const length = headerOf(asked, 'x-upload-content-length');
  const contentType = headerOf(asked, 'x-upload-content-type') ?? DEFAULT_TYPE;
  const session: UploadSession = {
    ...{ id: randomUUID(), bucket: bucketName, name, query: asked.query, promised },
    fields: patched({ contentType }, fields),
    size: length === undefined ? undefined : Number(length),
    intake: await Intake.open(store.freshFile()),
    started: store.now(),
    turn: Promise.resolve(),
  };
  store.sessions.set(session.id, session);
  const query = new URLSearchParams({ uploadType: 'resumable', name, upload_id: session.id });
  const location = `${origin()}/upload/storage/v1/b/${bucketName}/o?${String(query)}`;
  return { status: 200, headers: { location, 'x-guploader-uploadid': session.id } };
}

/** `PUT ...?upload_id=`: bytes of an upload, or the question how far it is. Requests for one upload take turns. */
export function continueUpload(service: Service, asked: Asked): Promise<Reply> {
  const session = sessionAsked(service, asked);
  const reply = session.turn.then(() => proceed(service, session, asked));
  session.turn = reply.catch(() => undefined);
  return reply;
}

/** `DELETE ...?upload_id=`: calls an upload off. */
export async function cancelUpload(service: Service, asked: Asked): Promise<Reply> {
  const session = sessionAsked(service, asked);
  await session.turn;
  if (!session.end) await endRefused(service, session, new Refused(499, 'Client Closed Request'));
  return { status: 499 };
}

/** Whether a request only asks how far an upload is; `bytes *` with a size also ends an upload that has them all. */
export const isQuestion = (asked: Pick<Asked, 'headers'>): boolean =>
  /^bytes \*\//i.test(headerOf(asked, 'content-range') ?? '');

function sessionAsked({ store, sessionLifetimeMs }: Service, { query }: Asked): UploadSession {
  const session = store.sessions.get(query.get('upload_id') ?? '');
  if (!session) throw new Refused(404, 'Not Found');
  if (store.now() - session.started > sessionLifetimeMs)
    throw new Refused(410, 'The upload session has expired.');
  return session;
}

async function proceed(service: Service, session: UploadSession, asked: Asked): Promise<Reply> {
  if (session.end) return endOf(service, session);
  const incoming = readContentRange(headerOf(asked, 'content-range'));
  agreeOnSize(session, incoming);
  if (incoming.from === undefined) {
    return session.size === session.intake.kept ? complete(service, session, asked) : progress(session);
  }
  const isLast = await take(session, incoming, asked);
  return isLast ? complete(service, session, asked) : progress(session);
}

function endOf({ origin }: Service, { end, bucket }: UploadSession): Reply {
  if (end && 'refused' in end) throw end.refused;
  if (!end) throw new Error('The upload has not ended.');
  return json(objectView(bucket, end.version, origin()));
}

function agreeOnSize(session: UploadSession, { total }: Incoming): void {
  if (total === undefined) return;
  if (session.size !== undefined && session.size !== total) {
    throw new Refused(400, `Invalid request. The upload has ${session.size} byte(s), not ${total}.`);
  }
  session.size = total;
}

/** @returns whether the object is complete */
async function take(
  session: UploadSession,
  { from = 0, to, total }: Incoming,
  asked: Asked,
): Promise<boolean> {
  const { intake } = session;
  if (from > intake.kept) {
    const message = `Invalid request. According to the Content-Range header, the upload offset is ${from} byte(s), which exceeds already uploaded size of ${intake.kept} byte(s).`;
    throw new Refused(503, message);
  }
  const received = await receive(intake, intake.kept - from, asked.body);
  const end = from + received;
  if (to !== undefined && end !== to + 1) {
    intake.dropRest();
    throw new Refused(
      400,
      `Invalid request. The body has ${received} byte(s), not those of its Content-Range.`,
    );
  }
  // With `bytes a-*` the end of the body is the end of the object.
  const size = session.size ?? (to === undefined ? end : undefined);
  if (size !== undefined && end > size)
    throw new Refused(400, `Invalid request. More than ${size} byte(s) came.`);
  session.size = size;
  if (end === size) return true;
  intake.dropRest();
  if (received < QUANTUM && total === undefined) {
    const message = `Invalid request. The number of bytes uploaded is required to be equal or greater than ${QUANTUM}, except for the final request. The received request contained ${received} bytes.`;
    throw new Refused(400, message);
  }
  return false;
}

/** @param known bytes at the body's beginning that are kept already; @returns how many bytes the body had */
async function receive(intake: Intake, known: number, body: AsyncIterable<Buffer>): Promise<number> {
  let received = 0;
  try {
    for await (const chunk of body) {
      const skipped = Math.min(chunk.length, Math.max(0, known - received));
      received += chunk.length;
      if (skipped < chunk.length) await intake.take(chunk.subarray(skipped));
    }
    return received;
  } catch (error) {
    intake.dropRest();
    throw error instanceof Severed ? error : new Severed('The connection broke.', { cause: error });
  }
}

async function complete(service: Service, session: UploadSession, asked: Asked): Promise<Reply> {
  const { store } = service;
  const content = await session.intake.finish();
  try {
    demandPromised(content, session.promised);
    demandPromised(content, promisedInHeaders(asked));
    const version = await commit(store, store.bucket(session.bucket), { ...session, content });
    session.end = { version };
  } catch (error) {
    await store.discard(content);
    if (!(error instanceof Refused)) throw error;
    session.end = { refused: error };
  }
  return endOf(service, session);
}

async function endRefused({ store }: Service, session: UploadSession, refused: Refused): Promise<void> {
  session.end = { refused };
  await session.intake.abandon();
  await store.discard({ file: session.intake.file, size: 0, crc32c: '' });
}

/** 308 with the bytes that are kept; without a Range there are none. */
function progress({ id, intake }: UploadSession): Reply {
  const range = intake.kept === 0 ? {} : { range: `bytes=0-${intake.kept - 1}` };
  return { status: 308, headers: { ...range, 'x-guploader-uploadid': id } };
}
