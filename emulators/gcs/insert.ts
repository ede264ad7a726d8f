import { buffer } from 'node:stream/consumers';
import type { Asked, Reply } from './exchange';
import { headerOf, json } from './exchange';
import { demandPromised, promisedInHeaders } from './hashes';
import type { Promised } from './hashes';
import { Intake } from './intake';
import type { Content } from './intake';
import { boundaryOf, MultipartReader } from './multipart';
import { patched, readResource } from './object-fields';
import { demandConditions } from './preconditions';
import { Refused } from './refusal';
import type { Service } from './service';
import type { Bucket, ObjectFields, Store } from './store';
import { commit } from './versions';
import { objectView } from './views';

const DEFAULT_TYPE = 'application/octet-stream';

/** An object that was sent in one request, before its bytes. */
interface Sent {
  name: string;
  fields: ObjectFields;
  promised: Promised;
  bytes: AsyncIterable<Buffer>;
}

/** `POST /upload/storage/v1/b/B/o?uploadType=media|multipart`: an object in one request. */
export async function insertObject(service: Service, asked: Asked, bucketName: string): Promise<Reply> {
  const { store } = service;
  const bucket = store.bucket(bucketName);
  const sent = await (asked.query.get('uploadType') === 'multipart'
    ? readMultipart(asked)
    : readMedia(asked));
  demandWritable(service, asked, bucket, sent.name);
  demandConditions(asked.query, bucket.live.get(sent.name), 'write');
  const content = await receive(store, sent.bytes);
  return settle(service, bucket, { ...sent, content, query: asked.query });
}

/** Verifies bytes at rest, makes them an object, and describes it. */
async function settle(
  { store, origin }: Service,
  bucket: Bucket,
  made: { name: string; fields: ObjectFields; promised: Promised; content: Content; query: URLSearchParams },
): Promise<Reply> {
  try {
    demandPromised(made.content, made.promised);
  } catch (error) {
    await store.discard(made.content);
    throw error;
  }
  const version = await commit(store, bucket, made);
  return json(objectView(bucket.name, version, origin()));
}

/** What every write asks for: the right to create and, where an object is replaced, to delete. */
export function demandWritable({ access }: Service, asked: Asked, bucket: Bucket, name: string): void {
  access.demand(asked, 'storage.objects.create', bucket);
  if (bucket.live.has(name)) access.demand(asked, 'storage.objects.delete', bucket);
  if (asked.query.has('predefinedAcl')) {
    const message = 'Cannot insert legacy ACL for an object when uniform bucket-level access is enabled.';
    throw new Refused(400, message);
  }
}

/** @throws Refused 400 where the name is missing or none that an object may have */
export function demandName(name: string | null | undefined): string {
  if (name === null || name === undefined || name === '') throw new Refused(400, 'Required');
  const impossible = name === '.' || name === '..' || /[\r\n]/.test(name) || Buffer.byteLength(name) > 1024;
  if (impossible) throw new Refused(400, 'Invalid object name.');
  return name;
}

async function receive(store: Store, bytes: AsyncIterable<Buffer>): Promise<Content> {
  const intake = await Intake.open(store.freshFile());
  try {
    for await (const chunk of bytes) await intake.take(chunk);
    return await intake.finish();
  } catch (error) {
    await intake.abandon();
    await store.discard({ file: intake.file, size: 0, crc32c: '' });
    throw error;
  }
}

function readMedia(asked: Asked): Promise<Sent> {
  const contentType = headerOf(asked, 'content-type') ?? DEFAULT_TYPE;
  const contentEncoding = asked.query.get('contentEncoding');
  return Promise.resolve({
    name: demandName(asked.query.get('name')),
    fields: { contentType, ...(contentEncoding === null ? {} : { contentEncoding }) },
    promised: promisedInHeaders(asked),
    bytes: asked.body,
  });
}

async function readMultipart(asked: Asked): Promise<Sent> {
  const reader = new MultipartReader(asked.body, boundaryOf(headerOf(asked, 'content-type')));
  const { name, fields, promised } = readResource(await buffer((await reader.part()).body));
  const media = await reader.part();
  const inHeaders = promisedInHeaders(asked);
  return {
    name: demandName(asked.query.get('name') ?? name),
    fields: patched({ contentType: media.headers.get('content-type') ?? DEFAULT_TYPE }, fields),
    promised: { crc32c: promised.crc32c ?? inHeaders.crc32c, md5: promised.md5 ?? inHeaders.md5 },
    bytes: media.body,
  };
}
