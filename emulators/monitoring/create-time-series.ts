import type { JsonObject } from '../proto/json';
import { isJsonObject } from '../proto/json';
import { ApiError } from '../proto/status';
import type { CustomPoint } from './custom-point';
import { readCustomPoint } from './custom-point';
import type { Descriptor } from './descriptors';
import { invalidField } from './invalid-field';
import { projectOf } from './names';
import { seriesKey } from './series';
import type { MetricStore } from './store';

const mostSeries = 200;
const leastApart = 5_000;
const oldest = 25 * 3_600_000;
const newest = 5 * 60_000;

/**
 * Answers `timeSeries.create`: one point for each series, later than those before. What is wrong with one point does
 * not keep the others from being written.
 */
export function createTimeSeries(store: MetricStore, request: JsonObject, now: number): JsonObject {
  const project = projectOf(request);
  const sent = Array.isArray(request['timeSeries']) ? request['timeSeries'] : [];
  if (sent.length === 0 || sent.length > mostSeries) {
    throw invalidField('timeSeries', `${sent.length} series`, `There must be 1 to ${mostSeries}.`);
  }
  const points = sent.map((series, at) => readCustomPoint(isJsonObject(series) ? series : {}, project, at));
  refuseDuplicates(points);
  const failures = points.flatMap((point, at) => {
    const failure = write(store, project, point, now);
    return failure === undefined ? [] : [`${failure}: timeSeries[${at}]`];
  });
  if (failures.length === 0) return {};
  const message = `One or more TimeSeries could not be written: ${failures.join('; ')}`;
  throw new ApiError('INVALID_ARGUMENT', message, { details: [summary(points.length, failures.length)] });
}

function refuseDuplicates(points: readonly CustomPoint[]): void {
  const keys = points.map(({ series }) => seriesKey(series));
  const at = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (at === -1) return;
  const why = 'Duplicate TimeSeries encountered. Only one point can be written per TimeSeries per request.';
  throw new ApiError('INVALID_ARGUMENT', `Field timeSeries[${at}] had an invalid value: ${why}`);
}

/** @returns why the point cannot be written */
function write(
  store: MetricStore,
  project: string,
  { series: wanted, point }: CustomPoint,
  now: number,
): string | undefined {
  if (point.end < now - oldest || point.end > now + newest) {
    return 'Data points cannot be written more than 25 hours in the past or 5 minutes in the future.';
  }
  const known = store.state.customMetrics.get(metricKey(project, wanted.metric.type));
  if (known && (known.metricKind !== wanted.metricKind || known.valueType !== wanted.valueType)) {
    return `The metric is of kind ${known.metricKind} and value type ${known.valueType}`;
  }
  const late = tooSoon(store, wanted, point.end);
  if (late !== undefined) return late;
  store.state.customMetrics.set(metricKey(project, wanted.metric.type), described(wanted, known));
  const series = store.seriesOf({ ...wanted, unit: known?.unit ?? wanted.unit });
  series.points.push({ ...point, visibleAt: now + store.delays.customVisibleAfterMs });
  return undefined;
}

function tooSoon(store: MetricStore, wanted: CustomPoint['series'], end: number): string | undefined {
  const last = store.state.series.get(seriesKey(wanted))?.points.at(-1);
  if (!last) return undefined;
  if (end <= last.end) {
    return 'Points must be written in order. One or more of the points specified had an older end time than the most recent point.';
  }
  if (end >= last.end + leastApart) return undefined;
  return 'One or more points were written more frequently than the maximum sampling period configured for the metric.';
}

const metricKey = (project: string, type: string): string => `${project} ${type}`;

/** The first write of a metric makes its descriptor; later ones add labels. */
function described(
  { metric, metricKind, valueType, unit }: CustomPoint['series'],
  known?: Descriptor,
): Descriptor {
  const labels = [...new Set([...(known?.labels ?? []), ...Object.keys(metric.labels)])];
  const { type } = metric;
  return { type, metricKind, valueType, unit, displayName: '', description: '', ...known, labels };
}

function summary(total: number, failed: number): JsonObject {
  return {
    '@type': 'type.googleapis.com/google.monitoring.v3.CreateTimeSeriesSummary',
    totalPointCount: total,
    successPointCount: total - failed,
    errors: [{ status: { code: 3 }, pointCount: failed }],
  };
}
