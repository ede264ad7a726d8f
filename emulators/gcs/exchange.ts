import type { IncomingHttpHeaders } from 'node:http';

/** A request whose body has not been read yet. */
export interface Asked {
  method: string;
  /** As sent, still percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  /** The query as it was sent, which signatures are made over. */
  search: string;
  headers: IncomingHttpHeaders;
  /** The body's bytes as they come in; fails with `Severed` where a test bed cuts it. */
  body: AsyncIterable<Buffer>;
}

/** Bytes on disk that an answer consists of. */
export interface FileBody {
  /** A descriptor, open for reading, so that the bytes stay although the object is replaced meanwhile. */
  descriptor: number;
  /** The first byte, from 0. */
  start: number;
  /** How many bytes. */
  length: number;
  /** The connection breaks after so many bytes. */
  cutAfter?: number | undefined;
}

/** What is answered. */
export interface Reply {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: Buffer | FileBody;
}

/** JSON as it is stored and sent. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

export const json = (value: object, status = 200, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

/** The fields of a value that was sent; none where it is no object. */
export function fieldsOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** A header's value, the first one where it is there more than once. */
export const headerOf = ({ headers }: Pick<Asked, 'headers'>, name: string): string | undefined =>
  [headers[name] ?? []].flat()[0];

/** The bearer token that a request came with. */
export const bearerOf = (asked: Pick<Asked, 'headers'>): string | undefined =>
  /^Bearer +(\S+)$/i.exec(headerOf(asked, 'authorization') ?? '')?.[1];
