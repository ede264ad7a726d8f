import { createHash } from 'node:crypto';
import type { JsonObject } from '../proto/json';
import { textOf } from '../proto/json';

/** Where a list goes on: how many results went before, and the moment as of which all its pages are read. */
export interface PageState {
  offset: number;
  asOf: number;
}

/**
 * The state that a request's page token carries; a fresh one without a token. Undefined when the token was not given
 * out for this very query.
 */
export function pageState(request: JsonObject, asOf: number): PageState | undefined {
  const token = textOf(request['pageToken']);
  if (token === '') return { offset: 0, asOf };
  const [query, offset, then] = Buffer.from(token, 'base64url').toString('latin1').split(' ');
  if (query !== fingerprint(request) || !/^\d+$/.test(offset ?? '')) return undefined;
  return { offset: Number(offset), asOf: Number(then) };
}

/** The token of the page that begins at an offset. */
export function pageToken(request: JsonObject, { offset, asOf }: PageState): string {
  return Buffer.from(`${fingerprint(request)} ${offset} ${asOf}`, 'latin1').toString('base64url');
}

/** A query without what may differ between its pages. */
function fingerprint(request: JsonObject): string {
  const query = JSON.stringify({ ...request, pageToken: undefined, pageSize: undefined });
  return createHash('sha256').update(query).digest('base64url').slice(0, 16);
}
