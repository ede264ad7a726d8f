import { openSync } from 'node:fs';
import { isPublic } from './access';
import { readRange } from './content-range';
import type { Asked, FileBody, Reply } from './exchange';
import { fieldsOf, headerOf } from './exchange';
import { demandConditions } from './preconditions';
import { Refused } from './refusal';
import type { Service } from './service';
import type { Bucket, Version } from './store';
import { versionAsked } from './versions';
import { etagOf } from './views';

/** `GET .../o/OBJECT?alt=media`: an object's bytes, whole or one range of them. */
export function readMedia(service: Service, asked: Asked, bucketName: string, name: string): Reply {
  const bucket = service.store.bucket(bucketName);
  service.access.demand(asked, 'storage.objects.get', bucket);
  const version = versionAsked(bucket, name, asked.query);
  demandConditions(asked.query, version, 'read');
  return serve(asked, bucket, version, etagOf(version));
}

/**
 * The answer to a read of bytes, over either API.
 * @param etag as the API writes it
 */
export function serve(asked: Asked, bucket: Bucket, version: Version, etag: string): Reply {
  const headers = describe(bucket, version, etag);
  const seen = headerOf(asked, 'if-none-match');
  if (seen !== undefined && (seen === etag || seen === '*')) throw new Refused(304, 'Not Modified');
  const { size } = version.content;
  const range = readRange(headerOf(asked, 'range') ?? '', size);
  if (range === 'unsatisfiable') {
    throw new Refused(416, 'The requested range cannot be satisfied.');
  }
  const { first, last } = range ?? { first: 0, last: size - 1 };
  const partial = range === undefined ? {} : { 'content-range': `bytes ${first}-${last}/${size}` };
  const length = last - first + 1;
  return {
    status: range === undefined ? 200 : 206,
    headers: { ...headers, ...partial, 'content-length': String(length) },
    ...(asked.method === 'HEAD' ? {} : { body: bodyOf(version, first, length) }),
  };
}

/** Opened in the same turn in which the version was found: a writer that comes next takes the file's name away. */
const bodyOf = ({ content }: Version, start: number, length: number): FileBody => ({
  descriptor: openSync(content.file, 'r'),
  ...{ start, length },
});

/** Sources: https://cloud.google.com/storage/docs/xml-api/reference-headers and .../docs/metadata#cache-control */
function describe(bucket: Bucket, version: Version, etag: string): Record<string, string> {
  const { content, fields, generation, metageneration, updated } = version;
  const text = (name: string, field: string): Record<string, string> =>
    typeof fields[field] === 'string' ? { [name]: fields[field] } : {};
  const custom = Object.entries(fieldsOf(fields['metadata']));
  const md5 = content.md5 === undefined ? '' : `,md5=${content.md5}`;
  return {
    'content-type': 'application/octet-stream',
    'cache-control': isPublic(bucket) ? 'public, max-age=3600' : 'private, max-age=0',
    ...text('content-type', 'contentType'),
    ...text('cache-control', 'cacheControl'),
    ...text('content-disposition', 'contentDisposition'),
    ...text('content-encoding', 'contentEncoding'),
    ...text('content-language', 'contentLanguage'),
    ...Object.fromEntries(
      custom.map(([name, value]) => [`x-goog-meta-${name}`, typeof value === 'string' ? value : '']),
    ),
    'accept-ranges': 'bytes',
    etag,
    'last-modified': new Date(updated).toUTCString(),
    'x-goog-generation': String(generation),
    'x-goog-metageneration': String(metageneration),
    'x-goog-hash': `crc32c=${content.crc32c}${md5}`,
    'x-goog-storage-class': 'STANDARD',
    'x-goog-stored-content-encoding':
      typeof fields['contentEncoding'] === 'string' ? fields['contentEncoding'] : 'identity',
    'x-goog-stored-content-length': String(content.size),
  };
}
