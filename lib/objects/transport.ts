import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { get } from './connect';
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

/** Asks for an object's bytes, as they are stored. */
export async function sendGet(
  wire: Wire,
  { url, headers }: Pick<Request, 'url' | 'headers'>,
): Promise<Answer> {
  const { authClient } = await wire.storage();
  const abort = new AbortController();
  const signal = AbortSignal.any([wire.patience.signal, abort.signal]);
  const asking = async (): Promise<IncomingMessage> => {
    const login = await authClient.getRequestHeaders(url);
    return get(url, { ...headers, ...Object.fromEntries(login) }, signal);
  };
  const body = await unlessSilent(wire, asking(), abort);
  return { status: body.statusCode ?? 0, headers: headersOf(body), body, abort };
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const value of values) headers.append(name, value);
  return headers;
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
  const silence = new Silence(wire, abort);
  try {
    for (;;) {
      const next = await silence.unbroken(pieces.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    silence.end();
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
async function unlessSilent<T>(wire: Wire, work: Promise<T>, abort: AbortController): Promise<T> {
  const silence = new Silence(wire, abort);
  try {
    return await silence.unbroken(work);
  } finally {
    silence.end();
  }
}

/** Breaks an exchange off once nothing moves. One watch serves a whole body, whose pieces come by the thousand. */
class Silence {
  private readonly wire: Wire;
  private readonly abort: AbortController;
  private readonly ended = new AbortController();
  /** How often something was heard; whoever is not listened to may be silent. */
  private heard = 0;
  private listening = false;

  constructor(wire: Wire, abort: AbortController) {
    this.wire = wire;
    this.abort = abort;
    this.watch().catch(() => undefined); // It ends with the exchange.
  }

  /** @throws StorageRefusal where the connection breaks or nothing is heard; the step's own end as it is */
  async unbroken<T>(work: Promise<T>): Promise<T> {
    this.listening = true;
    try {
      return await refusing(() => work);
    } catch (error) {
      this.wire.patience.signal.throwIfAborted();
      throw this.abort.signal.aborted
        ? new StorageRefusal(0, 'Cloud Storage fell silent', { cause: error })
        : error;
    } finally {
      this.heard += 1;
      this.listening = false;
    }
  }

  end(): void {
    this.ended.abort();
  }

  private async watch(): Promise<void> {
    for (let before = -1; !(this.listening && before === this.heard);) {
      before = this.heard;
      await this.wire.patience.clock.sleep(LONGEST_SILENCE, this.ended.signal);
    }
    this.abort.abort();
  }
}
