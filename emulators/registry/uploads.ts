import { randomUUID } from 'node:crypto';
import { isDigest, matches } from './digest';
import type { Asked, Reply } from './exchange';
import { refusal } from './exchange';
import { findBlob, repositoryForWriting } from './store';
import type { Store, Upload } from './store';

/**
 * `POST /v2/<name>/blobs/uploads/`: begins an upload, or mounts a blob of another repository, or takes a whole blob.
 * @param mayRead whether the caller may pull from the repository to mount from; if not, an upload begins instead
 */
export function startUpload(
  store: Store,
  name: string,
  { query, body }: Asked,
  mayRead: (repository: string) => boolean,
): Reply {
  const [mount, from, digest] = ['mount', 'from', 'digest'].map((key) => query.get(key) ?? '');
  if (mount && from && isDigest(mount) && mayRead(from)) {
    const blob = findBlob(store, from, mount);
    if (blob) return keep(store, name, mount, blob);
  }
  if (digest) return finish(store, name, digest, body);
  const id = randomUUID();
  const upload: Upload = { repository: name, received: [], size: 0 };
  store.uploads.set(id, upload);
  return { status: 202, headers: progress(name, id, upload) };
}

/** `GET /v2/<name>/blobs/uploads/<id>`: how far it has come. */
export function readUpload(store: Store, name: string, id: string): Reply {
  const upload = find(store, name, id);
  return upload ? { status: 204, headers: progress(name, id, upload) } : unknown(id);
}

/** `PATCH /v2/<name>/blobs/uploads/<id>`: one more chunk, which must begin where the last one ended. */
export function continueUpload(store: Store, name: string, id: string, asked: Asked): Reply {
  const upload = find(store, name, id);
  if (!upload) return unknown(id);
  return append(upload, asked)
    ? { status: 202, headers: progress(name, id, upload) }
    : outOfOrder(name, id, upload);
}

/** `PUT /v2/<name>/blobs/uploads/<id>?digest=`: the last chunk, if there is one, and the digest to verify. */
export function finishUpload(store: Store, name: string, id: string, asked: Asked): Reply {
  const upload = find(store, name, id);
  if (!upload) return unknown(id);
  if (!append(upload, asked)) return outOfOrder(name, id, upload);
  const reply = finish(store, name, asked.query.get('digest') ?? '', Buffer.concat(upload.received));
  store.uploads.delete(id);
  return reply;
}

/** `DELETE /v2/<name>/blobs/uploads/<id>`. */
export function cancelUpload(store: Store, name: string, id: string): Reply {
  if (!find(store, name, id)) return unknown(id);
  store.uploads.delete(id);
  return { status: 204 };
}

function find(store: Store, name: string, id: string): Upload | undefined {
  const upload = store.uploads.get(id);
  return upload?.repository === name ? upload : undefined;
}

/** Takes the chunk, unless its Content-Range says that it belongs elsewhere. */
function append(upload: Upload, { headers, body }: Asked): boolean {
  const range = headers['content-range'];
  if (range !== undefined && range !== `${upload.size}-${upload.size + body.length - 1}`) return false;
  upload.received.push(body);
  upload.size += body.length;
  return true;
}

function finish(store: Store, name: string, digest: string, bytes: Buffer): Reply {
  if (!isDigest(digest)) return refusal('DIGEST_INVALID', `"${digest}" is not a digest`);
  if (!matches(bytes, digest))
    return refusal('DIGEST_INVALID', `the bytes that came are not those of ${digest}`);
  return keep(store, name, digest, bytes);
}

function keep(store: Store, name: string, digest: Parameters<typeof findBlob>[2], bytes: Buffer): Reply {
  repositoryForWriting(store, name).blobs.set(digest, bytes);
  return {
    status: 201,
    headers: { location: `/v2/${name}/blobs/${digest}`, 'docker-content-digest': digest },
  };
}

function progress(name: string, id: string, { size }: Upload): Record<string, string> {
  return {
    location: `/v2/${name}/blobs/uploads/${id}`,
    range: `0-${Math.max(0, size - 1)}`,
    'docker-upload-uuid': id,
  };
}

const unknown = (id: string): Reply => refusal('BLOB_UPLOAD_UNKNOWN', `there is no upload ${id}`);

const outOfOrder = (name: string, id: string, upload: Upload): Reply =>
  refusal('BLOB_UPLOAD_INVALID', `the next byte is ${upload.size}`, progress(name, id, upload));
