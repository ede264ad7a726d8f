import { faultOf } from '../faults';
import type { JsonObject } from '../proto/json';
import { textOf } from '../proto/json';
import { ApiError, invalidArgument } from '../proto/status';
import type { CallContext } from '../server';
import { pageState, pageToken } from '../telemetry/page';
import type { StoredEntry } from './entries';
import { readEntryFilter } from './entry-filter';
import type { ReadQuota } from './read-quota';

const defaultPage = 50;
const largestPage = 1_000;
/** How far a stale read lags behind, in emulated milliseconds. */
const staleness = 60_000;

/** Answers `entries:list`. All pages of a query show what was visible when its first one was asked for. */
export function listEntries(
  entries: readonly StoredEntry[],
  quota: ReadQuota,
  request: JsonObject,
  { call, faults }: CallContext,
): JsonObject {
  const projects = projectsOf(request);
  for (const project of projects) quota.count(project, call.at);
  const filter = readEntryFilter(textOf(request['filter']));
  const stale = faultOf(faults, 'stale-read') ? staleness : 0;
  const page = pageState(request, call.at - stale);
  if (!page) throw invalidArgument('page_token', 'page_token is invalid for this query');
  const found = entries.filter(
    ({ project, visibleAt, entry }) => projects.includes(project) && visibleAt <= page.asOf && filter(entry),
  );
  const sorted = inOrder(found, textOf(request['orderBy']));
  const next = page.offset + pageSize(request);
  const more = next < sorted.length ? { nextPageToken: pageToken(request, { ...page, offset: next }) } : {};
  return { entries: sorted.slice(page.offset, next).map(({ entry }) => entry), ...more };
}

function projectsOf({ resourceNames }: JsonObject): string[] {
  const names = Array.isArray(resourceNames) ? resourceNames.map(textOf) : [];
  if (names.length === 0) throw invalidArgument('resource_names', 'At least one resource name is required.');
  return [...new Set(names.map(projectOf))];
}

function projectOf(name: string): string {
  const [, project, rest = ''] = /^projects\/([^/]+)(\/.*)?$/.exec(name) ?? [];
  if (project === undefined) throw invalidArgument('resource_names', `${name} is not a valid resource name`);
  if (rest !== '') throw new ApiError('UNIMPLEMENTED', `Log views are not emulated: ${name}.`);
  return project;
}

/** By timestamp, and entries of the same moment by insertId. */
function inOrder(entries: readonly StoredEntry[], orderBy: string): StoredEntry[] {
  if (!['', 'timestamp', 'timestamp asc', 'timestamp desc'].includes(orderBy)) {
    throw invalidArgument('order_by', `order_by clause '${orderBy}' is not supported`);
  }
  const direction = orderBy.endsWith('desc') ? -1 : 1;
  const idOf = ({ entry }: StoredEntry): string => textOf(entry['insertId']);
  return entries.toSorted(
    (one, other) => direction * (one.at - other.at) || (idOf(one) < idOf(other) ? -1 : 1),
  );
}

function pageSize(request: JsonObject): number {
  const size = Number(request['pageSize'] ?? 0);
  if (size < 0 || size > largestPage) {
    throw invalidArgument('page_size', `page_size must be between 0 and ${largestPage}`);
  }
  return size || defaultPage;
}
