import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Fault } from '../faults';
import { Faults } from '../faults';
import { startGrpcServer } from '../proto/grpc';
import { bindMethods } from '../proto/methods';
import { restServer } from '../proto/rest';
import type { Call, CallHooks } from '../call';
import { CallLog, listenOnLoopback } from '../server';
import type { PermissionsOf } from '../telemetry/access';
import type { ServedRequest } from '../telemetry/served-request';
import { metricHandlers } from './handlers';
import { withPrometheus } from './prometheus';
import type { Lateness, MonitoringState } from './store';
import { MetricStore } from './store';

export type { PermissionsOf } from '../telemetry/access';
export type { ServedRequest } from '../telemetry/served-request';
export { latencyBuckets } from './distribution';
export type { Lateness, MonitoringState } from './store';

/** How to emulate Cloud Monitoring; times in emulated milliseconds. */
export interface MonitoringOptions extends CallHooks {
  clock: Clock;
  /** The REST port, PromQL's too; any that is free when left out. */
  port?: number;
  grpcPort?: number;
  faults?: readonly Fault[];
  /** Who may do what, by bearer token; whoever has a token may do everything when left out. */
  permissionsOf?: PermissionsOf;
  /** From the end of a minute until Cloud Run's points for it are visible; 180,000 when left out. */
  visibleAfterMs?: number;
  /** From its writing until a point of a custom metric is visible; 10,000 when left out. */
  customVisibleAfterMs?: number;
  /** Makes some of Cloud Run's points later than the others; none when left out. */
  late?: Lateness;
}

/** An emulated Cloud Monitoring that listens on loopback. */
export interface Monitoring {
  /** The endpoint of REST and of PromQL: `http://127.0.0.1:PORT`. */
  url: string;
  port: number;
  grpcPort: number;
  /** Every time series, also what is not visible yet; the same object through resets. */
  state: MonitoringState;
  /** Every call, in the order of arrival. */
  calls: readonly Call[];
  faults: Faults;
  /** Counts a request that Cloud Run has answered, if it reached an instance. */
  record(request: ServedRequest): void;
  /** Forgets series, metrics, calls and faults. */
  reset(): void;
  close(): Promise<void>;
}

/** The client package's own protos, found from where the emulator is: the package exports no way to them. */
const protos = join(
  import.meta.dirname,
  '../../node_modules/@google-cloud/monitoring/build/protos/protos.json',
);

/**
 * Starts an emulator of Cloud Monitoring: the metrics that Cloud Run writes and custom ones, over REST, gRPC and the
 * API of Prometheus.
 */
export async function startMonitoring(options: MonitoringOptions): Promise<Monitoring> {
  const { clock, visibleAfterMs = 180_000, customVisibleAfterMs = 10_000, late } = options;
  const permissionsOf = options.permissionsOf ?? (() => 'all' as const);
  const store = new MetricStore({ visibleAfterMs, customVisibleAfterMs, ...(late ? { late } : {}) });
  const faults = new Faults(options.faults);
  const log = new CallLog(clock, faults, options);
  const methods = bindMethods({
    protos,
    service: 'google.monitoring.v3.MetricService',
    handlers: metricHandlers(store, permissionsOf),
  });
  const server = withPrometheus(restServer(methods, log), { store, log, permissionsOf });
  const rest = await listenOnLoopback(server, options.port);
  const grpc = await startGrpcServer(methods, log, options.grpcPort);
  return {
    url: rest.url,
    port: rest.port,
    grpcPort: grpc.port,
    state: store.state,
    calls: log.calls,
    faults,
    record: (request) => {
      store.record(request);
    },
    reset: () => {
      store.state.series.clear();
      store.state.customMetrics.clear();
      faults.clear();
      log.clear();
    },
    close: async () => {
      await Promise.all([rest.close(), grpc.close()]);
    },
  };
}
