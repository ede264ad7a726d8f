import { randomUUID } from 'node:crypto';
import { linkSync, openSync, closeSync, readSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { Asked, JsonObject, Reply } from './exchange';
import { fieldsOf, json } from './exchange';
import { demandName, demandWritable } from './insert';
import { Intake } from './intake';
import type { Content } from './intake';
import { parsed, patched } from './object-fields';
import { demandConditions, numberIn } from './preconditions';
import { Refused } from './refusal';
import type { Service } from './service';
import type { Bucket, Store, Version } from './store';
import { commit, versionNamed } from './versions';
import { objectView } from './views';

/** A bucket and an object's name. */
export interface Place {
  bucket: string;
  name: string;
}

/** `POST .../copyTo/...`: a copy in one call. */
export async function copyObject(service: Service, asked: Asked, from: Place, to: Place): Promise<Reply> {
  const sent = parsed(await buffer(asked.body));
  const source = readSource(service, asked, from);
  const version = await copyTo(service, asked, { source, to, sent });
  return json(objectView(to.bucket, version, service.origin()));
}

/** `POST .../rewriteTo/...`: a copy that may take several calls, each with the token of the one before. */
export async function rewriteObject(service: Service, asked: Asked, from: Place, to: Place): Promise<Reply> {
  const { store, rewriteBytesPerCall, origin } = service;
  const sent = parsed(await buffer(asked.body));
  const source = readSource(service, asked, from);
  const destination = `${to.bucket}/${to.name}`;
  const token = asked.query.get('rewriteToken');
  const before = token === null ? undefined : store.rewrites.get(token);
  if (token !== null && (before?.source !== source || before.destination !== destination))
    throw new Refused(400, 'Invalid rewrite token.');
  const { size } = source.content;
  const done = Math.min(size, (before?.done ?? 0) + rewriteBytesPerCall);
  const sizes = {
    kind: 'storage#rewriteResponse',
    objectSize: String(size),
    totalBytesRewritten: String(done),
  };
  if (done < size) {
    const rewriteToken = randomUUID();
    store.rewrites.set(rewriteToken, { source, destination, done });
    return json({ ...sizes, done: false, rewriteToken });
  }
  const version = await copyTo(service, asked, { source, to, sent });
  return json({ ...sizes, done: true, resource: objectView(to.bucket, version, origin()) });
}

/** `POST .../compose`: one object from up to 32 others of the same bucket. It has no MD5. */
export async function composeObject(service: Service, asked: Asked, to: Place): Promise<Reply> {
  const { store } = service;
  const sent = parsed(await buffer(asked.body));
  const bucket = store.bucket(to.bucket);
  demandWritable(service, asked, bucket, demandName(to.name));
  service.access.demand(asked, 'storage.objects.get', bucket);
  const sources = sourcesIn(bucket, sent);
  const content = await concatenated(store, sources);
  const fields = patched({ ...sources[0]?.fields }, fieldsOf(sent['destination']));
  const componentCount = sources.reduce((sum, source) => sum + (source.componentCount ?? 1), 0);
  const version = await commit(store, bucket, {
    name: to.name,
    content,
    fields,
    componentCount,
    query: asked.query,
  });
  return json(objectView(to.bucket, version, service.origin()));
}

function readSource({ store, access }: Service, { query, ...asked }: Asked, from: Place): Version {
  const bucket = store.bucket(from.bucket);
  access.demand({ query, ...asked }, 'storage.objects.get', bucket);
  const source = versionNamed(bucket, from.name, numberIn(query, 'sourceGeneration'));
  demandConditions(query, source, 'write', 'ifSource');
  return source;
}

function copyTo(
  service: Service,
  asked: Asked,
  { source, to, sent }: { source: Version; to: Place; sent: JsonObject },
): Promise<Version> {
  const { store } = service;
  const bucket = store.bucket(to.bucket);
  demandWritable(service, asked, bucket, demandName(to.name));
  const file = store.freshFile();
  linkSync(source.content.file, file);
  // Metadata that is sent replaces the source's whole; none is sent to keep it.
  const fields = Object.keys(sent).length === 0 ? source.fields : patched({}, sent);
  const { componentCount } = source;
  return commit(store, bucket, {
    ...{ name: to.name, content: { ...source.content, file }, query: asked.query },
    fields: fields['contentType'] === undefined ? { ...contentTypeOf(source), ...fields } : fields,
    ...(componentCount === undefined ? {} : { componentCount }),
  });
}

const contentTypeOf = ({ fields }: Version): JsonObject =>
  fields['contentType'] === undefined ? {} : { contentType: fields['contentType'] };

function sourcesIn(bucket: Bucket, sent: JsonObject): Version[] {
  const listed = Array.isArray(sent['sourceObjects']) ? sent['sourceObjects'].map(fieldsOf) : [];
  if (listed.length === 0 || listed.length > 32)
    throw new Refused(400, 'The number of source components provided must be from 1 to 32.');
  return listed.map(({ name, generation, objectPreconditions }) => {
    const wanted = typeof generation === 'string' ? Number(generation) : undefined;
    const source = versionNamed(bucket, typeof name === 'string' ? name : '', wanted);
    const { ifGenerationMatch } = fieldsOf(objectPreconditions);
    if (typeof ifGenerationMatch === 'string' || typeof ifGenerationMatch === 'number') {
      demandConditions(
        new URLSearchParams({ ifGenerationMatch: String(ifGenerationMatch) }),
        source,
        'write',
      );
    }
    return source;
  });
}

const PIECE = 1024 * 1024;

async function concatenated(store: Store, sources: readonly Version[]): Promise<Content> {
  // All are opened before the first wait: a source that is replaced meanwhile keeps its bytes.
  const descriptors = sources.map(({ content }) => openSync(content.file, 'r'));
  const intake = await Intake.open(store.freshFile());
  for (const descriptor of descriptors) {
    for (;;) {
      const piece = Buffer.alloc(PIECE);
      const read = readSync(descriptor, piece);
      if (read === 0) break;
      await intake.take(piece.subarray(0, read));
    }
    closeSync(descriptor);
  }
  return { ...(await intake.finish()), md5: undefined };
}
