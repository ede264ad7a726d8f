import type { IncomingMessage, ServerResponse } from 'node:http';
import { close, read } from 'node:fs';
import { promisify } from 'node:util';
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

/** Bytes of a file that are read, and sent, at a time. */
const PIECE = 256 * 1024;

async function sendFile(body: FileBody, response: ServerResponse): Promise<void> {
  const { descriptor, start, length, cutAfter } = body;
  const wanted = Math.min(length, cutAfter ?? length);
  // One buffer serves the whole answer: large objects would otherwise keep the garbage collector busy.
  const piece = Buffer.allocUnsafe(Math.min(PIECE, wanted));
  try {
    for (let sent = 0; sent < wanted;) {
      const most = Math.min(piece.length, wanted - sent);
      const { bytesRead } = await readFrom(descriptor, piece, 0, most, start + sent);
      if (bytesRead === 0) throw new Error('The file is shorter than its object.');
      await written(response, piece.subarray(0, bytesRead));
      sent += bytesRead;
    }
    if (cutAfter === undefined) response.end();
    else breakOff(response.socket);
  } catch {
    response.destroy();
  } finally {
    release(body);
  }
}

const readFrom = promisify(read);

/** Until the bytes are on their way, and their buffer is free again. */
const written = (response: ServerResponse, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    response.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

/** Closes the file of an answer that is not sent. */
export function release(body: Reply['body']): void {
  if (body === undefined || Buffer.isBuffer(body)) return;
  close(body.descriptor);
}
