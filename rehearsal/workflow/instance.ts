import { runCall } from './call-job';
import type { JobEnding } from './graph';
import type { CallJob, Job, StepsJob } from './model';
import type { WorkflowState } from './run-state';
import { runStepsJob } from './steps-job';
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

/** Runs an instance whose turn has come. */
export function runInstance(
  instance: Instance,
  cancel: AbortController,
  held: readonly string[],
): Promise<JobEnding> {
  const { job } = instance;
  return job.kind === 'call'
    ? runCall({ ...instance, job }, cancel.signal, held)
    : runStepsJob({ ...instance, job }, cancel);
}

export type CallInstance = Instance<CallJob>;
export type StepsInstance = Instance<StepsJob>;
