import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '../clock';
import { Faults } from '../faults';
import { CallLog, listenOnLoopback } from '../server';
import type { Call, CallHooks } from '../call';
import type { Outcome } from '../server';
import type { Asked, Reply } from './exchange';
import { refusal } from './exchange';
import { findOperation } from './routes';
import type { Registry } from './routes';
import { emptyStore } from './store';
import type { Store } from './store';
import { openGate, tokenGate } from './token';
import type { Authentication } from './token';

export interface RegistryOptions {
  /** 0, any free port, when left out. */
  port?: number;
  clock: Clock;
  faults?: Faults;
  hooks?: CallHooks;
  /** Everybody may do everything when left out. */
  authentication?: Authentication;
  /** false: the Referrers API answers 404, as the distribution project's own registry 2.8 does. */
  referrersApi?: boolean;
}

export interface RunningRegistry {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** `127.0.0.1:PORT`, as it stands in an image's reference. */
  host: string;
  state: Store;
  calls: Call[];
  /** Forgets every repository, upload and call. */
  reset(): void;
  close(): Promise<void>;
}

/**
 * An OCI distribution v1.1 registry on loopback over plain http, which keeps its contents in memory.
 * Source: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
 */
export async function startRegistry(options: RegistryOptions): Promise<RunningRegistry> {
  const { clock, authentication } = options;
  const store = emptyStore();
  const log = new CallLog(clock, options.faults ?? new Faults(), options.hooks);
  const gate = authentication ? tokenGate(authentication, clock, () => listening.url) : openGate;
  const registry: Registry = { store, gate, referrersApi: options.referrersApi ?? true };
  const server = createServer((request, response) => {
    answer(registry, log, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const listening = await listenOnLoopback(server, options.port);
  return {
    url: listening.url,
    host: `127.0.0.1:${listening.port}`,
    state: store,
    calls: log.calls,
    reset() {
      store.repositories.clear();
      store.uploads.clear();
      log.clear();
    },
    close: () => listening.close(),
  };
}

async function answer(
  registry: Registry,
  log: CallLog,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = await readRequest(request);
  const { method, write, run } = findOperation(registry, asked);
  const outcome = await log.conduct({ method, write, request: `${asked.method} ${asked.path}` }, () => {
    const reply = run();
    return Promise.resolve({ status: reply.status, answer: reply });
  });
  const reply = replyOf(outcome);
  if (reply) send(reply, response);
  else request.socket.destroy();
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const { method = 'GET', headers, url = '/' } = request;
  const { pathname, searchParams } = new URL(url, 'http://registry');
  return {
    method,
    headers,
    path: decodeURIComponent(pathname),
    query: searchParams,
    body: await buffer(request),
  };
}

/** The answer to send, or null when the connection is to break. */
function replyOf(outcome: Outcome<Reply>): Reply | null {
  if (outcome.kind === 'reset') return null;
  if (outcome.kind === 'answer') return outcome.answer;
  const { status, retryAfterSeconds } = outcome.fault;
  const retryAfter = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return {
    ...refusal(status === 429 ? 'TOOMANYREQUESTS' : 'UNKNOWN', 'a fault of the test bed', retryAfter),
    status,
  };
}

function send({ status, headers = {}, body }: Reply, response: ServerResponse): void {
  const length = status === 204 ? {} : { 'content-length': body?.length ?? 0 };
  response.writeHead(status, { 'docker-distribution-api-version': 'registry/2.0', ...length, ...headers });
  // Node itself leaves the body away for HEAD.
  response.end(body);
}
