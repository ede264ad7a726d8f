import type { protos } from '@google-cloud/monitoring';
import { MetricServiceClient } from '@google-cloud/monitoring';
import { credentials } from '@grpc/grpc-js';
import { OAuth2Client } from 'google-auth-library';
import type { ClientOptions } from 'google-gax';
import type { Clock } from '../../emulators/clock';
import type { Monitoring, MonitoringOptions } from '../../emulators/monitoring';
import { startMonitoring } from '../../emulators/monitoring';
import type { ServedRequest } from '../../emulators/telemetry/served-request';

export type TimeSeries = protos.google.monitoring.v3.ITimeSeries;
type ListRequest = protos.google.monitoring.v3.IListTimeSeriesRequest;

export const transports = ['REST', 'gRPC'] as const;
export type Transport = (typeof transports)[number];

/** A full minute, at which the tests begin. */
export const noon = Date.parse('2026-11-20T12:00:00Z');
export const minute = 60_000;

/** A clock that stands until a test moves it. */
export interface ManualClock extends Clock {
  at: number;
}

export function manualClock(at = noon): ManualClock {
  const clock: ManualClock = {
    at,
    now: () => clock.at,
    sleep: (ms) => {
      clock.at += ms;
      return Promise.resolve();
    },
  };
  return clock;
}

/** A request of `app-1` that was answered with 200 in 20 ms, half a minute after noon. */
export function served(more: Partial<ServedRequest> = {}): ServedRequest {
  return {
    ...{ project: 'demo', location: 'europe-west1', service: 'app', revision: 'app-1' },
    ...{ status: 200, milliseconds: 20, at: noon + minute / 2 },
    ...more,
  };
}

/** How a client is made to talk to an emulator on loopback, with a token. */
export function clientSettings(
  transport: Transport,
  { port, grpcPort }: { port: number; grpcPort: number },
  token = 'emulated',
): ClientOptions & { projectId: string } {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: token, expiry_date: Date.now() + 3_600_000 });
  const common = { apiEndpoint: '127.0.0.1', authClient, projectId: 'demo' };
  if (transport === 'REST') return { ...common, port, protocol: 'http', fallback: true };
  // Google's client sends call credentials over TLS only; the token goes as metadata instead.
  return { ...common, port: grpcPort, sslCreds: credentials.createInsecure() };
}

export const requestCount = 'metric.type="run.googleapis.com/request_count"';
export const requestLatencies = 'metric.type="run.googleapis.com/request_latencies"';

/** What is asked about when a test says nothing else: the ten minutes after noon, raw. */
export function query(more: ListRequest = {}): ListRequest {
  const interval = { startTime: { seconds: noon / 1000 }, endTime: { seconds: noon / 1000 + 600 } };
  return { name: 'projects/demo', filter: requestCount, interval, ...more };
}

/** Sums of every minute, by these labels. */
export function summedBy(...groupByFields: string[]): ListRequest {
  return {
    aggregation: {
      alignmentPeriod: { seconds: 60 },
      perSeriesAligner: 'ALIGN_DELTA',
      crossSeriesReducer: 'REDUCE_SUM',
      groupByFields,
    },
  };
}

/** An emulator, its clock, and Google's own client that talks to it. */
export interface Bed {
  monitoring: Monitoring;
  clock: ManualClock;
  client: MetricServiceClient;
  list(more?: ListRequest): Promise<TimeSeries[]>;
  /** By plain HTTP, with a token; the body's JSON. */
  get(path: string): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

export async function openBed(
  transport: Transport = 'REST',
  options: Partial<MonitoringOptions> = {},
): Promise<Bed> {
  const clock = manualClock();
  const monitoring = await startMonitoring({ clock, ...options });
  const client = new MetricServiceClient(clientSettings(transport, monitoring));
  return {
    monitoring,
    clock,
    client,
    list: async (more) => (await client.listTimeSeries(query(more), withToken))[0],
    get: async (path) => {
      const response = await fetch(`${monitoring.url}${path}`, withBearer);
      return { status: response.status, body: await response.json() };
    },
    close: async () => {
      await client.close();
      await monitoring.close();
    },
  };
}

const withBearer = { headers: { authorization: 'Bearer emulated' } };
/** Without TLS the gRPC client sends no call credentials, so the token goes as a header of the call. */
export const withToken = { otherArgs: { headers: { authorization: 'Bearer emulated' } }, autoPaginate: true };

/** The same for a single page. */
export const onePage = { ...withToken, autoPaginate: false };

/** Each point's value by the labels of its series and by the minute since noon in which it ends. */
export function counts(series: readonly TimeSeries[]): Record<string, Record<number, number>> {
  return Object.fromEntries(
    series.map(({ metric, resource, points }) => {
      const labels = { ...resource?.labels, ...metric?.labels };
      const shown = ['revision_name', 'response_code_class'].flatMap((label) => labels[label] ?? []);
      const values = (points ?? []).map(({ interval, value }) => [
        (Number(interval?.endTime?.seconds) * 1000 - noon) / minute,
        Number(value?.int64Value ?? value?.doubleValue),
      ]);
      return [shown.join(' '), Object.fromEntries(values) as Record<number, number>];
    }),
  );
}
