import type { JsonObject } from '../proto/json';
import type { MetricKind, ValueType } from './series';

/** What is known of a metric besides its points: a `google.api.MetricDescriptor`. */
export interface Descriptor {
  type: string;
  metricKind: MetricKind;
  valueType: ValueType;
  unit: string;
  displayName: string;
  description: string;
  labels: readonly string[];
  /** The monitored resource that has it, and that one's labels; custom metrics are on many. */
  resource?: { type: string; labels: readonly string[] };
}

const revision = {
  type: 'cloud_run_revision',
  labels: ['project_id', 'location', 'service_name', 'revision_name', 'configuration_name'],
};
const response = ['response_code', 'response_code_class'];

export const requestCount = {
  type: 'run.googleapis.com/request_count',
  metricKind: 'DELTA',
  valueType: 'INT64',
  unit: '1',
  displayName: 'Request Count',
  description: 'Requests that reached an instance of the revision, by the code of the response.',
  labels: response,
  resource: revision,
} as const satisfies Descriptor;

export const requestLatencies = {
  type: 'run.googleapis.com/request_latencies',
  metricKind: 'DELTA',
  valueType: 'DISTRIBUTION',
  unit: 'ms',
  displayName: 'Request Latency',
  description: 'How long requests that reached an instance of the revision took, in milliseconds.',
  labels: response,
  resource: revision,
} as const satisfies Descriptor;

/** How often Cloud Run's metrics have a point, in milliseconds. */
export const samplePeriod = 60_000;

/** @param ingestDelay how late points become visible, in milliseconds */
export function descriptorJson(project: string, descriptor: Descriptor, ingestDelay: number): JsonObject {
  const { resource, labels, ...rest } = descriptor;
  const own = resource && {
    monitoredResourceTypes: [resource.type],
    metadata: { samplePeriod: `${samplePeriod / 1000}s`, ingestDelay: `${ingestDelay / 1000}s` },
    launchStage: 'GA',
  };
  return {
    ...rest,
    name: `projects/${project}/metricDescriptors/${rest.type}`,
    labels: labels.map((key) => ({ key, valueType: 'STRING' })),
    ...own,
  };
}
