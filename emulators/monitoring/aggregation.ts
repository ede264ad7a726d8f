import type { JsonObject } from '../proto/json';
import { isJsonObject, textOf } from '../proto/json';
import { ApiError } from '../proto/status';
import { cumulativeToDelta } from './delta';
import { invalidField } from './invalid-field';
import { durationMs } from './moments';
import type { Labelled, MetricKind, Point, Series, Value, ValueType } from './series';
import { addValues, seriesKey } from './series';

/** A time from which a read excludes the start and includes the end, in milliseconds. */
export interface Interval {
  start: number;
  end: number;
}

type Aligner = 'ALIGN_NONE' | 'ALIGN_DELTA' | 'ALIGN_RATE' | 'ALIGN_SUM';

/** A request's aggregation, checked. */
export interface Aggregation {
  aligner: Aligner;
  /** Milliseconds. */
  period: number;
  reduces: boolean;
  /** `resource.labels.revision_name`, in any spelling that the API takes. */
  groupBy: string[];
}

const leastPeriod = 60_000;

/** Reads a request's aggregation. Throws INVALID_ARGUMENT, or UNIMPLEMENTED with the name of what is not emulated. */
export function readAggregation(request: JsonObject): Aggregation {
  const asked = isJsonObject(request['aggregation']) ? request['aggregation'] : {};
  const aligner = emulatedAligner(textOf(asked['perSeriesAligner']) || 'ALIGN_NONE');
  const reducer = textOf(asked['crossSeriesReducer']) || 'REDUCE_NONE';
  if (reducer !== 'REDUCE_NONE' && reducer !== 'REDUCE_SUM') throw notEmulated(reducer);
  const reduces = reducer === 'REDUCE_SUM';
  const period = durationMs(textOf(asked['alignmentPeriod']));
  if (reduces && aligner === 'ALIGN_NONE') {
    throw invalidField('aggregation.perSeriesAligner', aligner, 'An aligner is needed to reduce series.');
  }
  if (aligner !== 'ALIGN_NONE' && period < leastPeriod) {
    const field = 'aggregation.alignmentPeriod';
    throw invalidField(field, textOf(asked['alignmentPeriod']), 'The period must be at least 60 seconds.');
  }
  const fields = asked['groupByFields'];
  return { aligner, period, reduces, groupBy: Array.isArray(fields) ? fields.map(textOf) : [] };
}

function emulatedAligner(name: string): Aligner {
  if (name === 'ALIGN_NONE' || name === 'ALIGN_DELTA' || name === 'ALIGN_RATE' || name === 'ALIGN_SUM') {
    return name;
  }
  throw notEmulated(name);
}

function notEmulated(name: string): ApiError {
  return new ApiError('UNIMPLEMENTED', `${name} is not emulated.`);
}

/** The series aligned to periods that count back from the interval's end, and summed where that is asked for. */
export function aggregate(all: readonly Series[], interval: Interval, asked: Aggregation): Series[] {
  const aligned = all
    .map((series) => align(series, interval, asked))
    .filter(({ points }) => points.length > 0);
  return asked.reduces ? reduce(aligned, asked.groupBy) : aligned;
}

function align(series: Series, interval: Interval, { aligner, period }: Aggregation): Series {
  checkAligner(series, aligner);
  const { start, end } = interval;
  const source = aligner === 'ALIGN_NONE' ? series : cumulativeToDelta(series);
  const points = source.points.filter((point) => point.end > start && point.end <= end);
  if (aligner === 'ALIGN_NONE') return { ...series, points };
  const sums = sumsBy(points, (point) => end - Math.floor((end - point.end) / period) * period);
  return {
    ...source,
    ...alignedType(aligner, series),
    points: sums.map((sum) => shaped(sum, aligner, period)),
  };
}

function checkAligner({ metricKind, valueType }: Series, aligner: Aligner): void {
  const applies =
    aligner === 'ALIGN_NONE' ||
    ((aligner === 'ALIGN_SUM' ? metricKind !== 'CUMULATIVE' : metricKind !== 'GAUGE') &&
      !(aligner === 'ALIGN_RATE' && valueType === 'DISTRIBUTION'));
  if (applies) return;
  const why = `The aligner cannot be applied to metrics with kind ${metricKind} and value type ${valueType}.`;
  throw invalidField('aggregation.perSeriesAligner', aligner, why);
}

function alignedType(
  aligner: Aligner,
  series: Series,
): { metricKind: MetricKind; valueType: ValueType; unit: string } {
  const { valueType, unit } = series;
  if (aligner === 'ALIGN_DELTA') return { metricKind: 'DELTA', valueType, unit };
  if (aligner === 'ALIGN_SUM') return { metricKind: 'GAUGE', valueType, unit };
  return { metricKind: 'GAUGE', valueType: 'DOUBLE', unit: unit === '1' ? '1/s' : `${unit}/s` };
}

function shaped({ end, value }: { end: number; value: Value }, aligner: Aligner, period: number): Point {
  if (aligner === 'ALIGN_DELTA') return { start: end - period, end, value };
  const rate = aligner === 'ALIGN_RATE' && typeof value === 'number' ? value / (period / 1000) : value;
  return { start: end, end, value: rate };
}

/** Sums of points, by the end that each is given; oldest first. */
function sumsBy(points: readonly Point[], endOf: (point: Point) => number): { end: number; value: Value }[] {
  const sums = new Map<number, Value>();
  for (const point of points) {
    const end = endOf(point);
    const sum = sums.get(end);
    sums.set(end, sum === undefined ? point.value : addValues(sum, point.value));
  }
  return [...sums].map(([end, value]) => ({ end, value })).sort((one, other) => one.end - other.end);
}

function reduce(aligned: readonly Series[], groupBy: readonly string[]): Series[] {
  const groups = Map.groupBy(aligned, (series) => seriesKey(kept(series, groupBy)));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return [{ ...first, ...kept(first, groupBy), points: summed(group.flatMap(({ points }) => points)) }];
  });
}

function summed(points: readonly Point[]): Point[] {
  const lengths = new Map(points.map(({ start, end }) => [end, end - start]));
  return sumsBy(points, ({ end }) => end).map((sum) => ({
    ...sum,
    start: sum.end - (lengths.get(sum.end) ?? 0),
  }));
}

/** Metric and resource with no labels but those that are grouped by; the project's stays. */
function kept({ metric, resource }: Series, groupBy: readonly string[]): Pick<Series, 'metric' | 'resource'> {
  const only = ({ type, labels }: Labelled, prefix: string, always: readonly string[]): Labelled => {
    const chosen = Object.entries(labels).filter(
      ([label]) =>
        always.includes(label) ||
        groupBy.includes(`${prefix}.labels.${label}`) ||
        groupBy.includes(`${prefix}.label.${label}`),
    );
    return { type, labels: Object.fromEntries(chosen) };
  };
  return { metric: only(metric, 'metric', []), resource: only(resource, 'resource', ['project_id']) };
}
