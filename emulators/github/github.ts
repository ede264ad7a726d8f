import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock';
import { Faults } from '../faults';
import { CallLog, listenOnLoopback } from '../server';
import type { Call, CallHooks } from '../call';
import type { Outcome } from '../server';
import type { ApiContext, Prepared } from './api';
import { loadContract, prepare } from './api';
import type { Asked, Reply } from './exchange';
import { readRequest, refusal, send } from './exchange';
import { createOidcProvider } from './oidc';
import type { OidcProvider } from './oidc';
import { createRateLimit } from './rate-limit';
import type { RateLimit } from './rate-limit';
import type { Seed } from './seed';
import { plant } from './seed';
import { createSigningKey } from './signing-key';
import type { State } from './state';
import type { Tokens } from './tokens';
import { createTokens } from './tokens';

export interface GitHubOptions extends Seed {
  /** 0, any free port, when left out. */
  port?: number;
  clock: Clock;
  /**
   * A `status` fault of 403 or 429 is a secondary rate limit with `retryAfterSeconds`, and without it the primary one.
   * Calls are named by GitHub's operation ids, such as `repos/create-deployment`, and `oidc/token`.
   */
  faults?: Faults;
  hooks?: CallHooks;
  /** Calls of the API an hour; 1,000, GitHub's for GITHUB_TOKEN, when left out. */
  rateLimit?: number;
}

export interface RunningGitHub {
  /** `http://127.0.0.1:PORT`: base of the REST API, GITHUB_API_URL, and the issuer of OIDC tokens. */
  url: string;
  /** The repository and all that is in it; another object after `reset`. */
  readonly state: State;
  tokens: Tokens;
  calls: Call[];
  /** What the emulator itself did wrong; a test asserts that it stays empty. */
  violations: Error[];
  /** Back to what it was started with, without tokens and calls. */
  reset(): void;
  close(): Promise<void>;
}

interface Parts extends ApiContext {
  oidc: OidcProvider;
  log: CallLog;
  limit: () => RateLimit;
  violations: Error[];
}

/**
 * A slice of GitHub's REST API for one repository, and GitHub's OIDC provider. Every request and every answer is
 * held against GitHub's own OpenAPI description; an answer of ours that does not fit is a 501 that names the misfit.
 */
export async function startGitHub(options: GitHubOptions): Promise<RunningGitHub> {
  const { clock } = options;
  const [contract, key] = await Promise.all([loadContract(), createSigningKey()]);
  let state = plant(options, clock.now());
  let limit = createRateLimit(clock, options.rateLimit ?? 1000);
  const origin = (): string => listening.url;
  const tokens = createTokens(() => state, clock, origin);
  const log = new CallLog(clock, options.faults ?? new Faults(), options.hooks);
  const oidc = createOidcProvider(() => state, tokens, key, clock, origin);
  const violations: Error[] = [];
  const parts: Parts = {
    ...{ contract, tokens, clock, origin, oidc, log, violations },
    state: () => state,
    limit: () => limit,
  };
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      fail(parts, response, error);
    });
  });
  const listening = await listenOnLoopback(server, options.port);
  return {
    url: listening.url,
    get state() {
      return state;
    },
    tokens,
    calls: log.calls,
    violations,
    reset() {
      state = plant(options, clock.now());
      limit = createRateLimit(clock, options.rateLimit ?? 1000);
      tokens.clear();
      log.clear();
      violations.length = 0;
    },
    close: () => listening.close(),
  };
}

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = await readRequest(request);
  const { method, write, run } = operationOf(parts, asked);
  const outcome = await parts.log.conduct({ method, write, request: `${asked.method} ${asked.path}` }, () => {
    const reply = run();
    return Promise.resolve({ status: reply.status, answer: reply });
  });
  const reply = replyOf(parts, outcome);
  if (reply) send(reply, response);
  else request.socket.destroy();
}

function operationOf(parts: Parts, asked: Asked): Prepared {
  const { oidc } = parts;
  const own: Readonly<Record<string, Omit<Prepared, 'write'>>> = {
    'GET /_apis/oidc/idtoken': { method: 'oidc/token', run: () => oidc.issue(asked) },
    'GET /.well-known/openid-configuration': { method: 'oidc/discovery', run: oidc.discover },
    'GET /.well-known/jwks': { method: 'oidc/keys', run: oidc.keys },
  };
  const served = own[`${asked.method} ${asked.path}`];
  if (served) return { ...served, write: false };
  const prepared = prepare(parts, asked);
  return { ...prepared, run: () => limited(parts.limit(), prepared.run) };
}

function limited(limit: RateLimit, run: () => Reply): Reply {
  const refused = limit.take();
  if (refused) return refused;
  const reply = run();
  return { ...reply, headers: { ...limit.headers(), ...reply.headers } };
}

/** The answer to send, or null when the connection is to break. */
function replyOf(parts: Parts, outcome: Outcome<Reply>): Reply | null {
  if (outcome.kind === 'reset') return null;
  return outcome.kind === 'answer' ? outcome.answer : parts.limit().struck(outcome.fault);
}

function fail({ violations }: Parts, response: ServerResponse, error: unknown): void {
  const violation = error instanceof Error ? error : new Error(String(error));
  violations.push(violation);
  if (response.headersSent) response.destroy(violation);
  // A status that no client retries and no operation has, so that the fault cannot pass for one of GitHub's.
  else send(refusal(501, violation.message), response);
}
