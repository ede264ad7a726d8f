import type { Readable } from 'node:stream';
import { request } from 'undici';
import type { Dispatcher } from 'undici';
import { isTransientStatus } from '../backoff';
import type { Clock } from '../runner';
import { asTransient, RegistryRefusal, TransientFault } from './refusal';
import { isLocal } from './reference';
import { retryAfterIn } from './retry';

/** One request, as it goes over the wire. */
export interface Asked {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly url: URL;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The header `authorization`; it never leaves the origin of `url`. */
  readonly authorization?: string | undefined;
  /** Opened anew for each try. */
  readonly body?: Body;
}

export interface Body {
  /** Bytes. */
  readonly size: number;
  open(): Readable | Promise<Readable>;
}

export type Answer = Dispatcher.ResponseData;

/** What requests are sent with. */
export interface Wires {
  readonly dispatcherFor: (url: URL) => Dispatcher;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const MOST_REDIRECTS = 5;
const LONGEST_ERROR = 64 * 1024;

/** The request in words, without its query: uploads and redirects carry signatures there. */
export const inWords = ({ method, url }: Asked): string => `${method} ${url.host}${url.pathname}`;

/**
 * Sends a request once, and follows the redirects of a read.
 * @returns the answer, whatever it says; its body must be read or dumped
 * @throws TransientFault where sending it again may help
 */
export async function roundTrip(asked: Asked, wires: Wires): Promise<Answer> {
  for (let step = asked, redirects = 0; ; redirects += 1) {
    const answer = await sendOnce(step, wires);
    const next = redirectOf(step, answer);
    if (!next) return answer;
    await answer.body.dump();
    if (redirects === MOST_REDIRECTS) {
      throw new RegistryRefusal(
        answer.statusCode,
        `${inWords(asked)} was redirected more than ${MOST_REDIRECTS} times.`,
        'Look at the registry or the proxy in front of it.',
      );
    }
    step = next;
  }
}

async function sendOnce(asked: Asked, { dispatcherFor, clock, signal }: Wires): Promise<Answer> {
  const { method, url, headers = {}, authorization, body } = asked;
  try {
    const answer = await request(url, {
      method,
      dispatcher: dispatcherFor(url),
      signal,
      headers: {
        ...headers,
        ...(authorization === undefined ? {} : { authorization }),
        ...(body || method === 'POST' ? { 'content-length': String(body?.size ?? 0) } : {}),
      },
      ...(body ? { body: await body.open() } : {}),
    });
    if (!isTransientStatus(answer.statusCode)) return answer;
    await answer.body.dump();
    const retryAfterSeconds = retryAfterIn(headerOf(answer, 'retry-after'), clock.now());
    throw new TransientFault(`The registry answered ${answer.statusCode} to ${inWords(asked)}.`, {
      retryAfterSeconds,
    });
  } catch (error) {
    throw asTransient(error, inWords(asked));
  }
}

function redirectOf(asked: Asked, answer: Answer): Asked | undefined {
  const location = headerOf(answer, 'location');
  const isRead = asked.method === 'GET' || asked.method === 'HEAD';
  if (!isRead || location === undefined || ![301, 302, 303, 307, 308].includes(answer.statusCode))
    return undefined;
  return readdressed(asked, new URL(location, asked.url));
}

/**
 * The same request to another address, which gets the credentials only at the same origin.
 * @throws RegistryRefusal where it would leave https
 */
export function readdressed(asked: Asked, url: URL): Asked {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal(url.host))) {
    throw new RegistryRefusal(
      0,
      `${inWords(asked)} was sent on to ${url.protocol}//${url.host}, which is not encrypted.`,
      'Put the registry behind https, and let the proxy in front of it pass X-Forwarded-Proto on.',
    );
  }
  const { authorization, ...rest } = asked;
  return url.origin === asked.url.origin ? { ...rest, authorization, url } : { ...rest, url };
}

/** A header's value, the first one where it is there more than once. */
export function headerOf({ headers }: Pick<Answer, 'headers'>, name: string): string | undefined {
  return [headers[name] ?? []].flat()[0];
}

/**
 * The whole body, up to a limit.
 * @throws TransientFault where the connection breaks meanwhile
 */
export async function bytesOf(answer: Answer, what: string, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new Error(`The registry sent more than ${limit} bytes to ${what}.`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw asTransient(error, what);
  }
  return Buffer.concat(chunks);
}

/** The text of an answer that says no, cut where it is long. */
export async function textOf(answer: Answer): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LONGEST_ERROR) break;
  }
  return Buffer.concat(chunks).toString().slice(0, LONGEST_ERROR);
}
