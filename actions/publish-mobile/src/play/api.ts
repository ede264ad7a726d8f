/**
 * The methods of androidpublisher v3 that publishing needs. Google's own client is not used: it cannot go on with an
 * upload that broke, and would weigh more than all the rest.
 */
import { z } from 'zod';
import type { LocalFile } from '../artifact';
import type { Apk, Bundle, ReleaseSummary, Track } from './model';
import { PlayRefusal } from './refusal';
import { uploadFile } from './upload';
import { patiently, valueIn } from './wire';
import type { Request, Wire } from './wire';

export type SymbolType = 'proguard' | 'nativeCode';

/** One open edit: a copy of the app's tracks and artifacts, which a commit makes true. */
export interface EditCalls {
  readonly id: string;
  bundles(): Promise<Bundle[]>;
  apks(): Promise<Apk[]>;
  /** @returns the version code that Play read in it */
  upload(file: LocalFile, kind: 'apk' | 'aab'): Promise<number>;
  uploadSymbols(file: LocalFile, versionCode: number, type: SymbolType): Promise<void>;
  track(name: string): Promise<Track>;
  /** Sends what the track is to be. May be sent again: it says everything there is to say. */
  updateTrack(name: string, track: Track): Promise<void>;
  validate(): Promise<void>;
  /** Sent once: whether it took effect is for the next edit to find out. */
  commit(options: { notSentForReview: boolean }): Promise<void>;
  remove(): Promise<void>;
}

export interface PlayApi {
  readonly wire: Wire;
  /** Opens an edit, which ends an open one of the same account. */
  openEdit(): Promise<EditCalls>;
  /** The releases of a track and where they are in Google's process; needs no edit. */
  releases(track: string): Promise<ReleaseSummary[]>;
}

const edit = z.looseObject({ id: z.string().min(1) });
const uploaded = z.looseObject({ versionCode: z.coerce.number() });

export function playApi(wire: Wire, packageName: string): PlayApi {
  const app = `androidpublisher/v3/applications/${encodeURIComponent(packageName)}`;
  const root = `${wire.base}/${app}`;
  return {
    wire,
    openEdit: async () => {
      const { id } = read(edit, await call(wire, { method: 'POST', url: `${root}/edits`, ...json({}) }));
      const uploads = `${wire.base}/upload/${app}/edits/${id}`;
      return editCalls(wire, id, { edit: `${root}/edits/${id}`, uploads });
    },
    releases: async (track) => {
      const url = `${root}/tracks/${encodeURIComponent(track)}/releases`;
      return listIn<ReleaseSummary>(await call(wire, { method: 'GET', url }), 'releases');
    },
  };
}

function editCalls(wire: Wire, id: string, at: { edit: string; uploads: string }): EditCalls {
  const get = (path: string): Promise<unknown> => call(wire, { method: 'GET', url: `${at.edit}${path}` });
  const trackPath = (name: string): string => `/tracks/${encodeURIComponent(name)}`;
  return {
    id,
    bundles: async () => listIn<Bundle>(await get('/bundles'), 'bundles'),
    apks: async () => listIn<Apk>(await get('/apks'), 'apks'),
    upload: async (file, kind) => {
      const url = `${at.uploads}/${kind === 'aab' ? 'bundles' : 'apks'}`;
      return read(uploaded, await uploadFile(wire, url, file)).versionCode;
    },
    uploadSymbols: async (file, versionCode, type) => {
      await uploadFile(wire, `${at.uploads}/apks/${versionCode}/deobfuscationFiles/${type}`, file);
    },
    track: async (name) => (await get(trackPath(name))) as Track,
    updateTrack: async (name, track) => {
      await call(wire, { method: 'PUT', url: `${at.edit}${trackPath(name)}`, ...json(track) });
    },
    validate: async () => {
      await call(wire, { method: 'POST', url: `${at.edit}:validate` });
    },
    commit: async ({ notSentForReview }) => {
      const query = new URLSearchParams({ changesInReviewBehavior: 'ERROR_IF_IN_REVIEW' });
      if (notSentForReview) query.set('changesNotSentForReview', 'true');
      valueIn(await wire.send({ method: 'POST', url: `${at.edit}:commit?${query.toString()}` }));
    },
    remove: async () => {
      valueIn(await wire.send({ method: 'DELETE', url: at.edit }));
    },
  };
}

/** A call that may be sent twice. */
const call = (wire: Wire, request: Request): Promise<unknown> =>
  patiently(async () => valueIn(await wire.send(request)), wire.patience);

const json = (value: object): Pick<Request, 'headers' | 'body'> => ({
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

function read<T>(shape: z.ZodType<T>, value: unknown): T {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new PlayRefusal(0, 'An answer of Google Play is not as its description has it');
}

/** A list of the answer; Google leaves an empty one out. */
function listIn<Item>(value: unknown, name: string): Item[] {
  const list = z.looseObject({ [name]: z.array(z.looseObject({})).default([]) });
  return read(list, value)[name] as Item[];
}
