import type { JsonObject } from '../../proto/json';
import type { Condition, Container, Volume } from '../resources';

/** The proto's TaskTemplate in JSON. */
export interface TaskTemplate extends JsonObject {
  containers?: Container[];
  volumes?: Volume[];
  /** 3 unless it says otherwise: a task that fails runs four times. */
  maxRetries?: number;
  /** Of one attempt, `600s` unless it says otherwise. */
  timeout?: string;
  serviceAccount?: string;
}

/** What a caller wants of a job: the proto's Job without its output-only fields. */
export interface JobSpec extends JsonObject {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  launchStage?: string;
  template?: { parallelism?: number; taskCount?: number; template?: TaskTemplate } & JsonObject;
}

/** A job as the control plane knows it. */
export interface JobRecord {
  id: string;
  name: string;
  project: string;
  location: string;
  uid: string;
  createTime: string;
  updateTime: string;
  etag: string;
  generation: number;
  spec: JobSpec;
  /** By name without the path, oldest first. */
  executions: Map<string, ExecutionRecord>;
}

/** One run of a job. */
export interface ExecutionRecord {
  id: string;
  name: string;
  uid: string;
  etag: string;
  createTime: string;
  startTime?: string;
  completionTime?: string;
  parallelism: number;
  template: TaskTemplate;
  tasks: TaskRecord[];
  /** Aborted when somebody cancels it. */
  cancelled: AbortController;
  completed: Condition;
}

/** One task of an execution, over all of its attempts. */
export interface TaskRecord {
  index: number;
  name: string;
  uid: string;
  phase: 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  startTime?: string;
  completionTime?: string;
  retried: number;
  lastAttempt?: { exitCode: number; message: string };
}
