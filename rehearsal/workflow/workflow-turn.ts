import { heardByMany } from './cancellation';
import { displacedBy } from './claims';
import { readConcurrency } from './concurrency';
import type { JobEnding } from './graph';
import { reportWithoutSteps } from './reports';
import { workflowContexts } from './run-state';
import type { Endings, WorkflowState } from './run-state';
import { runWorkflowJobs } from './workflow-runner';

/** Runs a workflow when its turn in its own concurrency group has come. */
export async function runWorkflow(state: WorkflowState): Promise<Endings> {
  const { context, groups } = state.run;
  const { concurrency } = state.workflow;
  const contexts = workflowContexts(state);
  const setting = readConcurrency(concurrency ? context.expressions.value(concurrency, { contexts }) : null);
  if (!setting) return runWorkflowJobs(state);
  const newer = new AbortController();
  const entry = await groups.enter(context.options.root.repository, {
    setting,
    cancel: () => {
      newer.abort();
    },
    onWait: () => {
      const { path, workflow } = state;
      context.emit({
        type: 'job-waiting',
        job: path,
        name: workflow.name,
        group: setting.group,
        at: context.clock.now(),
      });
    },
    signal: state.signal,
    held: state.held,
  });
  if (entry.outcome !== 'entered') return allCancelled(state, displacedBy(entry, setting.group));
  try {
    const signal = heardByMany(AbortSignal.any([state.signal, newer.signal]));
    return await runWorkflowJobs({ ...state, signal, held: [...state.held, setting.group.toLowerCase()] });
  } finally {
    entry.release();
  }
}

function allCancelled(state: WorkflowState, problem: string | null): Endings {
  return new Map(
    state.workflow.jobs.map((job): [string, JobEnding] => [
      job.id,
      reportWithoutSteps(state, job, 'cancelled', problem),
    ]),
  );
}
