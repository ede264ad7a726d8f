/**
 * Traffic as Cloud Run has logged it, request by request: with less delay than the metrics, with exact latencies, and
 * with the requests that reached no instance. Source: google/logging/v2/logging.proto, google/logging/type/http_request.proto.
 */
import { z } from 'zod';
import type { ServiceReference } from '../places';
import { ApiError, Code } from '../google';
import type { Arm } from '../verdict';
import type { Ask } from './connection';
import { addTo, MINUTE } from './model';
import type { Reading, Span, TrafficSource } from './model';
import { unreadable } from './time-series';

/** Milliseconds until a minute is taken to be complete; entries arrive within seconds as a rule, no bound is documented. */
export const LOG_DELAY = 120_000;

/** Entries of one answer: the most that the API gives. */
const PAGE = 1_000;
/** A project may read logs sixty times a minute, and others want to as well. */
const MOST_PAGES = 20;

const entry = z.object({
  timestamp: z.iso.datetime({ offset: true }),
  resource: z.object({ labels: z.object({ revision_name: z.string() }) }),
  httpRequest: z.object({
    status: z.int().min(100).max(599),
    requestUrl: z.string().default(''),
    userAgent: z.string().default(''),
    latency: z
      .string()
      .regex(/^\d+(?:\.\d+)?s$/)
      .optional(),
  }),
});
const page = z.object({ entries: z.array(entry).default([]), nextPageToken: z.string().optional() });
type Entry = z.infer<typeof entry>;

/** Where the logs are read. */
export interface RequestLogs {
  ask: Ask;
  at: ServiceReference;
  slowerThan?: number | undefined;
  /** Addresses that lead to one revision past the traffic split; what comes there is no traffic, but probes and tests. */
  besides: readonly string[];
}

/** Traffic by the request log. */
export function requestLogs(logs: RequestLogs): TrafficSource {
  return {
    name: `logs/${logs.at.region}`,
    delay: LOG_DELAY,
    includesProbes: false,
    missesUnserved: false,
    read: async (revisions, span) => readingsOf(await list(logs, revisions, span), logs),
  };
}

function readingsOf(entries: readonly Entry[], { slowerThan, besides }: RequestLogs): Reading[] {
  const traffic = entries.filter((each) => isTraffic(each, besides));
  const coins: [string, (entry: Entry) => boolean][] = [
    ['failed', ({ httpRequest }) => httpRequest.status >= 500],
    ['refused', ({ httpRequest }) => httpRequest.status >= 400 && httpRequest.status < 500],
  ];
  if (slowerThan !== undefined) coins.push(['slow', (each) => millisOf(each) > slowerThan]);
  return coins.map(([coin, isBad]) => ({ coin, revisions: tableOf(traffic, isBad) }));
}

const isTraffic = ({ httpRequest }: Entry, besides: readonly string[]): boolean =>
  !httpRequest.userAgent.startsWith('sluice-') &&
  !besides.some((address) => address !== '' && httpRequest.requestUrl.startsWith(address));

const millisOf = ({ httpRequest }: Entry): number => Number.parseFloat(httpRequest.latency ?? '0s') * 1_000;

function tableOf(entries: readonly Entry[], isBad: (entry: Entry) => boolean): Reading['revisions'] {
  const table = new Map<string, Map<number, Arm>>();
  for (const each of entries) {
    const start = Math.floor(Date.parse(each.timestamp) / MINUTE) * MINUTE;
    const revision = each.resource.labels.revision_name;
    addTo(table, { revision, start }, { requests: 1, failures: isBad(each) ? 1 : 0 });
  }
  return table;
}

/** @throws ApiError where there are more requests than may be read; half a minute would say something wrong */
async function list({ ask, at }: RequestLogs, revisions: readonly string[], span: Span): Promise<Entry[]> {
  const found: Entry[] = [];
  let pageToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const body = {
      resourceNames: [`projects/${at.project}`],
      filter: filterOf(at, revisions, span),
      orderBy: 'timestamp asc',
      pageSize: PAGE,
      ...(pageToken === undefined ? {} : { pageToken }),
    };
    const answer = page.safeParse(await ask({ path: '/v2/entries:list', body }));
    if (!answer.success) throw unreadable('entries.list', answer.error);
    found.push(...answer.data.entries);
    pageToken = answer.data.nextPageToken;
    if (!pageToken) return found;
  }
  throw new ApiError(
    `The request log holds more than ${MOST_PAGES * PAGE} requests; \`traffic: metrics\` counts any number of them.`,
    Code.RESOURCE_EXHAUSTED,
  );
}

function filterOf(
  { project, service, region }: ServiceReference,
  revisions: readonly string[],
  { from, to }: Span,
): string {
  const quoted = (text: string): string => JSON.stringify(text);
  const time = (at: number): string => quoted(new Date(at).toISOString());
  return [
    `logName = ${quoted(`projects/${project}/logs/run.googleapis.com%2Frequests`)}`,
    'resource.type = "cloud_run_revision"',
    `resource.labels.service_name = ${quoted(service)}`,
    `resource.labels.location = ${quoted(region)}`,
    `resource.labels.revision_name = (${revisions.map(quoted).join(' OR ')})`,
    `timestamp >= ${time(from)}`,
    `timestamp < ${time(to)}`,
  ].join(' AND ');
}
