import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { json } from '../gcs/exchange';
import type { Asked, Reply } from '../gcs/exchange';
import { Refused } from '../gcs/refusal';
import { callerOf, demandUpload } from './access';
import { listApks, listBundles, takeUpload } from './artifacts';
import { commitEdit, validateEdit } from './commit';
import { deleteEdit, editOf, getEdit, insertEdit } from './edits';
import type { Route } from './route';
import { listReleases } from './release-summaries';
import { getMetricSet, queryMetricSet } from './reporting';
import type { Service } from './service';
import { appOf } from './state';
import { getTrack, listTracks, updateTrack } from './tracks';
import { beginUpload, continueUpload } from './uploads';

export interface Operation {
  /** For faults, cuts and the log of calls. */
  method: string;
  write: boolean;
  run: () => Promise<Reply>;
}

const APP = '/androidpublisher/v3/applications/(?<app>[^/:]+)';
const EDIT = `${APP}/edits/(?<edit>[^/:]+)`;
const METRICS = '/v1beta1/apps/(?<app>[^/:]+)/(?<set>(crash|anr)RateMetricSet)';

/** Source: the methods of androidpublisher v3, and of playdeveloperreporting v1beta1. */
const ROUTES: readonly (readonly [method: string, verb: string, path: string, route: Route])[] = [
  ['Edits.Insert', 'POST', `${APP}/edits`, insertEdit],
  ['Edits.Get', 'GET', EDIT, getEdit],
  ['Edits.Delete', 'DELETE', EDIT, deleteEdit],
  ['Edits.Validate', 'POST', `${EDIT}:validate`, validateEdit],
  ['Edits.Commit', 'POST', `${EDIT}:commit`, commitEdit],
  ['Bundles.List', 'GET', `${EDIT}/bundles`, listBundles],
  ['Apks.List', 'GET', `${EDIT}/apks`, listApks],
  ['Tracks.List', 'GET', `${EDIT}/tracks`, listTracks],
  ['Tracks.Get', 'GET', `${EDIT}/tracks/(?<track>[^/]+)`, getTrack],
  ['Tracks.Update', 'PUT', `${EDIT}/tracks/(?<track>[^/]+)`, updateTrack],
  ['Releases.List', 'GET', `${APP}/tracks/(?<track>[^/]+)/releases`, listReleases],
  ['Vitals.Get', 'GET', METRICS, getMetricSet],
  ['Vitals.Query', 'POST', `${METRICS}:query`, queryMetricSet],
];

const READS: ReadonlySet<string> = new Set(['Vitals.Query', 'Edits.Validate']);

const UPLOAD = new RegExp(
  `^/upload${EDIT}/(?:(?<kind>bundles|apks)|apks/(?<code>\\d+)/deobfuscationFiles/(?<type>proguard|nativeCode))$`,
);

export function findOperation(service: Service, asked: Asked): Operation {
  const upload = UPLOAD.exec(asked.path);
  if (upload) return uploadOperation(service, asked, { ...upload.groups });
  for (const [method, verb, path, route] of ROUTES) {
    const found = verb === asked.method ? new RegExp(`^${path}$`).exec(asked.path) : null;
    if (!found) continue;
    const params = decoded(found.groups);
    return {
      method,
      write: verb !== 'GET' && !READS.has(method),
      run: () => carryOut(service, asked, route, params),
    };
  }
  const run = (): Promise<Reply> => Promise.reject(new Refused(404, 'Not found.', { reason: 'notFound' }));
  return { method: 'unknown', write: asked.method !== 'GET', run };
}

async function carryOut(
  service: Service,
  asked: Asked,
  route: Route,
  params: Record<string, string>,
): Promise<Reply> {
  const caller = callerOf(service.permissionsOf, asked);
  const app = appOf(service.state, params['app'] ?? '', caller.user);
  const body = parsed(await text(Readable.from(asked.body)));
  const answer = route({ ...caller, service, app, params, query: asked.query, body });
  return answer ? json(answer) : { status: 204 };
}

function uploadOperation(service: Service, asked: Asked, groups: Record<string, string>): Operation {
  const params = decoded(groups);
  const begins = asked.method === 'POST';
  const asks = (asked.headers['content-range'] ?? '').startsWith('bytes */');
  const method = begins ? 'Uploads.Start' : asks ? 'Uploads.Query' : 'Uploads.Append';
  const run = (): Promise<Reply> => {
    const caller = callerOf(service.permissionsOf, asked);
    const app = appOf(service.state, params['app'] ?? '', caller.user);
    demandUpload(caller);
    if (!begins) return continueUpload(service, asked);
    return beginUpload(service, asked, {
      demandOpen: () => {
        editOf(service, params['edit'] ?? '');
      },
      finish: (upload) => takeUpload(service, app, params, upload),
    });
  };
  return { method, write: !asks, run };
}

function parsed(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    throw new Refused(400, 'Invalid JSON payload received.', { reason: 'parseError' });
  }
}

const decoded = (groups: Readonly<Record<string, string | undefined>> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, decodeURIComponent(value)]],
    ),
  );
