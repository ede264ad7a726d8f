import { buffer } from 'node:stream/consumers';
import type { Asked, Reply } from './exchange';
import { headerOf, json } from './exchange';
import { parsed, patched } from './object-fields';
import { demandConditions } from './preconditions';
import { Refused } from './refusal';
import type { Service } from './service';
import { erase, removeLive, versionAsked } from './versions';
import { etagOf, objectView } from './views';

/** `GET .../o/OBJECT`: what is known of an object. */
export function getObject(service: Service, asked: Asked, bucketName: string, name: string): Reply {
  const bucket = service.store.bucket(bucketName);
  service.access.demand(asked, 'storage.objects.get', bucket);
  const version = versionAsked(bucket, name, asked.query);
  demandConditions(asked.query, version, 'read');
  if (headerOf(asked, 'if-none-match') === etagOf(version)) throw new Refused(304, 'Not Modified');
  return json(objectView(bucketName, version, service.origin()), 200, { etag: etagOf(version) });
}

/** `PATCH` merges what was sent into the metadata, `PUT` replaces them. The bytes and their generation stay. */
export async function changeObject(
  service: Service,
  asked: Asked,
  bucketName: string,
  name: string,
): Promise<Reply> {
  const { store, access } = service;
  const sent = parsed(await buffer(asked.body));
  const bucket = store.bucket(bucketName);
  access.demand(asked, 'storage.objects.update', bucket);
  const version = versionAsked(bucket, name, asked.query);
  demandConditions(asked.query, version, 'write');
  store.countWrite(bucket, name);
  version.fields = patched(asked.method === 'PUT' ? {} : version.fields, sent);
  version.metageneration += 1;
  version.updated = store.now();
  return json(objectView(bucketName, version, service.origin()), 200, { etag: etagOf(version) });
}

/** `DELETE .../o/OBJECT`: the live version, or for good the one that `generation` names. */
export async function deleteObject(
  { store, access }: Service,
  asked: Asked,
  bucketName: string,
  name: string,
): Promise<Reply> {
  const bucket = store.bucket(bucketName);
  access.demand(asked, 'storage.objects.delete', bucket);
  const version = versionAsked(bucket, name, asked.query);
  demandConditions(asked.query, version, 'write');
  if (asked.query.has('generation')) await erase(store, bucket, version);
  else await removeLive(store, bucket, version);
  return { status: 204 };
}
