/** `projects.timeSeries.list` of the Monitoring API v3. Source: google/monitoring/v3/metric_service.proto. */
import { z } from 'zod';
import { ApiError, Code } from '../google';
import type { Ask } from './connection';
import { distribution } from './distribution';
import type { Distribution } from './distribution';
import { MINUTE } from './model';
import type { Span } from './model';
import { count } from './numbers';

/** What is asked for: sums of each minute, one series for each value of the labels. */
export interface SeriesQuery {
  project: string;
  /** A Monitoring filter. */
  filter: string;
  span: Span;
  /** Such as `resource.labels.revision_name`; none for one sum of everything. */
  groupBy: readonly string[];
}

/** One series, reduced to the labels that were asked for. */
export interface Series {
  labels: Readonly<Record<string, string>>;
  points: readonly Point[];
}

/** What happened in one minute. */
export interface Point {
  /** Unix milliseconds, a whole minute. */
  start: number;
  /** The number, or the number of values where there is a histogram. */
  value: number;
  histogram?: Distribution;
}

const labels = z.object({ labels: z.record(z.string(), z.string()).default({}) });
const point = z.object({
  interval: z.object({ endTime: z.iso.datetime({ offset: true }) }),
  value: z.object({
    int64Value: count.optional(),
    doubleValue: z.number().min(0).optional(),
    distributionValue: distribution.optional(),
  }),
});
const page = z.object({
  timeSeries: z
    .array(
      z.object({
        metric: labels.default({ labels: {} }),
        resource: labels.default({ labels: {} }),
        points: z.array(point).default([]),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});

/** An hour of two revisions is one page; more than this is no answer to what was asked. */
const MOST_PAGES = 20;

/**
 * All series that match, a point for each minute that has data.
 * @throws ApiError
 */
export async function listTimeSeries(ask: Ask, query: SeriesQuery): Promise<Series[]> {
  const found: Series[] = [];
  let token: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const parameters = parametersOf(query);
    if (token !== undefined) parameters.set('pageToken', token);
    const answer = page.safeParse(
      await ask({ path: `/v3/projects/${query.project}/timeSeries`, parameters }),
    );
    if (!answer.success) throw unreadable('timeSeries.list', answer.error);
    found.push(...answer.data.timeSeries.map(seriesFrom));
    token = answer.data.nextPageToken;
    if (!token) return found;
  }
  throw new ApiError(`Cloud Monitoring gave more than ${MOST_PAGES} pages.`, Code.INTERNAL);
}

function parametersOf({ filter, span, groupBy }: SeriesQuery): URLSearchParams {
  const parameters = new URLSearchParams({
    filter,
    'interval.startTime': new Date(span.from).toISOString(),
    // Points are aligned backwards from here, so it has to be a whole minute.
    'interval.endTime': new Date(span.to).toISOString(),
    'aggregation.alignmentPeriod': '60s',
    'aggregation.perSeriesAligner': 'ALIGN_DELTA',
    'aggregation.crossSeriesReducer': 'REDUCE_SUM',
    view: 'FULL',
  });
  for (const label of groupBy) parameters.append('aggregation.groupByFields', label);
  return parameters;
}

type Row = z.infer<typeof page>['timeSeries'][number];

function seriesFrom({ metric, resource, points }: Row): Series {
  return { labels: { ...resource.labels, ...metric.labels }, points: points.map(pointFrom) };
}

function pointFrom({ interval, value }: z.infer<typeof point>): Point {
  const { int64Value, doubleValue, distributionValue } = value;
  return {
    start: Math.floor((Date.parse(interval.endTime) - 1) / MINUTE) * MINUTE,
    value: int64Value ?? Math.round(doubleValue ?? distributionValue?.count ?? 0),
    ...(distributionValue ? { histogram: distributionValue } : {}),
  };
}

/** An answer in another shape than the API's own description says. */
export function unreadable(what: string, { issues }: z.ZodError): ApiError {
  const where = issues.map(({ path }) => path.join('.') || 'the whole').slice(0, 3);
  return new ApiError(`The answer to ${what} is not as described (${where.join(', ')}).`, Code.INTERNAL);
}
