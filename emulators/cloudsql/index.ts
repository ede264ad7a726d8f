import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Fault } from '../faults';
import { Faults } from '../faults';
import { startProtoServer } from '../proto/adapter';
import type { Call, CallHooks } from '../call';
import { CallLog } from '../server';
import { backupHandlers } from './backup-runs';
import { instanceHandlers, keyOf } from './instances';
import type { Durations, InstanceHooks } from './instances';
import { operationHandlers } from './operations';
import type { CloudSqlState, InstanceRecord } from './state';

export type { BackupRecord, CloudSqlState, InstanceRecord, OperationRecord } from './state';

/** How to emulate the Cloud SQL Admin API; times in emulated milliseconds. */
export interface CloudSqlOptions extends CallHooks, InstanceHooks {
  clock: Clock;
  /** The REST port; any that is free when left out. */
  port?: number;
  faults?: readonly Fault[];
  /** A minute for a backup, five for a clone, one for a deletion, unless given. */
  durations?: Partial<Durations>;
}

/** An emulated Cloud SQL Admin API that listens on loopback. */
export interface CloudSql {
  /** The REST endpoint: `http://127.0.0.1:PORT`. */
  url: string;
  state: CloudSqlState;
  calls: readonly Call[];
  faults: Faults;
  /** Makes an instance that runs. */
  add(instance: Partial<InstanceRecord> & { name: string; project: string }): InstanceRecord;
  close(): Promise<void>;
}

/** The client package's own protos, found from where the emulator is: the package exports no way to them. */
const protos = join(import.meta.dirname, '../../node_modules/@google-cloud/sql/build/protos/protos.json');
const MINUTE = 60_000;

/** Starts an emulator of the Cloud SQL Admin API v1: instances, their backups, clones and operations. */
export async function startCloudSql(options: CloudSqlOptions): Promise<CloudSql> {
  const { clock, port } = options;
  const durations = { backup: MINUTE, clone: 5 * MINUTE, delete: MINUTE, ...options.durations };
  const faults = new Faults(options.faults);
  const log = new CallLog(clock, faults, options);
  const state: CloudSqlState = { instances: new Map(), operations: new Map() };
  const handlers = {
    SqlInstancesService: instanceHandlers(state, clock, durations, options),
    SqlBackupRunsService: backupHandlers(state, clock, durations),
    SqlOperationsService: operationHandlers(state),
  };
  const services = Object.entries(handlers).map(([name, each]) => ({
    protos,
    service: `google.cloud.sql.v1.${name}`,
    handlers: each,
  }));
  const server = await startProtoServer({ services, log, ...(port === undefined ? {} : { port }) });
  return {
    ...server,
    state,
    calls: log.calls,
    faults,
    add: (given) => {
      const instance: InstanceRecord = {
        ...{ region: 'europe-west1', databaseVersion: 'POSTGRES_15', state: 'RUNNABLE' },
        ...{ created: clock.now(), deletionProtection: false, pointInTimeRecovery: true, backups: [] },
        ...given,
      };
      state.instances.set(keyOf(instance.project, instance.name), instance);
      return instance;
    },
  };
}
