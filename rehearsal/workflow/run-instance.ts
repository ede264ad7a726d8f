import { runCall } from './call-job';
import type { JobEnding } from './graph';
import type { Instance } from './instance';
import { runStepsJob } from './steps-job';

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
