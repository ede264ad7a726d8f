import type { Json, JsonObject } from './exchange';
import { fieldsOf } from './exchange';
import { Refused } from './refusal';
import type { ObjectFields } from './store';

/** What a writer may set; everything else in a resource is the service's own and ignored. */
const WRITABLE = [
  'cacheControl',
  'contentDisposition',
  'contentEncoding',
  'contentLanguage',
  'contentType',
  'customTime',
  'storageClass',
] as const;

/** A resource as it was sent: its writable fields, and the hashes that were promised with it. */
export interface SentResource {
  name: string | undefined;
  fields: ObjectFields;
  promised: { crc32c?: string | undefined; md5?: string | undefined };
}

/** Reads an object resource in JSON; no bytes at all stand for an empty one. */
export function readResource(bytes: Buffer): SentResource {
  const sent = parsed(bytes);
  const { name, crc32c, md5Hash } = sent;
  return {
    name: typeof name === 'string' ? name : undefined,
    fields: patched({}, sent),
    promised: {
      ...(typeof crc32c === 'string' ? { crc32c } : {}),
      ...(typeof md5Hash === 'string' ? { md5: md5Hash } : {}),
    },
  };
}

export function parsed(bytes: Buffer): JsonObject {
  if (bytes.length === 0) return {};
  try {
    return fieldsOf(JSON.parse(bytes.toString()));
  } catch {
    throw new Refused(400, 'Parse Error', { reason: 'parseError' });
  }
}

/** The fields after a merge: null takes a field, or an entry of `metadata`, away. */
export function patched(fields: ObjectFields, sent: JsonObject): ObjectFields {
  const known = new Set<string>(WRITABLE);
  const changes = Object.entries(sent).filter(([name]) => known.has(name));
  const merged = withoutNulls({ ...fields, ...Object.fromEntries(changes) });
  if (!('metadata' in sent)) return merged;
  const { metadata: _, ...rest } = merged;
  const metadata = sent['metadata'] === null ? {} : mergedMetadata(fields['metadata'], sent['metadata']);
  return Object.keys(metadata).length === 0 ? rest : { ...rest, metadata };
}

function mergedMetadata(there: Json | undefined, sent: Json | undefined): JsonObject {
  const entries = Object.entries(withoutNulls({ ...fieldsOf(there), ...fieldsOf(sent) }));
  if (entries.some(([, value]) => typeof value !== 'string')) {
    throw new Refused(400, 'Invalid value for metadata: every value must be a string.');
  }
  return Object.fromEntries(entries);
}

const withoutNulls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
