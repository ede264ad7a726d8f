/** How a job or a step ended. */
export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';

export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  /** Cut at GitHub's 4,096 characters. */
  message: string;
  title?: string;
  file?: string;
  line?: number;
}

/**
 * What a live picture of the run is drawn from. `job` is the path of a job, such as `deploy/plan` for the job
 * `plan` of the workflow that `deploy` calls; `at` is milliseconds since the epoch, by the run's clock. The gate of
 * an environment without protection closes as approved by nobody.
 */
export type RunEvent =
  | { type: 'job-waiting'; job: string; name: string; at: number; group: string }
  | { type: 'job-started'; job: string; name: string; at: number }
  | { type: 'job-finished'; job: string; name: string; at: number; result: Result; seconds: number }
  | { type: 'step-started'; job: string; step: string; at: number }
  | { type: 'step-finished'; job: string; step: string; at: number; conclusion: Result; seconds: number }
  | { type: 'process-started'; job: string; step: string; pid: number; at: number }
  | { type: 'output'; job: string; step: string; line: string; at: number }
  | { type: 'annotation'; job: string; step: string; annotation: Annotation; at: number }
  | { type: 'gate-opened'; job: string; environment: string; brief: string; at: number }
  | {
      type: 'gate-closed';
      job: string;
      environment: string;
      outcome: 'approved' | 'rejected' | 'cancelled';
      by: string | null;
      at: number;
    }
  | { type: 'warning'; job: string; message: string; at: number };
