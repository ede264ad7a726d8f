import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { json } from '../gcs/exchange';
import type { Asked, Reply } from '../gcs/exchange';
import { authorize } from './authorize';
import {
  addGroups,
  addReview,
  createLocalization,
  listApps,
  listBuilds,
  listGroups,
  listLocalizations,
  listReviews,
  patchBuild,
  patchLocalization,
} from './builds';
import { commitFile, putPart } from './parts';
import { createPhases, deletePhases, requestRelease, updatePhases } from './phases';
import type { Processing } from './processing';
import { documentOf } from './records';
import { AppleRefusal } from './refusal';
import {
  createItem,
  createSubmission,
  listItems,
  listSubmissions,
  updateItem,
  updateSubmission,
} from './reviews';
import type { Known, Route, Service } from './service';
import {
  createFile,
  createUpload,
  deleteUpload,
  getFile,
  getUpload,
  listFiles,
  listUploads,
} from './uploads';
import {
  createVersion,
  listVersionLanguages,
  listVersions,
  updateVersion,
  updateVersionLanguage,
} from './versions';

export interface Operation {
  /** For faults, cuts and the log of calls. */
  method: string;
  write: boolean;
  run: () => Promise<Reply>;
}

const ID = '(?<id>[^/]+)';

/** Source: Apple's OpenAPI document of App Store Connect, version 4.3.1. */
const ROUTES: readonly (readonly [method: string, verb: string, path: string, route: Route])[] = [
  ['Apps.List', 'GET', '/v1/apps', listApps],
  ['BuildUploads.List', 'GET', `/v1/apps/${ID}/buildUploads`, listUploads],
  ['BuildUploads.Create', 'POST', '/v1/buildUploads', createUpload],
  ['BuildUploads.Get', 'GET', `/v1/buildUploads/${ID}`, getUpload],
  ['BuildUploads.Delete', 'DELETE', `/v1/buildUploads/${ID}`, deleteUpload],
  ['BuildUploadFiles.List', 'GET', `/v1/buildUploads/${ID}/buildUploadFiles`, listFiles],
  ['BuildUploadFiles.Create', 'POST', '/v1/buildUploadFiles', createFile],
  ['BuildUploadFiles.Get', 'GET', `/v1/buildUploadFiles/${ID}`, getFile],
  ['Builds.List', 'GET', '/v1/builds', listBuilds],
  ['Builds.Update', 'PATCH', `/v1/builds/${ID}`, patchBuild],
  ['Builds.AddGroups', 'POST', `/v1/builds/${ID}/relationships/betaGroups`, addGroups],
  ['BetaGroups.List', 'GET', '/v1/betaGroups', listGroups],
  ['Localizations.List', 'GET', `/v1/builds/${ID}/betaBuildLocalizations`, listLocalizations],
  ['Localizations.Create', 'POST', '/v1/betaBuildLocalizations', createLocalization],
  ['Localizations.Update', 'PATCH', `/v1/betaBuildLocalizations/${ID}`, patchLocalization],
  ['BetaReviews.List', 'GET', '/v1/betaAppReviewSubmissions', listReviews],
  ['Versions.List', 'GET', `/v1/apps/${ID}/appStoreVersions`, listVersions],
  ['Versions.Create', 'POST', '/v1/appStoreVersions', createVersion],
  ['Versions.Update', 'PATCH', `/v1/appStoreVersions/${ID}`, updateVersion],
  [
    ...(['VersionLanguages.List', 'GET'] as const),
    `/v1/appStoreVersions/${ID}/appStoreVersionLocalizations`,
    listVersionLanguages,
  ],
  ['VersionLanguages.Update', 'PATCH', `/v1/appStoreVersionLocalizations/${ID}`, updateVersionLanguage],
  ['Phases.Create', 'POST', '/v1/appStoreVersionPhasedReleases', createPhases],
  ['Phases.Update', 'PATCH', `/v1/appStoreVersionPhasedReleases/${ID}`, updatePhases],
  ['Phases.Delete', 'DELETE', `/v1/appStoreVersionPhasedReleases/${ID}`, deletePhases],
  ['ReleaseRequests.Create', 'POST', '/v1/appStoreVersionReleaseRequests', requestRelease],
  ['ReviewSubmissions.List', 'GET', '/v1/reviewSubmissions', listSubmissions],
  ['ReviewSubmissions.Create', 'POST', '/v1/reviewSubmissions', createSubmission],
  ['ReviewSubmissions.Update', 'PATCH', `/v1/reviewSubmissions/${ID}`, updateSubmission],
  ['ReviewItems.List', 'GET', `/v1/reviewSubmissions/${ID}/items`, listItems],
  ['ReviewItems.Create', 'POST', '/v1/reviewSubmissionItems', createItem],
  ['ReviewItems.Update', 'PATCH', `/v1/reviewSubmissionItems/${ID}`, updateItem],
];

export function findOperation(service: Service, processing: Processing, asked: Asked): Operation {
  if (asked.method === 'PUT' && asked.path.startsWith('/upload-storage/'))
    return { method: 'Parts.Put', write: true, run: () => putPart(service, asked) };
  const known =
    (work: (known: Known) => Promise<object | undefined>): (() => Promise<Reply>) =>
    async () => {
      await authorize(asked.headers, service);
      processing.catchUp(service);
      service.releasing.catchUp(service);
      const body = parsed(await text(Readable.from(asked.body)));
      const answer = await work({
        service,
        params: {},
        query: asked.query,
        body,
        self: `${service.origin()}${asked.path}`,
      });
      return answer ? json(answer, asked.method === 'POST' ? 201 : 200) : { status: 204 };
    };
  return own(service, processing, asked, known) ?? routed(asked, known);
}

type KnownRun = (work: (known: Known) => Promise<object | undefined>) => () => Promise<Reply>;

/** What sets Apple's own work going. */
function own(
  service: Service,
  processing: Processing,
  { method, path }: Asked,
  known: KnownRun,
): Operation | undefined {
  const [, id] = /^\/v1\/buildUploadFiles\/([^/]+)$/.exec(path) ?? [];
  if (method === 'PATCH' && id !== undefined)
    return {
      ...{ method: 'BuildUploadFiles.Update', write: true },
      run: known(({ body, self }) => commitFile(service, processing, { id, body, self })),
    };
  if (method !== 'POST' || path !== '/v1/betaAppReviewSubmissions') return undefined;
  const run = known(({ body, self }) => {
    const made = addReview(service, body);
    processing.beginReview(service, made);
    return Promise.resolve(documentOf(service.records, made, `${self}/${made.id}`));
  });
  return { method: 'BetaReviews.Create', write: true, run };
}

function routed(asked: Asked, known: KnownRun): Operation {
  for (const [method, verb, path, route] of ROUTES) {
    const found = verb === asked.method ? new RegExp(`^${path}$`).exec(asked.path) : null;
    if (!found) continue;
    const params = { id: decodeURIComponent(found.groups?.['id'] ?? '') };
    const run = known((call) => Promise.resolve(route({ ...call, params })));
    return { method, write: verb !== 'GET', run };
  }
  const run = known(() => Promise.reject(new AppleRefusal(404, 'PATH_ERROR', 'The URL path is not valid')));
  return { method: 'unknown', write: asked.method !== 'GET', run };
}

function parsed(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    throw new AppleRefusal(400, 'ENTITY_INVALID', 'The request body is no JSON');
  }
}
