/** Requests as they go over the wire, and everything that can go wrong on it by its class. */
import { performance } from 'node:perf_hooks';
import { Agent, request as send } from 'undici';
import type { Dispatcher } from 'undici';
import type { Method } from './model';

export interface OutgoingRequest {
  readonly method: Method;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case; several headers of one name are joined by a comma and a blank. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** From the first byte that was sent to the last that came, connecting included. */
  readonly millis: number;
}

/** Where an answer failed to come. `http`: what came is no HTTP, or too large. */
export type TransportClass = 'dns' | 'connect' | 'tls' | 'timeout' | 'http';

/** There is no answer. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly kind: TransportClass;

  constructor(kind: TransportClass, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

export interface HttpClient {
  /**
   * Sends one request once; no redirect is followed, and certificates are verified.
   * @param timeout milliseconds to the end of the answer
   * @throws TransportError where there is no answer; the signal's reason where it was aborted
   */
  send(request: OutgoingRequest, limits: { timeout: number; signal: AbortSignal }): Promise<Answer>;
  close(): Promise<void>;
}

/** Bytes of a body that are read; more is a fault. */
const LARGEST_BODY = 10_000_000;

export function httpClient(): HttpClient {
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  return {
    send: async (request, { timeout, signal }) => {
      const deadline = AbortSignal.timeout(timeout);
      try {
        return await exchange(agent, request, AbortSignal.any([signal, deadline]));
      } catch (error) {
        signal.throwIfAborted();
        if (deadline.aborted)
          throw new TransportError('timeout', `no whole answer within ${timeout} ms`, error);
        throw classified(error);
      }
    },
    close: () => agent.destroy(),
  };
}

async function exchange(agent: Agent, request: OutgoingRequest, signal: AbortSignal): Promise<Answer> {
  const { url, method, headers, body } = request;
  const started = performance.now();
  const answer = await send(url, {
    dispatcher: agent,
    method,
    headers,
    signal,
    ...(body === undefined ? {} : { body }),
  });
  const text = await textOf(answer.body);
  const millis = performance.now() - started;
  return { status: answer.statusCode, headers: joined(answer.headers), text, millis };
}

async function textOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY)
      throw new TransportError('http', `the body is larger than ${LARGEST_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const pairs = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    [value ?? ''].flat().join(', '),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** Error codes of Node and undici by class; the certificate codes are OpenSSL's. */
const CLASSES: readonly (readonly [TransportClass, RegExp, string])[] = [
  ['dns', /^(ENOTFOUND|EAI_\w+|ENODATA)$/, 'the name of the host cannot be resolved'],
  [
    'tls',
    /^(ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/,
    'no secure connection',
  ],
  [
    'connect',
    /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    'no connection',
  ],
  ['connect', /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection was cut before the answer was there'],
  ['http', /^(HPE_\w+|UND_ERR_\w+)$/, 'no valid HTTP'],
];

function classified(error: unknown): unknown {
  if (error instanceof TransportError) return error;
  const code = codeOf(error);
  for (const [kind, codes, words] of CLASSES)
    if (code !== undefined && codes.test(code)) return new TransportError(kind, `${words} (${code})`, error);
  return error;
}

/** The code of an error, of the first that an aggregate holds, or of what caused it. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return 'cause' in error ? codeOf(error.cause) : undefined;
}
