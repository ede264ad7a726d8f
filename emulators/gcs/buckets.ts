import { buffer } from 'node:stream/consumers';
import type { Asked, JsonObject, Reply } from './exchange';
import { fieldsOf, json } from './exchange';
import { parsed } from './object-fields';
import { demandConditions } from './preconditions';
import { Refused } from './refusal';
import type { Service } from './service';
import type { Bucket } from './store';
import { bucketView } from './views';

/** Fields of a bucket that are kept as they are sent, without an effect. */
const STORED = ['labels', 'lifecycle', 'location', 'storageClass', 'website', 'cors'];

const storedIn = (sent: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(sent).filter(([name]) => STORED.includes(name)));

const versioningIn = (sent: JsonObject): boolean => fieldsOf(sent['versioning'])['enabled'] === true;

/** A bucket has no generation: only its metageneration can be a condition. */
const conditioned = ({ metageneration }: Bucket): { generation: number; metageneration: number } => ({
  ...{ generation: 0, metageneration },
});

/** `POST /b?project=`. */
export async function insertBucket({ store, access, origin }: Service, asked: Asked): Promise<Reply> {
  const sent = parsed(await buffer(asked.body));
  access.demand(asked, 'storage.buckets.create', undefined);
  const { name } = sent;
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(name)) {
    throw new Refused(400, `Invalid bucket name: ${JSON.stringify(name)}`);
  }
  if (!asked.query.has('project'))
    throw new Refused(400, 'Required parameter: project', { reason: 'required' });
  const bucket = store.createBucket(name, { versioning: versioningIn(sent), fields: storedIn(sent) });
  return json(bucketView(bucket, origin()));
}

/** `GET /b?project=`: all of them, on one page. */
export function listBuckets({ store, access, origin }: Service, asked: Asked): Reply {
  access.demand(asked, 'storage.buckets.list', undefined);
  const prefix = asked.query.get('prefix') ?? '';
  const names = [...store.buckets.keys()].filter((name) => name.startsWith(prefix)).sort();
  return json({
    kind: 'storage#buckets',
    items: names.map((name) => bucketView(store.bucket(name), origin())),
  });
}

/** `GET /b/BUCKET`. */
export function getBucket({ store, access, origin }: Service, asked: Asked, name: string): Reply {
  const bucket = store.bucket(name);
  access.demand(asked, 'storage.buckets.get', bucket);
  demandConditions(asked.query, conditioned(bucket), 'read');
  return json(bucketView(bucket, origin()));
}

/** `PATCH /b/BUCKET`. */
export async function patchBucket(service: Service, asked: Asked, name: string): Promise<Reply> {
  const { store, access, origin } = service;
  const sent = parsed(await buffer(asked.body));
  const bucket = store.bucket(name);
  access.demand(asked, 'storage.buckets.update', bucket);
  demandConditions(asked.query, conditioned(bucket), 'write');
  if ('versioning' in sent) bucket.versioning = versioningIn(sent);
  bucket.fields = { ...bucket.fields, ...storedIn(sent) };
  bucket.metageneration += 1;
  bucket.updated = store.now();
  return json(bucketView(bucket, origin()));
}

/** `DELETE /b/BUCKET`, which must be empty. */
export function deleteBucket({ store, access }: Service, asked: Asked, name: string): Reply {
  const bucket = store.bucket(name);
  access.demand(asked, 'storage.buckets.delete', bucket);
  demandConditions(asked.query, conditioned(bucket), 'write');
  if (bucket.live.size + bucket.noncurrent.size > 0)
    throw new Refused(409, 'The bucket you tried to delete is not empty.');
  store.buckets.delete(name);
  return { status: 204 };
}

/** `GET /b/BUCKET/storageLayout`: no bucket here has a hierarchical namespace. */
export function getStorageLayout({ store, access }: Service, asked: Asked, name: string): Reply {
  const bucket = store.bucket(name);
  access.demand(asked, 'storage.objects.list', bucket);
  return json({
    kind: 'storage#storageLayout',
    ...{ bucket: name, location: 'EUROPE-WEST1', locationType: 'region' },
    hierarchicalNamespace: { enabled: false },
  });
}

/** `GET /b/BUCKET/iam`. */
export function getPolicy({ store, access }: Service, asked: Asked, name: string): Reply {
  const bucket = store.bucket(name);
  access.demand(asked, 'storage.buckets.getIamPolicy', bucket);
  return json(policyView(bucket));
}

/** `PUT /b/BUCKET/iam`: replaces the policy; its etag, where one is sent, must be the present one. */
export async function setPolicy({ store, access }: Service, asked: Asked, name: string): Promise<Reply> {
  const sent = parsed(await buffer(asked.body));
  const bucket = store.bucket(name);
  access.demand(asked, 'storage.buckets.setIamPolicy', bucket);
  if (sent['etag'] !== undefined && sent['etag'] !== policyView(bucket)['etag']) {
    throw new Refused(412, 'The etag of the policy is not the present one.');
  }
  const revision = Number(bucket.policy['revision'] ?? 0) + 1;
  bucket.policy = { bindings: sent['bindings'] ?? [], version: sent['version'] ?? 1, revision };
  return json(policyView(bucket));
}

/** `GET /b/BUCKET/iam/testPermissions`. */
export function testPermissions({ store, access }: Service, asked: Asked, name: string): Reply {
  store.bucket(name);
  const permissions = access.having(asked, asked.query.getAll('permissions'));
  return json({ kind: 'storage#testIamPermissionsResponse', permissions });
}

function policyView({ name, policy }: Bucket): JsonObject {
  const { bindings = [], version = 1, revision = 0 } = policy;
  const etag = Buffer.from(`policy ${JSON.stringify(revision)}`).toString('base64');
  return { kind: 'storage#policy', resourceId: `projects/_/buckets/${name}`, version, bindings, etag };
}
