import { request as overHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../../../lib/runner';
import type { LocalFile } from '../artifact';
import type { PartOperation } from './api';
import { AppStoreRefusal } from './refusal';
import { patiently, unanswered } from './wire';
import type { Wire } from './wire';

/** A connection on which nothing moves for so long is taken for broken, in milliseconds. */
const LONGEST_SILENCE = 120_000;

/**
 * Sends a file in the parts that Apple asks for, one after the other, straight from disk. A part that breaks is sent
 * again from its beginning: it replaces what has arrived of it.
 * @throws AppStoreRefusal with a status of 400 or more where an address is not valid any more
 */
export async function sendParts(
  wire: Wire,
  file: LocalFile,
  operations: readonly PartOperation[],
): Promise<void> {
  demandWhole(file, operations);
  for (const operation of operations) await patiently(() => sendPart(wire, file, operation), wire.patience);
}

/** Nothing is left out, nothing sent twice, and nothing over the open net in clear. */
function demandWhole({ size }: LocalFile, operations: readonly PartOperation[]): void {
  const inOrder = [...operations].sort((one, other) => one.offset - other.offset);
  let at = 0;
  for (const { offset, length } of inOrder) {
    if (offset !== at) break;
    at += length;
  }
  if (at !== size)
    throw new AppStoreRefusal(0, 'App Store Connect asks for parts that are not the whole file');
}

async function sendPart({ base, patience }: Wire, file: LocalFile, operation: PartOperation): Promise<void> {
  const { signal } = patience;
  const address = new URL(operation.url);
  // Only an emulator, which is on this machine, may be without TLS.
  if (address.protocol !== 'https:' && address.origin !== new URL(base).origin)
    throw new AppStoreRefusal(0, 'App Store Connect asks for a part at an address without TLS');
  const { offset, length } = operation;
  try {
    const status = await put(address, operation, Readable.from(file.read(offset, length)), signal);
    if (status < 200 || status > 299)
      throw new AppStoreRefusal(status, `The store for parts of uploads answered ${status}`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppStoreRefusal || error instanceof UserError) throw error;
    throw unanswered(error);
  }
}

/** The address is signed: it gets the headers that belong to it, and no token. */
async function put(
  address: URL,
  { method, requestHeaders, length }: PartOperation,
  body: Readable,
  signal: AbortSignal,
): Promise<number> {
  const headers = Object.fromEntries(requestHeaders.map(({ name, value }) => [name, value]));
  const send = address.protocol === 'https:' ? overHttps : overHttp;
  const request = send(address, { method, signal, headers: { ...headers, 'content-length': length } });
  request.setTimeout(LONGEST_SILENCE, () => {
    request.destroy(Object.assign(new Error('Nothing moves.'), { code: 'ETIMEDOUT' }));
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  // A server that refuses answers before it has read everything: its answer counts, not the broken pipe.
  const sending = pipeline(body, request);
  sending.catch(() => undefined);
  const answer = await Promise.race([answered, failureOf(sending, answered)]);
  answer.resume();
  return answer.statusCode ?? 0;
}

/** A file that cannot be read ends the request with another error than the one that tells why. */
async function failureOf(
  sending: Promise<void>,
  answered: Promise<IncomingMessage>,
): Promise<IncomingMessage> {
  try {
    await sending;
  } catch (error) {
    if (error instanceof UserError) throw error;
  }
  return answered;
}
