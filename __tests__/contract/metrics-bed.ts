import { startLogging } from '../../emulators/logging';
import type { Logging } from '../../emulators/logging';
import { startMonitoring } from '../../emulators/monitoring';
import type { Monitoring, MonitoringOptions } from '../../emulators/monitoring';
import type { Caller } from '../../lib/metrics';
import { environmentOf } from '../../lib/runner/environment';

export const MINUTE = 60_000;
/** When the tests begin to count: a whole minute. */
export const NOON = Date.parse('2026-11-20T12:00:00Z');
export const at = { project: 'demo-project', region: 'europe-west1', service: 'app' } as const;

/** Requests of one minute and revision. */
export interface Served {
  revision: 'app-old' | 'app-new';
  /** Minutes after noon. */
  minute: number;
  requests: number;
  status?: number;
  millis?: number;
  /** Sent by us, to the revision's own address. */
  probe?: boolean;
}

/** Emulated Monitoring and Logging on a clock that the test moves. */
export interface MetricsBed {
  monitoring: Monitoring;
  logging: Logging;
  caller: Caller;
  serve(served: Served): void;
  /** Minutes after noon. */
  goTo(minute: number): void;
  close(): Promise<void>;
}

export async function openMetricsBed(options: Partial<MonitoringOptions> = {}): Promise<MetricsBed> {
  let now = NOON;
  const clock = {
    now: () => now,
    sleep: (milliseconds: number) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
  const shared = { clock, ...(options.permissionsOf ? { permissionsOf: options.permissionsOf } : {}) };
  const [monitoring, logging] = await Promise.all([
    startMonitoring({ ...options, ...shared }),
    startLogging({ ...shared, readsPerMinute: 10_000 }),
  ]);
  const variables = {
    SLUICE_MONITORING_ENDPOINT: monitoring.url,
    SLUICE_LOGGING_ENDPOINT: logging.url,
  };
  return {
    monitoring,
    logging,
    caller: {
      ...{ clock, variables, random: () => 0.5, signal: new AbortController().signal },
      environment: environmentOf(variables),
    },
    serve: (served) => {
      for (const request of requestsOf(served)) {
        monitoring.record(request);
        logging.record(request);
      }
    },
    goTo: (minute) => {
      now = NOON + minute * MINUTE;
    },
    close: async () => {
      await Promise.all([monitoring.close(), logging.close()]);
    },
  };
}

/** Spread over the minute. */
function requestsOf({ revision, minute, requests, status = 200, millis = 20, probe = false }: Served) {
  return Array.from({ length: requests }, (_, index) => ({
    ...{ project: at.project, location: at.region, service: at.service },
    ...{ revision, instance: `${revision}-1`, status, milliseconds: millis },
    at: NOON + minute * MINUTE + Math.floor(((index + 0.5) * MINUTE) / requests),
    method: 'GET',
    origin: probe
      ? `https://${revision === 'app-old' ? 'stable' : 'candidate'}---app.example`
      : 'https://app.example',
    path: '/questions',
    userAgent: probe ? 'sluice-probe' : 'a visitor',
  }));
}
