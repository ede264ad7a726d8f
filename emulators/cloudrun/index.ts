import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Fault } from '../faults';
import { Faults } from '../faults';
import { startProtoServer } from '../proto/adapter';
import type { ServiceDefinition } from '../proto/methods';
import type { Call, CallHooks } from '../call';
import { CallLog } from '../server';
import { ControlPlane } from './control-plane';
import type { PermissionsOf } from './control-plane';
import { iamHandlers } from './iam';
import { executionHandlers, taskHandlers } from './jobs/executions';
import { jobHandlers } from './jobs/handlers';
import { operationHandlers, operationRules } from './operations';
import type { Platform } from './platform';
import { Reconciler } from './reconciler';
import { revisionHandlers } from './revisions';
import { serviceHandlers } from './services';
import type { CloudRunState } from './state';
import { emptyState } from './state';

export type { Platform, RevisionToRun, RouteEntry, StartResult, TaskEnd, TaskToRun } from './platform';
export type { CloudRunState } from './state';

/** How to emulate Cloud Run; times in emulated milliseconds. */
export interface CloudRunOptions extends CallHooks {
  clock: Clock;
  /** What runs the revisions. */
  platform: Platform;
  /** The REST port; any that is free when left out. */
  port?: number;
  grpcPort?: number;
  faults?: readonly Fault[];
  /** How long a revision takes before the platform starts it; 0 when left out. */
  readyAfterMs?: number;
  /** How long a change of traffic takes until it is in force and reported; 0 when left out. */
  settleMs?: number;
  /** Who may do what, by bearer token; everybody may do everything when left out. */
  permissionsOf?: PermissionsOf;
  /** How many revisions a service keeps; 1,000 when left out, as in Cloud Run. */
  maxRevisions?: number;
}

/** An emulated Cloud Run that listens on loopback. */
export interface CloudRun {
  /** The REST endpoint: `http://127.0.0.1:PORT`. */
  url: string;
  port: number;
  grpcPort: number;
  /** Everything it knows; the same object through resets. */
  state: CloudRunState;
  /** Every call, in the order of arrival. */
  calls: readonly Call[];
  faults: Faults;
  /** Resolves when no reconciliation is under way. */
  idle(): Promise<void>;
  /** Forgets services, operations, calls, faults and denied permissions, and stops what runs. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts an emulator of the Cloud Run Admin API v2: services, revisions, jobs and operations, over REST and gRPC. */
export async function startCloudRun(options: CloudRunOptions): Promise<CloudRun> {
  const { clock, port, grpcPort } = options;
  const faults = new Faults(options.faults);
  const log = new CallLog(clock, faults, options);
  const plane = new ControlPlane(
    emptyState(),
    reconcilerOf(options),
    options.maxRevisions ?? 1000,
    options.permissionsOf,
  );
  const server = await startProtoServer({
    services: definitions(plane, clock),
    log,
    ...(port === undefined ? {} : { port }),
    ...(grpcPort === undefined ? {} : { grpcPort }),
  });
  const empty = async (): Promise<void> => {
    const { reconciler } = plane;
    plane.reconciler = reconcilerOf(options);
    reconciler.halt();
    await reconciler.idle();
    await Promise.all([...plane.state.services.values()].map((service) => reconciler.remove(service)));
    for (const part of Object.values(plane.state)) (part as Map<unknown, unknown> | Set<unknown>).clear();
  };
  return {
    ...server,
    state: plane.state,
    calls: log.calls,
    faults,
    idle: () => plane.reconciler.idle(),
    reset: async () => {
      await empty();
      faults.clear();
      log.clear();
    },
    close: async () => {
      await server.close();
      await empty();
    },
  };
}

function reconcilerOf({ clock, platform, readyAfterMs = 0, settleMs = 0 }: CloudRunOptions): Reconciler {
  return new Reconciler({ clock, platform, readyAfterMs, settleMs });
}

/** The client package's own protos, found from where the emulator is: the package exports no way to them. */
const protos = join(import.meta.dirname, '../../node_modules/@google-cloud/run/build/protos/protos.json');

function definitions(plane: ControlPlane, clock: Clock): ServiceDefinition[] {
  return [
    {
      protos,
      service: 'google.cloud.run.v2.Services',
      handlers: { ...serviceHandlers(plane), ...iamHandlers(plane) },
      readOnly: ['TestIamPermissions'],
    },
    { protos, service: 'google.cloud.run.v2.Revisions', handlers: revisionHandlers(plane) },
    { protos, service: 'google.cloud.run.v2.Jobs', handlers: jobHandlers(plane) },
    { protos, service: 'google.cloud.run.v2.Executions', handlers: executionHandlers(plane) },
    { protos, service: 'google.cloud.run.v2.Tasks', handlers: taskHandlers(plane) },
    {
      protos,
      service: 'google.longrunning.Operations',
      handlers: operationHandlers(plane.state, clock),
      httpRules: operationRules,
      readOnly: ['WaitOperation'],
    },
  ];
}
