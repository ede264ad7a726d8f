import type { IncomingHttpHeaders } from 'node:http';

/** A request, read to its end. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What the registry answers. For HEAD the body's length is sent without the body. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: Buffer;
}

/** The error codes of the OCI distribution specification, each with its usual status. */
const statuses = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_INVALID: 416,
  BLOB_UPLOAD_UNKNOWN: 404,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 404,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  SIZE_INVALID: 413,
  UNAUTHORIZED: 401,
  UNSUPPORTED: 405,
  TOOMANYREQUESTS: 429,
  // The next two are not the specification's but what registries send for these cases.
  RANGE_INVALID: 416,
  UNKNOWN: 500,
} as const;

export type ErrorCode = keyof typeof statuses;

/** An answer in the specification's error format: `{errors: [{code, message}]}`. */
export function refusal(code: ErrorCode, message: string, headers: Record<string, string> = {}): Reply {
  return json({ errors: [{ code, message }] }, { status: statuses[code], headers });
}

export function json(
  value: unknown,
  {
    status = 200,
    headers = {},
  }: Omit<Reply, 'body'> | { status?: number; headers?: Record<string, string> } = {},
): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}
