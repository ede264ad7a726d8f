import { isDigest } from './digest';
import type { Asked, Reply } from './exchange';
import { refusal } from './exchange';
import { findBlob } from './store';
import type { Store } from './store';

/** `HEAD` and `GET /v2/<name>/blobs/<digest>`, with one byte range. */
export function readBlob(store: Store, name: string, digest: string, { headers }: Asked): Reply {
  if (!isDigest(digest)) return refusal('DIGEST_INVALID', `"${digest}" is not a digest`);
  const blob = findBlob(store, name, digest);
  if (!blob) return refusal('BLOB_UNKNOWN', `blob ${digest} is not in ${name}`);
  const described = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
  };
  if (headers.range === undefined) return { status: 200, headers: described, body: blob };
  const range = readRange(headers.range, blob.length);
  if (!range) {
    const length = { 'content-range': `bytes */${blob.length}` };
    return refusal('RANGE_INVALID', `${headers.range} lies outside of ${blob.length} bytes`, length);
  }
  return {
    status: 206,
    headers: { ...described, 'content-range': `bytes ${range.first}-${range.last}/${blob.length}` },
    body: blob.subarray(range.first, range.last + 1),
  };
}

/** `DELETE /v2/<name>/blobs/<digest>`. */
export function deleteBlob(store: Store, name: string, digest: string): Reply {
  if (!isDigest(digest)) return refusal('DIGEST_INVALID', `"${digest}" is not a digest`);
  const deleted = store.repositories.get(name)?.blobs.delete(digest) ?? false;
  return deleted ? { status: 202 } : refusal('BLOB_UNKNOWN', `blob ${digest} is not in ${name}`);
}

/** RFC 9110's single range: `bytes=0-99`, `bytes=100-` or the last bytes, `bytes=-50`. */
function readRange(header: string, length: number): { first: number; last: number } | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (from === '' && to === '') return null;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return first <= last ? { first, last } : null;
}
