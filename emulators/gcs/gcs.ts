import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock';
import { Faults } from '../faults';
import { breakOff, CallLog, listenOnLoopback } from '../server';
import type { Call, CallHooks } from '../call';
import type { Outcome } from '../server';
import { accessControl } from './access';
import type { PermissionsOf } from './access';
import { incoming, release, send } from './body';
import { CutBook } from './cuts';
import type { Asked, Reply } from './exchange';
import { Refused, refusalReply, Severed, xmlRefusalReply } from './refusal';
import { findOperation } from './routes';
import type { Operation } from './routes';
import type { Service } from './service';
import { signatureCheck } from './signatures';
import type { SigningKeys } from './signatures';
import { Store } from './store';

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** How to emulate Cloud Storage; times in emulated milliseconds. */
export interface GcsOptions {
  /** 0, any free port, when left out. */
  port?: number;
  clock: Clock;
  /** Calls: `Objects.Insert`, `Objects.Get`, `Objects.GetMedia`, `Uploads.Start`, `Uploads.Append`, `Uploads.Query`, ... */
  faults?: Faults;
  hooks?: CallHooks;
  /** Buckets that are there from the start, and after each reset. */
  buckets?: readonly { name: string; versioning?: boolean }[];
  /** Who may do what, by bearer token; everybody may do everything when left out. */
  permissionsOf?: PermissionsOf;
  /** How long one object's name rests between two writes; 1,000 when left out, as in Cloud Storage; 0 for no limit. */
  writeIntervalMs?: number;
  /** How long a resumable upload may take; a week when left out. */
  sessionLifetimeMs?: number;
  /** How much one call of `rewriteTo` copies; all when left out. */
  rewriteBytesPerCall?: number;
  /** The accounts whose V4 signatures open an object, with their public keys in PEM. */
  signingKeys?: SigningKeys;
}

export interface RunningGcs {
  /** `http://127.0.0.1:PORT`: for `apiEndpoint` and STORAGE_EMULATOR_HOST. */
  url: string;
  state: Store;
  calls: Call[];
  /** Bodies that are to break off, beside the faults. */
  cuts: CutBook;
  /** Forgets objects, uploads, cuts and calls; the buckets that were asked for are there again, empty. */
  reset(): Promise<void>;
  /** Stops, and deletes what lies on disk. */
  close(): Promise<void>;
}

/** Starts an emulator of Cloud Storage's JSON API, and of its XML API's reads, that keeps objects' bytes on disk. */
export async function startGcs(options: GcsOptions): Promise<RunningGcs> {
  const { clock, buckets = [] } = options;
  const store = await Store.open(clock, options.writeIntervalMs ?? 1000);
  const cuts = new CutBook();
  const log = new CallLog(clock, options.faults ?? new Faults(), options.hooks);
  const service: Service = {
    ...{ store, cuts, origin: () => listening.url },
    access: accessControl(options.permissionsOf ?? (() => 'all')),
    signatures: signatureCheck(options.signingKeys ?? {}, () => clock.now()),
    sessionLifetimeMs: options.sessionLifetimeMs ?? WEEK_MS,
    rewriteBytesPerCall: options.rewriteBytesPerCall ?? Number.MAX_SAFE_INTEGER,
  };
  const furnish = (): void => {
    for (const { name, versioning = false } of buckets) store.createBucket(name, { versioning });
  };
  furnish();
  const server = createServer((request, response) => {
    answer(service, log, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  // A body of many megabytes over a slow line is no fault.
  server.requestTimeout = 0;
  const listening = await listenOnLoopback(server, options.port);
  return {
    ...{ url: listening.url, state: store, calls: log.calls, cuts },
    async reset() {
      await store.empty();
      cuts.clear();
      log.clear();
      furnish();
    },
    async close() {
      await listening.close();
      await store.remove();
    },
  };
}

async function answer(
  service: Service,
  log: CallLog,
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
  let made: Reply | undefined;
  const outcome = await log.conduct(about, async () => {
    cut = service.cuts.find(operation.method);
    made = await carriedOut(operation);
    return { status: made?.status ?? 499, answer: made };
  });
  const reply = replyOf(outcome, operation);
  if (reply !== made) release(made?.body);
  if (!reply) {
    breakOff(socket);
    return;
  }
  await send(withCut(reply, cut), response);
}

/** The operation's answer, be it a refusal; undefined where the body broke off. */
async function carriedOut({ run, xml = false }: Operation): Promise<Reply | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Severed) return undefined;
    if (!(error instanceof Refused)) throw error;
    return xml ? xmlRefusalReply(error) : refusalReply(error);
  }
}

/** The answer to send, or undefined when the connection is to break. */
function replyOf(outcome: Outcome<Reply | undefined>, { xml = false }: Operation): Reply | undefined {
  if (outcome.kind === 'reset') return undefined;
  if (outcome.kind === 'answer') return outcome.answer;
  const { status, retryAfterSeconds } = outcome.fault;
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  const refused = new Refused(status, 'a fault of the test bed');
  return xml ? xmlRefusalReply(refused, headers) : refusalReply(refused, headers);
}

function withCut(reply: Reply, cut: ReturnType<CutBook['find']>): Reply {
  const { body } = reply;
  if (!cut || body === undefined || Buffer.isBuffer(body) || cut.afterBytes >= body.length) return reply;
  cut.struck();
  return { ...reply, body: { ...body, cutAfter: cut.afterBytes } };
}
