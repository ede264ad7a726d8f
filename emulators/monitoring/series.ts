import type { JsonObject } from '../proto/json';
import type { Distribution } from './distribution';
import { distributionJson, mergeDistributions } from './distribution';

export type MetricKind = 'GAUGE' | 'DELTA' | 'CUMULATIVE';
export type ValueType = 'INT64' | 'DOUBLE' | 'DISTRIBUTION';

/** A point's value: a number for INT64 and DOUBLE, a distribution for DISTRIBUTION. */
export type Value = number | Distribution;

/** A value over a time, in emulated milliseconds since the epoch. */
export interface Point {
  start: number;
  end: number;
  value: Value;
}

/** A point of the store, which no reader sees before its time. */
export interface StoredPoint extends Point {
  visibleAt: number;
}

export interface Labelled {
  type: string;
  labels: Record<string, string>;
}

/** Points of one metric on one resource, oldest first. */
export interface Series<P extends Point = Point> {
  metric: Labelled;
  resource: Labelled;
  metricKind: MetricKind;
  valueType: ValueType;
  unit: string;
  points: P[];
}

/** The sum of two values of the same kind. */
export function addValues(one: Value, other: Value): Value {
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  if (typeof one === 'number' || typeof other === 'number') {
    throw new TypeError('A number and a distribution have no sum.');
  }
  return mergeDistributions(one, other);
}

/** What tells a series from every other. */
export function seriesKey({ metric, resource }: Pick<Series, 'metric' | 'resource'>): string {
  const sorted = ({ type, labels }: Labelled): unknown[] => [type, ...Object.entries(labels).sort()];
  return JSON.stringify([sorted(metric), sorted(resource)]);
}

/** A series as the API answers it: newest point first, no points at all where only headers are asked for. */
export function seriesJson(series: Series, points: readonly Point[]): JsonObject {
  const { metric, resource, metricKind, valueType, unit } = series;
  return {
    metric: { type: metric.type, labels: metric.labels },
    resource: { type: resource.type, labels: resource.labels },
    metricKind,
    valueType,
    unit,
    points: points.map(({ start, end, value }) => ({
      interval: { startTime: timestamp(start), endTime: timestamp(end) },
      value: typedValue(valueType, value),
    })),
  };
}

function typedValue(valueType: ValueType, value: Value): JsonObject {
  if (typeof value !== 'number') return { distributionValue: distributionJson(value) };
  return valueType === 'INT64' ? { int64Value: String(value) } : { doubleValue: value };
}

/** RFC 3339, in UTC. */
export function timestamp(at: number): string {
  return new Date(at).toISOString();
}
