import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../clock';
import { Faults } from '../faults';
import { incoming, send } from '../gcs/body';
import { CutBook } from '../gcs/cuts';
import type { Asked, Reply } from '../gcs/exchange';
import { Severed } from '../gcs/refusal';
import { breakOff, CallLog, listenOnLoopback } from '../server';
import type { Call, CallHooks } from '../call';
import type { Outcome } from '../server';
import { makeBuild, Processing } from './processing';
import type { BuildSeed } from './processing';
import { Records } from './records';
import { fateOf, Releasing } from './releasing';
import type { Fate } from './releasing';
import { AppleRefusal, refusalReply } from './refusal';
import { findOperation } from './routes';
import type { Operation } from './routes';
import { makeVersion } from './seed-version';
import type { VersionSeed } from './seed-version';
import type { Finding, Service } from './service';

export interface GroupSeed {
  name: string;
  /** Members of the team, who need no review. */
  internal?: boolean;
  hasAccessToAllBuilds?: boolean;
}

export interface AppleAppSeed {
  bundleId: string;
  builds?: readonly BuildSeed[];
  groups?: readonly GroupSeed[];
  /** Oldest first. */
  versions?: readonly VersionSeed[];
}

/** How to emulate App Store Connect; times in emulated milliseconds. */
export interface AppStoreOptions {
  /** 0, any free port, when left out. */
  port?: number;
  clock: Clock;
  /** Calls: `BuildUploads.Create`, `BuildUploadFiles.Update`, `Parts.Put`, `Builds.List`, ... */
  faults?: Faults;
  hooks?: CallHooks;
  apps?: readonly AppleAppSeed[];
  /** Bytes of a part; 5 MiB when left out. */
  partBytes?: number;
  /** An hour when left out. */
  partLifetimeMs?: number;
  /** By how much a token may be off, in emulated seconds; a minute when left out. A fast clock outruns tokens. */
  leewaySeconds?: number;
  /** From the commit to VALID; five minutes when left out. */
  processMs?: number;
  /** A day when left out. */
  reviewMs?: number;
  /** Until a version counts that was added to a submission; five seconds when left out. */
  noticeMs?: number;
  /** From the release of a version to the App Store; an hour when left out. */
  distributeMs?: number;
  /** `en-US` when left out. */
  languages?: readonly string[];
}

/** An emulator of App Store Connect, with the store that parts go to, on one address. */
export interface RunningAppStore {
  /** `http://127.0.0.1:PORT`, in place of https://api.appstoreconnect.apple.com */
  url: string;
  /** The one API key there is, as App Store Connect gives it out. */
  key: { pem: string; id: string; issuer: string };
  records: Records;
  calls: Call[];
  /** Bodies that are to break off, beside the faults. */
  cuts: CutBook;
  /** What Apple finds wrong with the next uploads. */
  findings: Finding[];
  /** Moves versions on. */
  fate: Fate;
  /** Puts something there by hand, as somebody does on the pages of App Store Connect. */
  seed(app: AppleAppSeed): void;
  close(): Promise<void>;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

export async function startAppStore(options: AppStoreOptions): Promise<RunningAppStore> {
  const { clock, apps = [] } = options;
  const cuts = new CutBook();
  const log = new CallLog(clock, options.faults ?? new Faults(), options.hooks);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { id: 'EMULATED01', issuer: randomUUID() };
  const service: Service = {
    ...{
      clock,
      records: new Records(),
      key: { ...key, publicKey },
      origin: () => listening.url,
      findings: [],
    },
    folder: await mkdtemp(join(tmpdir(), 'app-store-')),
    partBytes: options.partBytes ?? 5 * 1024 * 1024,
    partLifetimeMs: options.partLifetimeMs ?? 60 * MINUTE,
    leewaySeconds: options.leewaySeconds ?? 60,
    processMs: options.processMs ?? 5 * MINUTE,
    reviewMs: options.reviewMs ?? DAY,
    noticeMs: options.noticeMs ?? 5_000,
    distributeMs: options.distributeMs ?? 60 * MINUTE,
    phaseDayMs: DAY,
    releasing: new Releasing(),
    languages: options.languages ?? ['en-US'],
  };
  for (const app of apps) seed(service, app);
  const parts = { service, log, cuts, processing: new Processing() };
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.requestTimeout = 0;
  const listening = await listenOnLoopback(server, options.port);
  return {
    ...{ url: listening.url, records: service.records, calls: log.calls, cuts, findings: service.findings },
    fate: fateOf(service),
    seed: (app) => {
      seed(service, app);
    },
    key: { ...key, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    close: async () => {
      await listening.close();
      await rm(service.folder, { recursive: true, force: true });
    },
  };
}

function seed(service: Service, { bundleId, builds = [], groups = [], versions = [] }: AppleAppSeed): void {
  const [known] = service.records.list('apps', ({ attributes }) => attributes['bundleId'] === bundleId);
  const app = known ?? service.records.add('apps', { bundleId, name: bundleId, sku: bundleId });
  for (const build of builds) makeBuild(service, app.id, build);
  for (const { name, internal = false, hasAccessToAllBuilds = false } of groups) {
    const attributes = { name, isInternalGroup: internal, hasAccessToAllBuilds };
    service.records.add('betaGroups', attributes, { app: app.id });
  }
  for (const version of versions) makeVersion(service, app.id, version);
}

interface Parts {
  service: Service;
  log: CallLog;
  cuts: CutBook;
  processing: Processing;
}

async function answer(
  { service, log, cuts, processing }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers, socket } = request;
  const { pathname, searchParams, search } = new URL(url, 'http://emulator');
  let cut: ReturnType<CutBook['find']>;
  const body: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => incoming(request, cut) };
  const asked: Asked = { method, path: pathname, query: searchParams, search, headers, body };
  const operation = findOperation(service, processing, asked);
  const about = { method: operation.method, write: operation.write, request: `${method} ${pathname}` };
  const outcome = await log.conduct(about, async () => {
    cut = cuts.find(operation.method);
    const reply = await carriedOut(operation);
    return { status: reply?.status ?? 499, answer: reply };
  });
  const reply = replyOf(outcome);
  if (reply) await send(reply, response);
  else breakOff(socket);
}

/** The operation's answer, be it a refusal; undefined where the body broke off. */
async function carriedOut({ run }: Operation): Promise<Reply | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Severed) return undefined;
    if (error instanceof AppleRefusal) return refusalReply(error);
    if (error instanceof z.ZodError)
      return refusalReply({ status: 422, code: 'ENTITY_UNPROCESSABLE', message: error.message });
    throw error;
  }
}

function replyOf(outcome: Outcome<Reply | undefined>): Reply | undefined {
  if (outcome.kind === 'reset') return undefined;
  if (outcome.kind === 'answer') return outcome.answer;
  const { status, retryAfterSeconds } = outcome.fault;
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  const code = status === 429 ? 'RATE_LIMIT_EXCEEDED' : 'UNEXPECTED_ERROR';
  return refusalReply({ status, code, message: 'a fault of the test bed' }, headers);
}
