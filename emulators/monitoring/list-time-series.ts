import { faultOf } from '../faults';
import type { JsonObject } from '../proto/json';
import { isJsonObject, textOf } from '../proto/json';
import { ApiError } from '../proto/status';
import type { CallContext } from '../server';
import { pageState, pageToken } from '../telemetry/page';
import type { Interval } from './aggregation';
import { aggregate, readAggregation } from './aggregation';
import { samplePeriod } from './descriptors';
import { invalidField } from './invalid-field';
import { momentOf } from './moments';
import { projectOf, unknownMetric } from './names';
import type { Point, Series } from './series';
import { seriesJson } from './series';
import { readSeriesFilter } from './series-filter';
import type { MetricStore } from './store';

const mostResults = 100_000;

/** Answers `timeSeries.list`. All pages of a query show what was visible when its first one was asked for. */
export function listTimeSeries(
  store: MetricStore,
  request: JsonObject,
  { call, faults }: CallContext,
): JsonObject {
  refuseUnsupported(request);
  const stale = faultOf(faults, 'stale-read') === undefined ? 0 : samplePeriod;
  const page = pageState(request, call.at - stale);
  if (!page) throw invalidField('pageToken', textOf(request['pageToken']), 'The token is not of this query.');
  const results = query(store, request, page.asOf).flatMap((series) => resultsOf(series, request));
  const next = page.offset + pageSize(request);
  const more = next < results.length ? { nextPageToken: pageToken(request, { ...page, offset: next }) } : {};
  return { timeSeries: regrouped(results.slice(page.offset, next)), ...more };
}

function refuseUnsupported(request: JsonObject): void {
  if (request['secondaryAggregation'] !== undefined) {
    throw new ApiError('UNIMPLEMENTED', 'secondaryAggregation is not emulated.');
  }
  const orderBy = textOf(request['orderBy']);
  if (orderBy !== '') throw invalidField('orderBy', orderBy, 'The field is not supported.');
}

function query(store: MetricStore, request: JsonObject, asOf: number): Series[] {
  const project = projectOf(request);
  const filter = readSeriesFilter(textOf(request['filter']));
  const interval = readInterval(request);
  const aggregation = readAggregation(request);
  const descriptor = store.descriptor(project, filter.metricType);
  if (!descriptor) throw unknownMetric(filter.metricType);
  filter.checkAgainst(descriptor);
  const matching = store.visible(project, filter.metricType, asOf).filter((series) => filter.matches(series));
  return aggregate(matching, interval, aggregation);
}

function readInterval(request: JsonObject): Interval {
  const interval = isJsonObject(request['interval']) ? request['interval'] : {};
  const endTime = textOf(interval['endTime']);
  const end = momentOf(endTime);
  if (end === undefined) throw invalidField('interval.endTime', endTime, 'The end time must be specified.');
  const startTime = textOf(interval['startTime']);
  const start = momentOf(startTime);
  if (start === undefined || start >= end) {
    const why = `The start time must be before the end time (${endTime}).`;
    throw invalidField('interval.startTime', startTime, why);
  }
  return { start, end };
}

function pageSize(request: JsonObject): number {
  const size = Number(request['pageSize'] ?? 0);
  if (size < 0) throw invalidField('pageSize', String(size), 'The page size must not be negative.');
  return Math.min(size || mostResults, mostResults);
}

/** What a page counts: points, newest first, or whole series where only headers are asked for. */
interface Result {
  series: Series;
  point?: Point;
}

function resultsOf(series: Series, { view }: JsonObject): Result[] {
  if (view === 'HEADERS') return [{ series }];
  return series.points.toReversed().map((point) => ({ series, point }));
}

function regrouped(results: readonly Result[]): JsonObject[] {
  const groups = Map.groupBy(results, ({ series }) => series);
  return [...groups].map(([series, own]) =>
    seriesJson(
      series,
      own.flatMap(({ point }) => point ?? []),
    ),
  );
}
