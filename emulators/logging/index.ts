import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Fault } from '../faults';
import { Faults } from '../faults';
import { startProtoServer } from '../proto/adapter';
import type { Handler } from '../proto/methods';
import type { Call, CallHooks } from '../call';
import { CallLog } from '../server';
import type { PermissionsOf } from '../telemetry/access';
import { requirePermission } from '../telemetry/access';
import type { ServedRequest } from '../telemetry/served-request';
import type { PrintedLine, StoredEntry } from './entries';
import { cameAt, lineEntry, requestEntry } from './entries';
import { listEntries } from './list-entries';
import { ReadQuota } from './read-quota';

export type { PermissionsOf } from '../telemetry/access';
export type { ServedRequest } from '../telemetry/served-request';
export type { PrintedLine, StoredEntry } from './entries';

/** How to emulate Cloud Logging; times in emulated milliseconds. */
export interface LoggingOptions extends CallHooks {
  clock: Clock;
  /** The REST port; any that is free when left out. */
  port?: number;
  grpcPort?: number;
  faults?: readonly Fault[];
  /** Who may do what, by bearer token; whoever has a token may do everything when left out. */
  permissionsOf?: PermissionsOf;
  /** From a request's answer until its entry is visible; 10,000 when left out. */
  visibleAfterMs?: number;
  /** How often a project may be read in any minute; 60 when left out, as in Cloud Logging. */
  readsPerMinute?: number;
}

/** Everything that the emulator knows; tests may look into it. */
export interface LoggingState {
  /** In the order of recording, also those that are not visible yet. */
  readonly entries: StoredEntry[];
}

/** An emulated Cloud Logging that listens on loopback. */
export interface Logging {
  /** The REST endpoint: `http://127.0.0.1:PORT`. */
  url: string;
  port: number;
  grpcPort: number;
  /** The same object through resets. */
  state: LoggingState;
  /** Every call, in the order of arrival. */
  calls: readonly Call[];
  faults: Faults;
  /** Logs a request that Cloud Run has answered, by an instance or without one. */
  record(request: ServedRequest): void;
  /** Logs a line that a task of a job has printed. */
  print(line: PrintedLine): void;
  /** Forgets entries, reads, calls and faults. */
  reset(): void;
  close(): Promise<void>;
}

/** The protos are in the package of the generated client, which `@google-cloud/logging` is built upon. */
const protos = join(
  import.meta.dirname,
  '../../node_modules/@google-cloud/logging-api/build/protos/protos.json',
);

/** Starts an emulator of Cloud Logging that lists the logs of Cloud Run's requests and tasks, over REST and gRPC. */
export async function startLogging(options: LoggingOptions): Promise<Logging> {
  const { clock, port, grpcPort, visibleAfterMs = 10_000, readsPerMinute = 60 } = options;
  const state: LoggingState = { entries: [] };
  const quota = new ReadQuota(readsPerMinute);
  const faults = new Faults(options.faults);
  const log = new CallLog(clock, faults, options);
  const handlers = { ListLogEntries: listHandler(state, quota, options.permissionsOf ?? (() => 'all')) };
  const service = 'google.logging.v2.LoggingServiceV2';
  const server = await startProtoServer({
    services: [{ protos, service, handlers, readOnly: ['ListLogEntries'] }],
    log,
    ...(port === undefined ? {} : { port }),
    ...(grpcPort === undefined ? {} : { grpcPort }),
  });
  let recorded = 0;
  return {
    ...server,
    state,
    calls: log.calls,
    faults,
    record: (request) => {
      const entry = requestEntry(request, recorded++);
      const visibleAt = request.at + visibleAfterMs;
      state.entries.push({ project: request.project, at: cameAt(request), visibleAt, entry });
    },
    print: (line) => {
      const entry = lineEntry(line, recorded++);
      state.entries.push({ project: line.project, at: line.at, visibleAt: line.at + visibleAfterMs, entry });
    },
    reset: () => {
      state.entries.length = 0;
      quota.clear();
      faults.clear();
      log.clear();
    },
  };
}

function listHandler(state: LoggingState, quota: ReadQuota, permissionsOf: PermissionsOf): Handler {
  return (request, context) => {
    requirePermission(permissionsOf, 'logging.logEntries.list', 'Permission denied for all log views');
    return listEntries(state.entries, quota, request, context);
  };
}
