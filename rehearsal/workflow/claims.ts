import { createCancellation } from './cancellation';
import { readConcurrency, type Entry } from './concurrency';
import type { JobEnding } from './graph';
import type { Instance } from './instance';
import { messageOf } from './faults';
import { emptyReport, reportJob } from './reports';
import type { Result } from './events';

/** Runs an instance with its own cancellation, under the concurrency groups that it names. */
export type InstanceRunner = (
  instance: Instance,
  cancel: AbortController,
  held: readonly string[],
) => Promise<JobEnding>;

/**
 * Gives an instance its turn in its concurrency group and cancels it when it must be: because another instance of
 * its matrix failed, because a newer run takes its place, or because the run is cancelled and its `if` does not
 * say that it goes on all the same.
 */
export async function concurrently(
  instance: Instance,
  matrixFailed: AbortSignal,
  holdsWhenCancelled: () => boolean,
  runInstance: InstanceRunner,
): Promise<JobEnding> {
  const cancel = createCancellation();
  const whole = instance.workflow.signal;
  const { forced } = instance.workflow.run.context;
  const end = (): void => {
    cancel.abort();
  };
  const onCancelled = (): void => {
    if (!holdsWhenCancelled()) cancel.abort();
  };
  matrixFailed.addEventListener('abort', end);
  whole.addEventListener('abort', onCancelled);
  forced.addEventListener('abort', end);
  if (matrixFailed.aborted) cancel.abort();
  if (whole.aborted) onCancelled();
  try {
    return await takeTurn(instance, cancel, runInstance);
  } catch (thrown) {
    return endWithout(instance, 'failure', messageOf(thrown));
  } finally {
    matrixFailed.removeEventListener('abort', end);
    whole.removeEventListener('abort', onCancelled);
    forced.removeEventListener('abort', end);
  }
}

async function takeTurn(
  instance: Instance,
  cancel: AbortController,
  runInstance: InstanceRunner,
): Promise<JobEnding> {
  if (cancel.signal.aborted) return endWithout(instance, 'cancelled', null);
  const { workflow, job, contexts } = instance;
  const value = job.concurrency
    ? workflow.run.context.expressions.value(job.concurrency, { contexts })
    : null;
  const setting = readConcurrency(value);
  if (!setting) return runInstance(instance, cancel, workflow.held);
  const { context, groups } = workflow.run;
  const onWait = (): void => {
    const { path, name } = instance;
    context.emit({ type: 'job-waiting', job: path, name, group: setting.group, at: context.clock.now() });
  };
  const stop = (): void => {
    cancel.abort();
  };
  const claim = { setting, cancel: stop, onWait, signal: cancel.signal, held: workflow.held };
  const entry: Entry = await groups.enter(context.options.root.repository, claim);
  if (entry.outcome !== 'entered')
    return endWithout(instance, 'cancelled', displacedBy(entry, setting.group));
  try {
    return await runInstance(instance, cancel, [...workflow.held, setting.group.toLowerCase()]);
  } finally {
    entry.release();
  }
}

/** Why a claimant did not get its turn. */
export function displacedBy(entry: Entry, group: string): string | null {
  return entry.outcome === 'displaced'
    ? `Canceling since a higher priority waiting request for '${group}' exists`
    : null;
}

function endWithout(
  { workflow, job, path, name }: Instance,
  result: Result,
  problem: string | null,
): JobEnding {
  const shown = problem === null ? null : workflow.run.context.masks.apply(problem);
  return reportJob(workflow, {
    ...emptyReport(workflow, job, path, name),
    result,
    outcome: result,
    problem: shown,
  });
}
