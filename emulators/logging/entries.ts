import type { JsonObject } from '../proto/json';
import { isJsonObject } from '../proto/json';
import type { ServedRequest } from '../telemetry/served-request';
import { reachedInstance, revisionLabels } from '../telemetry/served-request';

/** An entry of the store, which no reader sees before its time. */
export interface StoredEntry {
  project: string;
  /** The entry's `timestamp`, in emulated milliseconds since the epoch. */
  at: number;
  visibleAt: number;
  /** A `google.logging.v2.LogEntry` in proto3 JSON. */
  entry: JsonObject;
}

/**
 * The entry that Cloud Run writes for a request, into the log `run.googleapis.com/requests`: dated when the request
 * came, and written when it was answered.
 * @param sequence tells entries of the same moment apart
 */
export function requestEntry(request: ServedRequest, sequence: number): JsonObject {
  const reached = reachedInstance(request);
  const instanceId = request.instance ?? request.revision ?? '';
  return {
    insertId: insertId(request.at, sequence),
    logName: `projects/${request.project}/logs/run.googleapis.com%2Frequests`,
    resource: { type: 'cloud_run_revision', labels: revisionLabels(request) },
    timestamp: new Date(cameAt(request)).toISOString(),
    receiveTimestamp: new Date(request.at).toISOString(),
    severity: severityOf(request.status),
    httpRequest: httpRequest(request),
    ...(reached ? { labels: { instanceId } } : { textPayload: refusalText(request.status) }),
  };
}

/** A line that a task of a job has printed. */
export interface PrintedLine {
  project: string;
  location: string;
  job: string;
  execution: string;
  /** Of the task, from 0. */
  index: number;
  stream: 'stdout' | 'stderr';
  line: string;
  /** In emulated milliseconds since the epoch. */
  at: number;
}

/**
 * The entry that Cloud Run writes for a line of a task (cloud.google.com/run/docs/logging): one that is a JSON object is
 * structured.
 */
export function lineEntry(printed: PrintedLine, sequence: number): JsonObject {
  const { project, location, job, execution, index, stream, line, at } = printed;
  const stamp = new Date(at).toISOString();
  const structured = jsonObjectIn(line);
  return {
    insertId: insertId(at, sequence),
    logName: `projects/${project}/logs/run.googleapis.com%2F${stream}`,
    resource: { type: 'cloud_run_job', labels: { project_id: project, location, job_name: job } },
    labels: {
      'run.googleapis.com/execution_name': execution,
      'run.googleapis.com/task_index': String(index),
    },
    timestamp: stamp,
    receiveTimestamp: stamp,
    ...(structured ? { jsonPayload: structured } : { textPayload: line }),
  };
}

function jsonObjectIn(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : undefined;
  } catch {
    // Text, as most lines are.
    return undefined;
  }
}

/** When a request came, in emulated milliseconds since the epoch. */
export function cameAt({ at, milliseconds }: ServedRequest): number {
  return Math.floor(at - milliseconds);
}

/** The seconds and microseconds of the answer and eight digits more, in hexadecimal. */
function insertId(at: number, sequence: number): string {
  const seconds = Math.floor(at / 1000);
  const microseconds = Math.floor((at - seconds * 1000) * 1000);
  return [seconds, microseconds, sequence].map((part) => part.toString(16).padStart(8, '0')).join('');
}

function httpRequest(request: ServedRequest): JsonObject {
  const { project, location, service, method = 'GET', path = '/', status, milliseconds, userAgent } = request;
  const origin = request.origin ?? `https://${service}-${project}.${location}.run.app`;
  return {
    requestMethod: method,
    requestUrl: `${origin}${path}`,
    status,
    latency: `${(milliseconds / 1000).toFixed(9)}s`,
    remoteIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}

function severityOf(status: number): string {
  if (status >= 500) return 'ERROR';
  return status >= 400 ? 'WARNING' : 'INFO';
}

/** What Cloud Run says of a request that no instance took (cloud.google.com/run/docs/troubleshooting). */
function refusalText(status: number): string {
  if (status === 401 || status === 403) {
    return 'The request was not authenticated. Either allow unauthenticated invocations or set the proper Authorization header.';
  }
  return 'The request was aborted because there was no available instance.';
}
