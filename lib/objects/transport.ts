import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { messageOf, refusing, retryAfterIn, StorageRefusal } from './refusal';
import type { Wire } from './wire';

/** One request, as it goes over the wire. */
export interface Request {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Record<string, string>;
  body?: Buffer;
}

/** The head of an answer, whatever it says; its body must be read or destroyed. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Readable;
  /** Breaks the exchange off. */
  abort: AbortController;
}

/** A connection on which nothing moves for so long is taken for broken, in milliseconds. */
const LONGEST_SILENCE = 120_000;

/** For node-fetch, which would unpack what is stored compressed; gaxios hands the option on, and does not know it. */
const AS_STORED = { compress: false };

/**
 * Sends a request with the credentials of Google's client, beside its own streams: those can be resumed neither in an
 * upload whose source is read once nor in a download.
 */
export async function send(wire: Wire, request: Request): Promise<Answer> {
  const { authClient } = await wire.storage();
  const abort = new AbortController();
  const signal = AbortSignal.any([wire.patience.signal, abort.signal]);
  const answered = authClient.request<Readable>({
    ...request,
    ...{ signal, retry: false, responseType: 'stream' },
    ...AS_STORED,
    validateStatus: () => true,
  });
  const { status, headers, data: body } = await unlessSilent(wire, answered, abort);
  return { status, headers, body, abort };
}

/** The answer's JSON; an empty object where there is none. */
export async function jsonIn(wire: Wire, { body, abort }: Answer): Promise<unknown> {
  const text = (await unlessSilent(wire, buffer(body), abort)).toString();
  try {
    return text === '' ? {} : (JSON.parse(text) as unknown);
  } catch (cause) {
    throw new StorageRefusal(0, 'An answer of Cloud Storage was no JSON', { cause });
  }
}

/** The answer's bytes; fails as a StorageRefusal where the connection breaks or falls silent. */
export async function* bytesIn(wire: Wire, { body, abort }: Answer): AsyncGenerator<Buffer> {
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const next = await unlessSilent(wire, pieces.next(), abort);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    body.destroy();
  }
}

/** What an answer says no with. */
export async function refusalIn(wire: Wire, answer: Answer): Promise<StorageRefusal> {
  const { status, headers, body, abort } = answer;
  const text = (await unlessSilent(wire, buffer(body), abort)).toString();
  const message = messageOf(text) ?? `Cloud Storage answered ${status}`;
  return new StorageRefusal(status, message, { retryAfterSeconds: retryAfterIn(headers) });
}

/** Waits for the other side, but not for ever. */
async function unlessSilent<T>(
  { patience: { clock, signal } }: Wire,
  work: Promise<T>,
  abort: AbortController,
): Promise<T> {
  const heard = new AbortController();
  clock.sleep(LONGEST_SILENCE, heard.signal).then(
    () => {
      abort.abort();
    },
    () => undefined, // It was heard of in time.
  );
  try {
    return await refusing(() => work);
  } catch (error) {
    signal.throwIfAborted();
    throw abort.signal.aborted ? new StorageRefusal(0, 'Cloud Storage fell silent', { cause: error }) : error;
  } finally {
    heard.abort();
  }
}
