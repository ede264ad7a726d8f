/**
 * What Cloud Run itself counts: `run.googleapis.com/request_count` and `request_latencies`.
 * Source: https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run
 */
import type { ServiceReference } from '../places';
import type { Arm } from '../verdict';
import type { Ask } from './connection';
import { countAbove } from './distribution';
import type { Distribution } from './distribution';
import { addTo } from './model';
import type { Reading, Span, TrafficSource } from './model';
import { listTimeSeries } from './time-series';
import type { Series } from './time-series';

/**
 * Milliseconds until a minute is complete. Both metrics are described as sampled every 60 seconds and not visible for up
 * to 180 seconds after that.
 */
export const METRIC_DELAY = 240_000;

const REVISION = 'resource.labels.revision_name';

/** Where the counts are read. */
export interface RequestMetrics {
  ask: Ask;
  at: ServiceReference;
  /** Milliseconds above which a request counts as slow; latencies are not read where it is left out. */
  slowerThan?: number | undefined;
}

/** Traffic as Cloud Monitoring has counted it. */
export function requestMetrics({ ask, at, slowerThan }: RequestMetrics): TrafficSource {
  return {
    name: `metrics/${at.region}`,
    delay: METRIC_DELAY,
    includesProbes: true,
    missesUnserved: true,
    read: async (revisions, span) => {
      const [counts, latencies] = await Promise.all([
        readCounts(ask, at, revisions, span),
        slowerThan === undefined ? undefined : readSlow(ask, { at, revisions, span, slowerThan }),
      ]);
      return latencies ? [...counts, latencies] : counts;
    },
  };
}

/** Both revisions in one call. The coins `failed` (5xx) and `refused` (4xx). */
async function readCounts(
  ask: Ask,
  at: ServiceReference,
  revisions: readonly string[],
  span: Span,
): Promise<Reading[]> {
  const series = await listTimeSeries(ask, {
    project: at.project,
    filter: filterOf('run.googleapis.com/request_count', at, revisions),
    span,
    groupBy: [REVISION, 'metric.labels.response_code_class'],
  });
  return [countsOf('failed', '5xx', series), countsOf('refused', '4xx', series)];
}

function countsOf(coin: string, bad: string, series: readonly Series[]): Reading {
  const revisions = new Map<string, Map<number, Arm>>();
  for (const { labels, points } of series) {
    const isBad = labels['response_code_class'] === bad;
    const revision = labels['revision_name'] ?? '';
    for (const { start, value } of points)
      addTo(revisions, { revision, start }, { requests: value, failures: isBad ? value : 0 });
  }
  return { coin, revisions };
}

interface SlowQuery {
  at: ServiceReference;
  revisions: readonly string[];
  span: Span;
  slowerThan: number;
}

async function readSlow(ask: Ask, { at, revisions, span, slowerThan }: SlowQuery): Promise<Reading> {
  const table = new Map<string, Map<number, Arm>>();
  for (const { labels, points } of await readLatencies(ask, { at, revisions, span })) {
    for (const { start, value, histogram } of points) {
      const failures = histogram ? countAbove(histogram, slowerThan) : 0;
      addTo(table, { revision: labels['revision_name'] ?? '', start }, { requests: value, failures });
    }
  }
  return { coin: 'slow', revisions: table };
}

function readLatencies(ask: Ask, { at, revisions, span }: Omit<SlowQuery, 'slowerThan'>): Promise<Series[]> {
  const filter = filterOf('run.googleapis.com/request_latencies', at, revisions);
  return listTimeSeries(ask, { project: at.project, filter, span, groupBy: [REVISION] });
}

/** All latencies of a revision over a span, in one list of histograms. */
export async function readHistograms(
  ask: Ask,
  query: { at: ServiceReference; revision: string; span: Span },
): Promise<Distribution[]> {
  const series = await readLatencies(ask, { ...query, revisions: [query.revision] });
  return series.flatMap(({ points }) => points.flatMap(({ histogram }) => histogram ?? []));
}

function filterOf(
  metric: string,
  { service, region }: ServiceReference,
  revisions: readonly string[],
): string {
  const quoted = (text: string): string => JSON.stringify(text);
  return [
    `metric.type = ${quoted(metric)}`,
    'resource.type = "cloud_run_revision"',
    `resource.labels.service_name = ${quoted(service)}`,
    `resource.labels.location = ${quoted(region)}`,
    `${REVISION} = one_of(${revisions.map(quoted).join(', ')})`,
  ].join(' AND ');
}
