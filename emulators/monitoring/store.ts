import { createHash } from 'node:crypto';
import type { ServedRequest } from '../telemetry/served-request';
import { reachedInstance, revisionLabels } from '../telemetry/served-request';
import type { Descriptor } from './descriptors';
import { requestCount, requestLatencies, samplePeriod } from './descriptors';
import { distributionOf } from './distribution';
import type { Series, StoredPoint, Value } from './series';
import { addValues, seriesKey } from './series';

/** Which of Cloud Run's points come later than the others, and by how much. */
export interface Lateness {
  /** Of a hundred points how many are late: a number from 0 to 1. */
  share: number;
  /** By how much, in emulated milliseconds. */
  byMs: number;
  /** Another seed makes other points late; the same one always the same points. */
  seed?: string;
}

export interface Delays {
  /** From the end of a minute to when Cloud Run's point for it is visible, in emulated milliseconds. */
  visibleAfterMs: number;
  /** From its writing to when a point of a custom metric is visible, in emulated milliseconds. */
  customVisibleAfterMs: number;
  late?: Lateness;
}

/** Everything that the emulator knows; tests may look into it. */
export interface MonitoringState {
  /** By metric, resource and labels. */
  readonly series: Map<string, Series<StoredPoint>>;
  /** By project and metric type, `demo custom.googleapis.com/failures`; only those of custom metrics. */
  readonly customMetrics: Map<string, Descriptor>;
}

export function emptyState(): MonitoringState {
  return { series: new Map(), customMetrics: new Map() };
}

/** The time series, and what of them is visible when. */
export class MetricStore {
  readonly state = emptyState();
  readonly delays: Delays;

  constructor(delays: Delays) {
    this.delays = delays;
  }

  /** Counts a request in both of Cloud Run's metrics, if it reached an instance. */
  record(request: ServedRequest): void {
    if (!reachedInstance(request)) return;
    this.#count(requestCount, request, 1);
    this.#count(requestLatencies, request, distributionOf(request.milliseconds));
  }

  /** What is known of a metric in a project; undefined for one that nobody has written. */
  descriptor(project: string, type: string): Descriptor | undefined {
    const own = [requestCount, requestLatencies].find((descriptor) => descriptor.type === type);
    return own ?? this.state.customMetrics.get(`${project} ${type}`);
  }

  /** A project's metrics: Cloud Run's two, and its own. */
  descriptors(project: string): Descriptor[] {
    const mine = [...this.state.customMetrics].filter(([key]) => key.startsWith(`${project} `));
    return [requestCount, requestLatencies, ...mine.map(([, descriptor]) => descriptor)];
  }

  /** A project's series of one metric, with the points that are visible at a time. */
  visible(project: string, type: string, at: number): Series[] {
    return [...this.state.series.values()]
      .filter(({ metric, resource }) => metric.type === type && resource.labels['project_id'] === project)
      .map((series) => ({ ...series, points: series.points.filter(({ visibleAt }) => visibleAt <= at) }));
  }

  /** The series with this metric and resource, made if there is none. */
  seriesOf(wanted: Omit<Series, 'points'>): Series<StoredPoint> {
    const key = seriesKey(wanted);
    const series = this.state.series.get(key) ?? { ...wanted, points: [] };
    this.state.series.set(key, series);
    return series;
  }

  #count(descriptor: Descriptor, request: ServedRequest, value: Value): void {
    const series = this.seriesOf({
      metric: { type: descriptor.type, labels: responseLabels(request.status) },
      resource: { type: 'cloud_run_revision', labels: revisionLabels(request) },
      metricKind: descriptor.metricKind,
      valueType: descriptor.valueType,
      unit: descriptor.unit,
    });
    const end = Math.ceil(request.at / samplePeriod) * samplePeriod;
    const point = series.points.findLast((known) => known.end === end);
    if (point) point.value = addValues(point.value, value);
    else this.#insert(series, end, value);
  }

  /** Intervals of a written series are closed, so each begins a millisecond after the one before has ended. */
  #insert(series: Series<StoredPoint>, end: number, value: Value): void {
    const visibleAt = end + this.delays.visibleAfterMs + this.#lateness(seriesKey(series), end);
    series.points.push({ start: end - samplePeriod + 1, end, value, visibleAt });
    series.points.sort((one, other) => one.end - other.end);
  }

  #lateness(key: string, end: number): number {
    const { late } = this.delays;
    if (!late) return 0;
    const digest = createHash('sha256')
      .update(`${late.seed ?? ''} ${key} ${end}`)
      .digest();
    return digest.readUInt32BE() / 2 ** 32 < late.share ? late.byMs : 0;
  }
}

/** 499, for a caller who left, is of class 4xx. */
function responseLabels(status: number): Record<string, string> {
  return { response_code: String(status), response_code_class: `${Math.floor(status / 100)}xx` };
}
