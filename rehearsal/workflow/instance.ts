import type { CallJob, Job, StepsJob } from './model';
import type { WorkflowState } from './run-state';
import type { ValueMap } from './template';

/** One instance of a job: the job itself when it has no matrix. */
export interface Instance<Kind extends Job = Job> {
  workflow: WorkflowState;
  job: Kind;
  /** Such as `deploy/plan`. */
  path: string;
  /** Such as `deploy / plan (eu)`. */
  name: string;
  /** With `needs`, `strategy` and `matrix`. */
  contexts: ValueMap;
}

export type CallInstance = Instance<CallJob>;
export type StepsInstance = Instance<StepsJob>;
