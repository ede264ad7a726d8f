/** What an emulated project of Neon holds. Times are ISO 8601. */

export interface BranchRecord {
  id: string;
  project_id: string;
  name: string;
  parent_id?: string;
  /** The position on the parent's log that it was made from. */
  parent_lsn?: string;
  current_state: 'init' | 'ready';
  default: boolean;
  created_at: string;
  updated_at: string;
  last_reset_at?: string;
}

export interface EndpointRecord {
  id: string;
  branch_id: string;
  type: 'read_write' | 'read_only';
  host: string;
}

export interface SnapshotRecord {
  id: string;
  name: string;
  source_branch_id: string;
  lsn?: string;
  created_at: string;
}

export interface OperationRecord {
  id: string;
  project_id: string;
  branch_id: string;
  action: string;
  status: 'scheduling' | 'running' | 'finished' | 'failed';
  error?: string;
  failures_count: number;
  created_at: string;
  updated_at: string;
}

export interface NeonState {
  project: string;
  branches: Map<string, BranchRecord>;
  endpoints: EndpointRecord[];
  snapshots: SnapshotRecord[];
  operations: Map<string, OperationRecord>;
}

/** A refusal as Neon words it: a code and a message. */
export class NeonRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
