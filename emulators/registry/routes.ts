import { deleteBlob, readBlob } from './blobs';
import type { Asked, Reply } from './exchange';
import { json, refusal } from './exchange';
import { deleteManifest, putManifest, readManifestOf } from './manifests';
import type { Store } from './store';
import { listReferrers, listTags } from './tags';
import type { Action, Gatekeeper } from './token';
import { cancelUpload, continueUpload, finishUpload, readUpload, startUpload } from './uploads';

/** What every route works with. */
export interface Registry {
  store: Store;
  gate: Gatekeeper;
  /** Whether the Referrers API is there; without it clients must fall back to the tag schema. */
  referrersApi: boolean;
}

/** One operation, ready to be carried out. */
export interface Operation {
  /** For the call log: `Manifests.Put`. */
  method: string;
  write: boolean;
  run: () => Reply;
}

type Handler = (registry: Registry, name: string, rest: string, asked: Asked) => Reply;

interface Route {
  method: string;
  handler: Handler;
}

const blob: Handler = ({ store }, name, rest, asked) => readBlob(store, name, rest, asked);
const manifest: Handler = ({ store }, name, rest) => readManifestOf(store, name, rest);

/** By kind of resource and HTTP method. Uploads come before blobs, whose path they share. */
const routes: Record<string, Record<string, Route>> = {
  uploads: {
    POST: {
      method: 'Uploads.Start',
      handler: ({ store, gate }, name, _rest, asked) =>
        startUpload(store, name, asked, (from) => gate.refuse(asked, from, 'pull') === null),
    },
    GET: { method: 'Uploads.Get', handler: ({ store }, name, rest) => readUpload(store, name, rest) },
    PATCH: {
      method: 'Uploads.Append',
      handler: ({ store }, name, rest, asked) => continueUpload(store, name, rest, asked),
    },
    PUT: {
      method: 'Uploads.Finish',
      handler: ({ store }, name, rest, asked) => finishUpload(store, name, rest, asked),
    },
    DELETE: { method: 'Uploads.Cancel', handler: ({ store }, name, rest) => cancelUpload(store, name, rest) },
  },
  blobs: {
    HEAD: { method: 'Blobs.Head', handler: blob },
    GET: { method: 'Blobs.Get', handler: blob },
    DELETE: { method: 'Blobs.Delete', handler: ({ store }, name, rest) => deleteBlob(store, name, rest) },
  },
  manifests: {
    HEAD: { method: 'Manifests.Head', handler: manifest },
    GET: { method: 'Manifests.Get', handler: manifest },
    PUT: {
      method: 'Manifests.Put',
      handler: ({ store, referrersApi }, name, rest, asked) =>
        putManifest(store, name, rest, asked, referrersApi),
    },
    DELETE: {
      method: 'Manifests.Delete',
      handler: ({ store }, name, rest) => deleteManifest(store, name, rest),
    },
  },
  tags: {
    GET: { method: 'Tags.List', handler: ({ store }, name, _rest, asked) => listTags(store, name, asked) },
  },
  referrers: {
    GET: {
      method: 'Referrers.List',
      handler: ({ store, referrersApi }, name, rest, asked) =>
        referrersApi ? listReferrers(store, name, rest, asked) : notThere(asked),
    },
  },
};

const pathPattern =
  /^\/v2\/(?<name>.+?)\/(?:(?<kind>blobs\/uploads|blobs|manifests|referrers)\/(?<rest>[^/]*)|tags\/list)$/;
const namePattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/** Finds the operation that a request asks for; what is no operation becomes one that refuses. */
export function findOperation(registry: Registry, asked: Asked): Operation {
  if (asked.path === '/token') return reading('Tokens.Issue', () => registry.gate.issue(asked));
  if (asked.path === '/v2/' || asked.path === '/v2') {
    return reading('Registry.Probe', () => registry.gate.refuse(asked) ?? json({}));
  }
  const groups = pathPattern.exec(asked.path)?.groups;
  const { name = '', kind = 'tags', rest = '' } = groups ?? {};
  if (!groups) return reading('Unknown', () => notThere(asked));
  const route = routes[kind === 'blobs/uploads' ? 'uploads' : kind]?.[asked.method];
  if (!route) return reading('Unknown', () => refusal('UNSUPPORTED', `${asked.method} is not offered here`));
  return {
    method: route.method,
    write: !['GET', 'HEAD'].includes(asked.method),
    run: () => {
      if (!namePattern.test(name)) return refusal('NAME_INVALID', `"${name}" is not a repository's name`);
      return (
        registry.gate.refuse(asked, name, actionOf(asked.method)) ??
        route.handler(registry, name, rest, asked)
      );
    },
  };
}

const reading = (method: string, run: () => Reply): Operation => ({ method, write: false, run });

const notThere = ({ path }: Asked): Reply => ({
  ...refusal('UNSUPPORTED', `nothing is served at ${path}`),
  status: 404,
});

function actionOf(method: string): Action {
  if (method === 'GET' || method === 'HEAD') return 'pull';
  return method === 'DELETE' ? 'delete' : 'push';
}
