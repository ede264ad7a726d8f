import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock';
import { Faults } from '../faults';
import type { Asked, Reply } from '../github/exchange';
import { readRequest, send, tokenOf } from '../github/exchange';
import { createSigningKey } from '../github/signing-key';
import { CallLog, listenOnLoopback } from '../server';
import type { Call, CallHooks } from '../call';
import type { Outcome } from '../server';
import type { ExchangeContext } from './exchange-token';
import { exchangeToken } from './exchange-token';
import type { Generation, ImpersonationContext } from './impersonate';
import { impersonate, refuse } from './impersonate';
import type { ProviderSettings, ServiceAccountSettings } from './providers';
import { readProvider } from './providers';
import type { Identity } from './token-book';
import { createTokenBook } from './token-book';

export interface GoogleIdentityOptions {
  /** 0, any free port, when left out. */
  port?: number;
  clock: Clock;
  /** Calls: `sts/token`, `iamcredentials/generateAccessToken`, `iamcredentials/generateIdToken`, `cloudresourcemanager/get`. */
  faults?: Faults;
  hooks?: CallHooks;
  providers: readonly ProviderSettings[];
  serviceAccounts: readonly ServiceAccountSettings[];
  /** Ids of projects by their numbers, which client libraries ask Resource Manager for when no variable names one. */
  projects?: Readonly<Record<string, string>>;
}

export interface RunningGoogleIdentity {
  /** `http://127.0.0.1:PORT`: stands for Google's hosts sts, iamcredentials and cloudresourcemanager. */
  url: string;
  /** Whom an access token stands for; undefined when it is unknown or has expired. */
  whoIs(token: string): Identity | undefined;
  calls: Call[];
  /** Forgets every token and call. */
  reset(): void;
  close(): Promise<void>;
}

interface Parts extends ExchangeContext, ImpersonationContext {
  log: CallLog;
  projects: Readonly<Record<string, string>>;
}

/** Google's Security Token Service and IAM Credentials API, for workload identity federation from GitHub. */
export async function startGoogleIdentity(options: GoogleIdentityOptions): Promise<RunningGoogleIdentity> {
  const { clock } = options;
  const book = createTokenBook(clock);
  const log = new CallLog(clock, options.faults ?? new Faults(), options.hooks);
  const providers = options.providers.map(readProvider);
  const parts: Parts = {
    providers: new Map(providers.map((provider) => [provider.name, provider])),
    accounts: new Map(options.serviceAccounts.map((account) => [account.email, account])),
    ...{ book, log, key: await createSigningKey() },
    projects: options.projects ?? {},
    now: () => clock.now(),
    origin: () => listening.url,
  };
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const listening = await listenOnLoopback(server, options.port);
  return {
    url: listening.url,
    whoIs(token) {
      const { serviceAccount, principal, expiresAt } = book.find(token) ?? {};
      if (serviceAccount === undefined || principal === undefined || expiresAt === undefined)
        return undefined;
      return { serviceAccount, principal, expiresAt };
    },
    calls: log.calls,
    reset() {
      book.clear();
      log.clear();
    },
    close: () => listening.close(),
  };
}

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = await readRequest(request);
  const { method, run } = operationOf(parts, asked);
  const about = { method, write: true, request: `${asked.method} ${asked.path}` };
  const outcome = await parts.log.conduct(about, async () => {
    const reply = await run();
    return { status: reply.status, answer: reply };
  });
  const reply = replyOf(outcome);
  if (reply) send(reply, response);
  else request.socket.destroy();
}

const accountPath = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):(generateAccessToken|generateIdToken)$/;

function operationOf(parts: Parts, asked: Asked): { method: string; run: () => Reply | Promise<Reply> } {
  const { method, path } = asked;
  if (method === 'POST' && path === '/v1/token')
    return { method: 'sts/token', run: () => exchangeToken(parts, asked) };
  if (method === 'GET' && path === '/oauth2/v3/certs')
    return { method: 'oauth2/certs', run: () => ({ status: 200, body: parts.key.keys }) };
  const number = method === 'GET' ? /^\/v1\/projects\/(\d+)$/.exec(path)?.[1] : undefined;
  if (number !== undefined)
    return { method: 'cloudresourcemanager/get', run: () => getProject(parts, asked, number) };
  const [, email, verb] = (method === 'POST' ? accountPath.exec(path) : null) ?? [];
  if (email === undefined)
    return { method: 'unknown', run: () => refuse(404, 'NOT_FOUND', `Nothing is served at ${path}.`) };
  const kind = verb as Generation;
  const run = (): Reply => impersonate(parts, asked, decodeURIComponent(email), kind);
  return { method: `iamcredentials/${kind}`, run };
}

function getProject({ book, projects }: Parts, asked: Asked, number: string): Reply {
  const projectId = projects[number];
  if (book.find(tokenOf(asked) ?? '') === undefined || projectId === undefined)
    return refuse(403, 'PERMISSION_DENIED', 'The caller does not have permission');
  return { status: 200, body: { projectNumber: number, projectId, lifecycleState: 'ACTIVE' } };
}

/** The answer to send, or null when the connection is to break. */
function replyOf(outcome: Outcome<Reply>): Reply | null {
  if (outcome.kind === 'reset') return null;
  if (outcome.kind === 'answer') return outcome.answer;
  const { status, retryAfterSeconds } = outcome.fault;
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { ...refuse(status, 'UNAVAILABLE', 'a fault of the test bed'), headers };
}
