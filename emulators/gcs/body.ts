import type { IncomingMessage, ServerResponse } from 'node:http';
import { close, createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { breakOff } from '../server';
import type { CutBook } from './cuts';
import type { FileBody, Reply } from './exchange';
import { Severed } from './refusal';

/** A request's body, which breaks off where a cut is armed for the method. */
export async function* incoming(
  request: IncomingMessage,
  cut: ReturnType<CutBook['find']>,
): AsyncGenerator<Buffer> {
  let passed = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (cut && passed + chunk.length > cut.afterBytes) {
      cut.struck();
      yield chunk.subarray(0, cut.afterBytes - passed);
      throw new Severed('The upload is cut.');
    }
    passed += chunk.length;
    yield chunk;
  }
}

/** Sends an answer, whole or up to where it is cut. A client that goes away meanwhile is its own affair. */
export async function send({ status, headers = {}, body }: Reply, response: ServerResponse): Promise<void> {
  if (body === undefined || Buffer.isBuffer(body)) {
    const length = status === 204 || status === 304 ? {} : { 'content-length': body?.length ?? 0 };
    response.writeHead(status, { ...length, ...headers });
    response.end(body);
    return;
  }
  response.writeHead(status, headers);
  await sendFile(body, response);
}

async function sendFile(body: FileBody, response: ServerResponse): Promise<void> {
  const { descriptor, start, length, cutAfter } = body;
  const wanted = Math.min(length, cutAfter ?? length);
  if (wanted === 0) {
    release(body);
    if (cutAfter === undefined) response.end();
    else breakOff(response.socket);
    return;
  }
  const file = createReadStream('', {
    fd: descriptor,
    start,
    end: start + wanted - 1,
    highWaterMark: 256 * 1024,
  });
  try {
    await pipeline(file, response, { end: cutAfter === undefined });
    if (cutAfter !== undefined)
      response.write('', () => {
        breakOff(response.socket);
      });
  } catch {
    response.destroy();
  }
}

/** Closes the file of an answer that is not sent. */
export function release(body: Reply['body']): void {
  if (body === undefined || Buffer.isBuffer(body)) return;
  close(body.descriptor);
}
