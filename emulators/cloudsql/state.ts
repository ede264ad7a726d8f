import type { JsonObject } from '../proto/json';

/** An instance, its backups, and what goes on in it. Times are emulated milliseconds since the epoch. */
export interface InstanceRecord {
  name: string;
  project: string;
  region: string;
  databaseVersion: string;
  state: 'RUNNABLE' | 'PENDING_CREATE' | 'PENDING_DELETE' | 'FAILED';
  created: number;
  deletionProtection: boolean;
  /** Without it, there is no clone as of an earlier time. */
  pointInTimeRecovery: boolean;
  /** The instance that it was cloned from. */
  clonedFrom?: string;
  backups: BackupRecord[];
}

export interface BackupRecord {
  id: string;
  status: 'ENQUEUED' | 'RUNNING' | 'SUCCESSFUL' | 'FAILED';
  description: string;
  enqueued: number;
  started?: number;
  ended?: number;
}

export interface OperationRecord {
  name: string;
  type: string;
  targetId: string;
  project: string;
  inserted: number;
  ended?: number;
  error?: JsonObject;
}

export interface CloudSqlState {
  /** By project/instance. */
  instances: Map<string, InstanceRecord>;
  operations: Map<string, OperationRecord>;
}
