import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Asked, Reply } from '../gcs/exchange';
import { headerOf } from '../gcs/exchange';
import { documentOf } from './records';
import type { Resource } from './records';
import { AppleRefusal } from './refusal';
import type { Processing } from './processing';
import { demand } from './service';
import type { Finding, Service } from './service';
import { stateOf } from './uploads';

interface Operation {
  offset: number;
  length: number;
  partNumber: number;
  expiration: string;
  requestHeaders: { name: string; value: string }[];
}

/** None any more once the file is committed. */
const operationsOf = ({ attributes }: Resource): Operation[] =>
  (attributes['uploadOperations'] ?? []) as Operation[];
const pathOf = ({ folder }: Service, { id }: Resource, part: number): string => join(folder, `${id}-${part}`);

/**
 * The store behind the addresses of parts: it knows the address and the headers that belong to it, and wants no token.
 * A part may be sent again. Signed addresses take no body of unknown length.
 */
export async function putPart(service: Service, asked: Asked): Promise<Reply> {
  const [, id = '', number = ''] = /^\/upload-storage\/([^/]+)\/(\d+)$/.exec(asked.path) ?? [];
  const file = service.records.find('buildUploadFiles', id);
  const part = file && operationsOf(file).find(({ partNumber }) => partNumber === Number(number));
  if (!file || !part || asked.query.get('signature') !== id.slice(0, 8)) return { status: 403 };
  if (Date.parse(part.expiration) < service.clock.now()) return { status: 403 };
  if (asked.headers.authorization !== undefined) return { status: 400 };
  if (headerOf(asked, 'content-length') === undefined) return { status: 411 };
  for (const { name, value } of part.requestHeaders)
    if (headerOf(asked, name.toLowerCase()) !== value) return { status: 403 };
  // A part that arrives twice at the same time is there whole all the while.
  const arriving = join(service.folder, randomUUID());
  const target = await open(arriving, 'w');
  let size = 0;
  try {
    for await (const piece of asked.body) {
      await target.write(piece);
      size += piece.length;
    }
  } finally {
    await target.close();
  }
  if (size !== part.length) return { status: 400 };
  await rename(arriving, pathOf(service, file, part.partNumber));
  return { status: 200, headers: { etag: `"${part.partNumber}"` } };
}

const commitBody = z.object({
  data: z.object({
    type: z.literal('buildUploadFiles'),
    id: z.string(),
    attributes: z.strictObject({
      uploaded: z.boolean().nullable().optional(),
      sourceFileChecksums: z
        .object({ file: z.object({ hash: z.string(), algorithm: z.enum(['MD5', 'SHA_256']) }) })
        .optional(),
    }),
  }),
});

/** Says that all parts were sent; can be said once. */
export async function commitFile(
  service: Service,
  processing: Processing,
  { id, body, self }: { id: string; body: unknown; self: string },
): Promise<object> {
  const { attributes } = commitBody.parse(body).data;
  const file = demand(service, 'buildUploadFiles', id);
  const upload = demand(service, 'buildUploads', String(file.relationships['buildUpload']));
  if (stateOf(upload) !== 'AWAITING_UPLOAD')
    throw new AppleRefusal(409, 'STATE_ERROR', 'The file has been committed already.');
  if (attributes.uploaded === true) {
    const parts = operationsOf(file).map(({ partNumber, length }) => ({
      path: pathOf(service, file, partNumber),
      partNumber,
      length,
    }));
    // All at once, before anything is waited for: another call that says the same comes too late.
    file.attributes['assetDeliveryState'] = { state: 'UPLOAD_COMPLETE', errors: [], warnings: [] };
    delete file.attributes['uploadOperations'];
    upload.attributes['uploadedDate'] = new Date(service.clock.now()).toISOString();
    upload.attributes['state'] = { state: 'PROCESSING', errors: [], warnings: [], infos: [] };
    const fault = await faultOfParts(parts, attributes.sourceFileChecksums?.file);
    processing.begin(service, upload, fault ?? service.findings.shift());
  }
  return documentOf(service.records, file, self);
}

/** What is wrong with the bytes, which Apple tells only after it has looked at them. */
async function faultOfParts(
  parts: readonly { path: string; partNumber: number; length: number }[],
  told: { hash: string; algorithm: 'MD5' | 'SHA_256' } | undefined,
): Promise<Finding | undefined> {
  const hash = createHash(told?.algorithm === 'SHA_256' ? 'sha256' : 'md5');
  for (const { path, partNumber, length } of parts) {
    const size = await stat(path).then(
      (stats) => stats.size,
      () => undefined,
    );
    if (size !== length) return { code: '90000', description: `Part ${partNumber} is missing.` };
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
    await rm(path);
  }
  const isSame = told === undefined || told.hash === hash.digest('hex');
  return isSame ? undefined : { code: '90001', description: 'The checksum is not that of the file.' };
}
