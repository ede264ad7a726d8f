/** Reads a metric of the caller's, minute by minute. */
import { z } from 'zod';
import type { Ask } from './connection';
import { MINUTE } from './model';
import type { Minutes, Reading, Span, TrafficSource } from './model';
import { REVISION_PLACEHOLDER } from './own-metric';
import type { Amount, OwnMetric } from './own-metric';
import { METRIC_DELAY } from './request-metrics';
import { listTimeSeries, unreadable } from './time-series';

/** A metric of the caller's as a source of one coin. What probes do to it is the caller's to know. */
export function ownMetricSource(ask: Ask, project: string, metric: OwnMetric): TrafficSource {
  const countsOf = (amount: Amount, revision: string, span: Span): Promise<Map<number, number>> =>
    'promql' in amount
      ? evaluated(ask, { project, query: named(amount.promql, revision), span })
      : summed(ask, { project, filter: named(amount.filter, revision), span });
  const minutesOf = async (revision: string, span: Span): Promise<Minutes> => {
    const [bad, total] = await Promise.all([
      countsOf(metric.bad, revision, span),
      countsOf(metric.total, revision, span),
    ]);
    return new Map([...total].map(([start, requests]) => [start, armOf(requests, bad.get(start) ?? 0)]));
  };
  return {
    name: `metric/${metric.name}`,
    delay: METRIC_DELAY,
    includesProbes: false,
    missesUnserved: false,
    read: async (revisions, span): Promise<Reading[]> => {
      const read = await Promise.all(
        revisions.map(async (revision) => [revision, await minutesOf(revision, span)] as const),
      );
      return [{ coin: metric.name, revisions: new Map(read) }];
    },
  };
}

/** PromQL's `increase` extrapolates, so that bad can come out a little above total. */
const armOf = (requests: number, bad: number): { requests: number; failures: number } => ({
  requests,
  failures: Math.min(requests, bad),
});

/** Names of revisions have no character that would mean anything in a filter or in PromQL. */
const named = (written: string, revision: string): string =>
  written.replaceAll(REVISION_PLACEHOLDER, revision);

async function summed(
  ask: Ask,
  query: { project: string; filter: string; span: Span },
): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const { points } of await listTimeSeries(ask, { ...query, groupBy: [] }))
    for (const { start, value } of points) counts.set(start, (counts.get(start) ?? 0) + value);
  return counts;
}

/** The answer of Prometheus to `query_range`: https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries */
const matrix = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
});

async function evaluated(
  ask: Ask,
  { project, query, span }: { project: string; query: string; span: Span },
): Promise<Map<number, number>> {
  const seconds = (at: number): string => String(at / 1_000);
  const parameters = new URLSearchParams({
    query,
    // At the end of each minute, for what happened in it.
    start: seconds(span.from + MINUTE),
    end: seconds(span.to),
    step: '60s',
  });
  const path = `/v1/projects/${project}/location/global/prometheus/api/v1/query_range`;
  const answer = matrix.safeParse(await ask({ path, parameters }));
  if (!answer.success) throw unreadable('query_range', answer.error);
  const counts = new Map<number, number>();
  for (const [at, written] of answer.data.data.result.flatMap(({ values }) => values)) {
    const start = Math.round(at * 1_000) - MINUTE;
    const value = Number(written);
    if (Number.isFinite(value) && value >= 0) counts.set(start, (counts.get(start) ?? 0) + Math.round(value));
  }
  return counts;
}
