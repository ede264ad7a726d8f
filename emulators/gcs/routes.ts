import * as buckets from './buckets';
import { composeObject, copyObject, rewriteObject } from './copy';
import { readMedia } from './download';
import type { Asked, Reply } from './exchange';
import { insertObject } from './insert';
import { listObjects } from './list';
import { changeObject, deleteObject, getObject } from './objects';
import { Refused } from './refusal';
import { cancelUpload, continueUpload, isQuestion, startUpload } from './resumable';
import type { Service } from './service';
import { readByPath } from './xml-api';

/** One operation, ready to be carried out. */
export interface Operation {
  /** For the call log: `Objects.Insert`. */
  method: string;
  write: boolean;
  /** Whether it says no in XML. */
  xml?: boolean;
  run: () => Reply | Promise<Reply>;
}

type Handler = (service: Service, asked: Asked, bucket: string, name: string) => Reply | Promise<Reply>;

/** Finds the operation that a request asks for; what is no operation becomes one that refuses. */
export function findOperation(service: Service, asked: Asked): Operation {
  const path = asked.path.replace(/^\/(?:download\/|resumable\/(?=upload\/))/, '/');
  const [, rest] = /^\/upload(?:\/storage\/v1)?(\/b\/.*)$/.exec(path) ?? [];
  if (rest !== undefined) return uploadOperation(service, asked, rest);
  const [, resource] = /^(?:\/storage\/v1)?(\/b(?:\/.*)?)$/.exec(path) ?? [];
  return resource === undefined ? xmlOperation(service, asked) : jsonOperation(service, asked, resource);
}

function uploadOperation(service: Service, asked: Asked, path: string): Operation {
  const { query, method } = asked;
  const [, bucket] = /^\/b\/([^/]+)\/o$/.exec(path) ?? [];
  if (bucket === undefined) return notThere(asked);
  const name = decodeURIComponent(bucket);
  if (query.has('upload_id')) return sessionOperation(service, asked);
  if (method !== 'POST') return notThere(asked);
  switch (query.get('uploadType')) {
    case 'resumable':
      return { method: 'Uploads.Start', write: true, run: () => startUpload(service, asked, name) };
    case 'multipart':
    case 'media':
      return { method: 'Objects.Insert', write: true, run: () => insertObject(service, asked, name) };
    default:
      return refusing(new Refused(400, 'Invalid value for uploadType.'));
  }
}

function sessionOperation(service: Service, asked: Asked): Operation {
  const goOn = (): Promise<Reply> => continueUpload(service, asked);
  if (asked.method === 'DELETE')
    return { method: 'Uploads.Cancel', write: true, run: () => cancelUpload(service, asked) };
  if (!['PUT', 'POST'].includes(asked.method)) return notThere(asked);
  return isQuestion(asked)
    ? { method: 'Uploads.Query', write: false, run: goOn }
    : { method: 'Uploads.Append', write: true, run: goOn };
}

interface Route {
  pattern: RegExp;
  /** By HTTP method: the operation's name and what carries it out. */
  verbs: Readonly<Record<string, readonly [string, Handler]>>;
}

const ROUTES: readonly Route[] = [
  {
    pattern: /^\/b$/,
    verbs: { GET: ['Buckets.List', buckets.listBuckets], POST: ['Buckets.Insert', buckets.insertBucket] },
  },
  {
    pattern: /^\/b\/([^/]+)$/,
    verbs: {
      GET: ['Buckets.Get', buckets.getBucket],
      PATCH: ['Buckets.Patch', buckets.patchBucket],
      DELETE: ['Buckets.Delete', buckets.deleteBucket],
    },
  },
  {
    pattern: /^\/b\/([^/]+)\/storageLayout$/,
    verbs: { GET: ['Buckets.GetStorageLayout', buckets.getStorageLayout] },
  },
  {
    pattern: /^\/b\/([^/]+)\/iam$/,
    verbs: {
      GET: ['Buckets.GetIamPolicy', buckets.getPolicy],
      PUT: ['Buckets.SetIamPolicy', buckets.setPolicy],
    },
  },
  {
    pattern: /^\/b\/([^/]+)\/iam\/testPermissions$/,
    verbs: { GET: ['Buckets.TestIamPermissions', buckets.testPermissions] },
  },
  { pattern: /^\/b\/([^/]+)\/o$/, verbs: { GET: ['Objects.List', listObjects] } },
  {
    pattern: /^\/b\/([^/]+)\/o\/([^/]+)$/,
    verbs: {
      GET: ['Objects.Get', getObject],
      PATCH: ['Objects.Patch', changeObject],
      PUT: ['Objects.Update', changeObject],
      DELETE: ['Objects.Delete', deleteObject],
    },
  },
  {
    pattern: /^\/b\/([^/]+)\/o\/([^/]+)\/compose$/,
    verbs: {
      POST: [
        'Objects.Compose',
        (service, asked, bucket, name) => composeObject(service, asked, { bucket, name }),
      ],
    },
  },
];

const COPY = /^\/b\/([^/]+)\/o\/([^/]+)\/(copyTo|rewriteTo)\/b\/([^/]+)\/o\/([^/]+)$/;

function jsonOperation(service: Service, asked: Asked, path: string): Operation {
  const copy = asked.method === 'POST' ? COPY.exec(path) : null;
  if (copy) return copyOperation(service, asked, copy);
  const route = ROUTES.find(({ pattern }) => pattern.test(path));
  const [, bucket = '', name = ''] = (route?.pattern.exec(path) ?? []).map(decodeURIComponent);
  const media = name !== '' && asked.method === 'GET' && asked.query.get('alt') === 'media';
  const [method, handler] =
    (media ? (['Objects.GetMedia', readMedia] as const) : route?.verbs[asked.method]) ?? [];
  if (method === undefined || handler === undefined) return notThere(asked);
  return { method, write: asked.method !== 'GET', run: () => handler(service, asked, bucket, name) };
}

function copyOperation(service: Service, asked: Asked, match: RegExpExecArray): Operation {
  const [, bucket = '', name = '', verb, toBucket = '', toName = ''] = match.map(decodeURIComponent);
  const [from, to] = [
    { bucket, name },
    { bucket: toBucket, name: toName },
  ];
  return verb === 'copyTo'
    ? { method: 'Objects.Copy', write: true, run: () => copyObject(service, asked, from, to) }
    : { method: 'Objects.Rewrite', write: true, run: () => rewriteObject(service, asked, from, to) };
}

/** `/BUCKET/OBJECT`, where the object's name has its slashes as they are. */
function xmlOperation(service: Service, asked: Asked): Operation {
  const [, bucket, name] = /^\/([^/]+)\/(.+)$/.exec(asked.path) ?? [];
  if (bucket === undefined || name === undefined) return notThere(asked);
  if (!['GET', 'HEAD'].includes(asked.method)) {
    const refused = new Refused(405, 'The emulator serves reads only on this path.');
    return { ...refusing(refused), xml: true };
  }
  const run = (): Reply => readByPath(service, asked, decodeURIComponent(bucket), decodeURIComponent(name));
  return { method: 'Objects.GetMedia', write: false, xml: true, run };
}

const notThere = ({ method, path }: Asked): Operation =>
  refusing(new Refused(404, `Nothing is served at ${method} ${path}.`));

const refusing = (refused: Refused): Operation => ({
  method: 'Unknown',
  write: false,
  run: () => {
    throw refused;
  },
});
