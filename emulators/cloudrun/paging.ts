import type { JsonObject } from '../proto/json';
import { invalidArgument } from '../proto/status';

/** The page of a list that a request asks for with `pageSize` and `pageToken`; 100 items unless it says otherwise. */
export function page(
  items: JsonObject[],
  request: JsonObject,
): { items: JsonObject[]; nextPageToken: string } {
  const size = Number(request['pageSize'] ?? 0) || 100;
  const from = Number(request['pageToken'] ?? 0);
  if (!Number.isInteger(from)) throw invalidArgument('page_token', 'Invalid page token.');
  const next = from + size;
  return { items: items.slice(from, next), nextPageToken: next < items.length ? String(next) : '' };
}
