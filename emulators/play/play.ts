import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock';
import { Faults } from '../faults';
import { incoming, send } from '../gcs/body';
import { CutBook } from '../gcs/cuts';
import type { Asked, Reply } from '../gcs/exchange';
import { Refused, refusalReply, Severed } from '../gcs/refusal';
import { breakOff, CallLog, listenOnLoopback } from '../server';
import type { Call, CallHooks } from '../call';
import type { Outcome } from '../server';
import type { PermissionsOf } from './access';
import { changeInConsole } from './edits';
import { forgetUploads } from './uploads';
import { findOperation } from './routes';
import type { Operation } from './routes';
import { seedApp } from './seed';
import type { AppSeed } from './seed';
import type { Service } from './service';
import type { App, PlayState } from './state';

/** How to emulate Google Play; times in emulated milliseconds. */
export interface PlayOptions {
  /** 0, any free port, when left out. */
  port?: number;
  clock: Clock;
  /** Calls: `Edits.Insert`, `Edits.Commit`, `Tracks.Update`, `Uploads.Start`, `Uploads.Append`, `Vitals.Query`, ... */
  faults?: Faults;
  hooks?: CallHooks;
  apps?: readonly AppSeed[];
  /**
   * What whoever shows a token may do, by the names of `AppLevelPermission`; undefined where nobody knows the token. Any
   * token may do everything when left out.
   */
  permissionsOf?: PermissionsOf;
  /** How long an edit stays open; an hour when left out. */
  editLifetimeMs?: number;
  /** Package and version code of an upload; bundles are read by the emulator itself when left out. */
  describe?: Service['describe'];
}

/** An emulator of the Google Play Developer API and its Reporting API, on one address. */
export interface RunningPlay {
  /** `http://127.0.0.1:PORT` */
  url: string;
  state: PlayState;
  calls: Call[];
  /** Bodies that are to break off, beside the faults. */
  cuts: CutBook;
  /** @throws Error where there is no such app */
  app(packageName: string): App;
  /** Somebody changes an app in the Console, which ends every edit of it. */
  inConsole(packageName: string, change: (app: App) => void): void;
  /** Forgets edits, calls and cuts, and has the apps as they were at first. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const HOUR = 3_600_000;

export async function startPlay(options: PlayOptions): Promise<RunningPlay> {
  const { clock, apps = [] } = options;
  const cuts = new CutBook();
  const log = new CallLog(clock, options.faults ?? new Faults(), options.hooks);
  const state: PlayState = { apps: new Map(), edits: new Map() };
  const service: Service = {
    ...{ clock, state, sessions: new Map(), origin: () => listening.url, describe: options.describe },
    permissionsOf: options.permissionsOf ?? ((token) => (token === undefined ? undefined : 'all')),
    editLifetimeMs: options.editLifetimeMs ?? HOUR,
    folder: await mkdtemp(join(tmpdir(), 'play-')),
  };
  const furnish = (): void => {
    state.apps.clear();
    for (const seed of apps) state.apps.set(seed.packageName, seedApp(seed));
  };
  furnish();
  const server = createServer((request, response) => {
    answer({ service, log, cuts }, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.requestTimeout = 0;
  const listening = await listenOnLoopback(server, options.port);
  const app = (packageName: string): App => {
    const found = state.apps.get(packageName);
    if (!found) throw new Error(`There is no app ${packageName}.`);
    return found;
  };
  return {
    ...{ url: listening.url, state, calls: log.calls, cuts, app },
    inConsole: (packageName, change) => {
      changeInConsole(state, packageName, () => {
        change(app(packageName));
      });
    },
    reset: async () => {
      furnish();
      state.edits.clear();
      await forgetUploads(service);
      cuts.clear();
      log.clear();
    },
    close: async () => {
      await listening.close();
      await forgetUploads(service);
      await rm(service.folder, { recursive: true, force: true });
    },
  };
}

interface Parts {
  service: Service;
  log: CallLog;
  cuts: CutBook;
}

async function answer(
  { service, log, cuts }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A request whose body is not read to its end lets go of its socket.
  const { method = 'GET', url = '/', headers, socket } = request;
  const { pathname, searchParams, search } = new URL(url, 'http://emulator');
  let cut: ReturnType<CutBook['find']>;
  const body: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => incoming(request, cut) };
  const asked: Asked = { method, path: pathname, query: searchParams, search, headers, body };
  const operation = findOperation(service, asked);
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
    if (error instanceof Refused) return refusalReply(error);
    throw error;
  }
}

function replyOf(outcome: Outcome<Reply | undefined>): Reply | undefined {
  if (outcome.kind === 'reset') return undefined;
  if (outcome.kind === 'answer') return outcome.answer;
  const { status, retryAfterSeconds } = outcome.fault;
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  const reason = status === 409 ? { reason: 'concurrentUpdate' } : {};
  return refusalReply(new Refused(status, 'a fault of the test bed', reason), headers);
}
