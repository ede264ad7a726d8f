import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Json, JsonObject } from './json';

/** A request, read to its end. */
export interface Asked {
  method: string;
  /** As sent, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What is answered: JSON, a file's bytes, or nothing at all. */
export interface Reply {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: Json;
  bytes?: Buffer;
}

export async function readRequest(request: IncomingMessage): Promise<Asked> {
  const { method = 'GET', headers, url = '/' } = request;
  const { pathname, searchParams } = new URL(url, 'http://emulator');
  return { method, headers, path: pathname, query: searchParams, body: await buffer(request) };
}

export function send({ status, headers = {}, body, bytes }: Reply, response: ServerResponse): void {
  const json = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const content = bytes ?? json;
  response.writeHead(status, {
    ...(json ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...(content ? { 'content-length': content.length } : {}),
    ...headers,
  });
  response.end(content);
}

const documentation = 'https://docs.github.com/rest';

/** An error as GitHub words it: `{message, documentation_url, status}`. */
export function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: { message, documentation_url: documentation, status: String(status) } };
}

/** GitHub's 422 for a field: `code` is `already_exists`, `invalid`, `missing_field` or, with a message, `custom`. */
export function invalid(resource: string, field: string, code: string, message?: string): Reply {
  const fault: JsonObject = { resource, field, code, ...(message === undefined ? {} : { message }) };
  return {
    status: 422,
    body: { message: 'Validation Failed', errors: [fault], documentation_url: documentation },
  };
}

export const notFound = (): Reply => refusal(404, 'Not Found');

/** The bearer's token, in either of the two schemes that GitHub takes. */
export function tokenOf({ headers }: Asked): string | undefined {
  return /^(?:bearer|token) +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
