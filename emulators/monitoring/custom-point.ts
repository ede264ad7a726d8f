import type { JsonObject } from '../proto/json';
import { isJsonObject, textOf } from '../proto/json';
import { ApiError } from '../proto/status';
import { invalidField } from './invalid-field';
import { momentOf } from './moments';
import type { Labelled, MetricKind, Point, Series } from './series';

/** A point of a custom metric as a client sent it, and the series that it belongs to. */
export interface CustomPoint {
  series: Omit<Series, 'points'>;
  point: Point;
}

const customDomains = /^(custom|external|workload)\.googleapis\.com\/[A-Za-z0-9._/-]+$/;

/**
 * Reads one element of a request's `timeSeries`.
 * @param at which element, for the message
 * @throws ApiError INVALID_ARGUMENT, or UNIMPLEMENTED with the name of the type of value that is not emulated
 */
export function readCustomPoint(sent: JsonObject, project: string, at: number): CustomPoint {
  const field = `timeSeries[${at}]`;
  const metric = labelled(sent['metric']);
  if (!customDomains.test(metric.type)) {
    throw invalidField(`${field}.metric.type`, metric.type, 'Only user-defined metrics can be written.');
  }
  const metricKind = kindOf(textOf(sent['metricKind']), field);
  const [point, ...more] = Array.isArray(sent['points']) ? sent['points'] : [];
  if (!isJsonObject(point) || more.length > 0) {
    throw invalidField(
      `${field}.points`,
      `${more.length + (point ? 1 : 0)} points`,
      'Exactly one is needed.',
    );
  }
  const { valueType, value } = numberOf(point);
  const asked = textOf(sent['valueType']) || valueType;
  if (asked !== valueType)
    throw invalidField(`${field}.valueType`, asked, `The point's value is ${valueType}.`);
  const { type, labels } = labelled(sent['resource']);
  const resource = { type: type || 'global', labels: { ...labels, project_id: project } };
  const series = { metric, resource, metricKind, valueType, unit: textOf(sent['unit']) };
  return { series, point: { ...intervalOf(point, metricKind, `${field}.points[0].interval`), value } };
}

function labelled(sent: JsonObject[string]): Labelled {
  const { type, labels } = isJsonObject(sent) ? sent : {};
  const texts = Object.entries(isJsonObject(labels) ? labels : {}).map(([key, value]) => [
    key,
    textOf(value),
  ]);
  return { type: textOf(type), labels: Object.fromEntries(texts) as Record<string, string> };
}

function kindOf(asked: string, field: string): MetricKind {
  if (asked === '' || asked === 'METRIC_KIND_UNSPECIFIED') return 'GAUGE';
  if (asked === 'GAUGE' || asked === 'CUMULATIVE') return asked;
  throw invalidField(`${field}.metricKind`, asked, 'A user-defined metric is GAUGE or CUMULATIVE.');
}

function numberOf(point: JsonObject): { valueType: 'INT64' | 'DOUBLE'; value: number } {
  const { int64Value, doubleValue } = isJsonObject(point['value']) ? point['value'] : {};
  if (int64Value !== undefined) return { valueType: 'INT64', value: Number(int64Value) };
  if (doubleValue !== undefined) return { valueType: 'DOUBLE', value: Number(doubleValue) };
  throw new ApiError(
    'UNIMPLEMENTED',
    'Points of custom metrics other than INT64 and DOUBLE are not emulated.',
  );
}

/** A gauge is a moment, whatever is cumulative a time that is not empty. */
function intervalOf(point: JsonObject, kind: MetricKind, field: string): { start: number; end: number } {
  const sent = isJsonObject(point['interval']) ? point['interval'] : {};
  const end = momentOf(textOf(sent['endTime']));
  if (end === undefined) throw invalidField(`${field}.endTime`, '', 'The end time must be specified.');
  const start = momentOf(textOf(sent['startTime'])) ?? end;
  const startTime = textOf(sent['startTime']);
  if (kind === 'GAUGE' && start !== end) {
    throw invalidField(
      `${field}.startTime`,
      startTime,
      'The start time must be equal to the end time for the gauge metric.',
    );
  }
  if (kind === 'CUMULATIVE' && start >= end) {
    const endTime = textOf(sent['endTime']);
    const why = `The start time must be before the end time (${endTime}) for the non-gauge metric.`;
    throw invalidField(`${field}.startTime`, startTime, why);
  }
  return { start, end };
}
