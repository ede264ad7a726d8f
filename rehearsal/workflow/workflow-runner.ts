import { createCancellation } from './cancellation';
import { concurrently } from './claims';
import type { Result } from './events';
import { ancestorsOf, combine, needsContext, statusBefore, type JobEnding } from './graph';
import { messageOf } from './faults';
import type { Instance } from './instance';
import { instanceName, readStrategy, type Strategy } from './matrix';
import type { Job } from './model';
import { reportWithoutSteps } from './reports';
import { runInstance } from './run-instance';
import { workflowContexts } from './run-state';
import type { Endings, WorkflowState } from './run-state';
import type { ValueMap } from './template';

/** Runs the jobs of a workflow, each as soon as those that it needs have ended. */
export async function runWorkflowJobs(state: WorkflowState): Promise<Endings> {
  const { jobs } = state.workflow;
  const endings = new Map<string, JobEnding>();
  const started = new Map<string, Promise<void>>();
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const start = (job: Job): Promise<void> => {
    const already = started.get(job.id);
    if (already) return already;
    const needs = job.needs.flatMap((id) => byId.get(id) ?? []);
    const whole = Promise.all(needs.map(start)).then(async () => {
      endings.set(job.id, await runJob(state, job, endings));
    });
    started.set(job.id, whole);
    return whole;
  };
  await Promise.all(jobs.map(start));
  return endings;
}

async function runJob(state: WorkflowState, job: Job, endings: Endings): Promise<JobEnding> {
  if (state.run.context.forced.aborted) return reportWithoutSteps(state, job, 'cancelled');
  try {
    const contexts = { ...workflowContexts(state), needs: needsContext(job.needs, endings) };
    const holds = condition(state, job, endings, contexts);
    if (!holds(state.signal.aborted))
      return reportWithoutSteps(state, job, holds(false) ? 'cancelled' : 'skipped');
    const { expressions } = state.run.context;
    const strategy = readStrategy(job.strategy ? expressions.value(job.strategy, { contexts }) : null);
    return await runInstances(state, job, strategy, contexts, () => holds(true));
  } catch (thrown) {
    return reportWithoutSteps(state, job, 'failure', messageOf(thrown));
  }
}

/** The job's `if`, for a run that is or is not cancelled. */
function condition(
  state: WorkflowState,
  job: Job,
  endings: Endings,
  contexts: ValueMap,
): (cancelled: boolean) => boolean {
  const before = [...ancestorsOf(state.workflow.jobs, job.id)].flatMap((id) => endings.get(id) ?? []);
  return (cancelled) =>
    state.run.context.expressions.condition(job.condition, {
      contexts,
      status: statusBefore(before, cancelled),
    });
}

/** Runs every instance of a job's matrix, as many at a time as it allows. */
async function runInstances(
  state: WorkflowState,
  job: Job,
  strategy: Strategy,
  contexts: ValueMap,
  holdsWhenCancelled: () => boolean,
): Promise<JobEnding> {
  const { combinations, failFast, maxParallel } = strategy;
  const failed = createCancellation();
  const results: Result[] = [];
  const outputs: Record<string, string> = {};
  const pending = combinations.map((matrix, index) => ({ matrix, index }));
  const work = async (): Promise<void> => {
    for (let next = pending.shift(); next; next = pending.shift()) {
      const instance = createInstance(state, job, strategy, contexts, next);
      const ending = await concurrently(instance, failed.signal, holdsWhenCancelled, runInstance);
      results.push(ending.result);
      // The last instance to end has the last word, an empty output none.
      for (const [name, value] of Object.entries(ending.outputs))
        outputs[name] = value || (outputs[name] ?? '');
      if (failFast && ending.result === 'failure') failed.abort();
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxParallel, combinations.length) }, work));
  return { result: combine(results), outputs };
}

function createInstance(
  workflow: WorkflowState,
  job: Job,
  strategy: Strategy,
  contexts: ValueMap,
  { matrix, index }: { matrix: ValueMap; index: number },
): Instance {
  const { combinations, failFast, maxParallel } = strategy;
  const total = combinations.length;
  const limit = Math.min(maxParallel, total);
  const own = { 'fail-fast': failFast, 'job-index': index, 'job-total': total, 'max-parallel': limit };
  const all: ValueMap = { ...contexts, matrix, strategy: own };
  const { expressions } = workflow.run.context;
  const given = job.name ? expressions.text(job.name, { contexts: all }) : job.id;
  const name = job.name?.kind === 'expression' ? given : instanceName(given, matrix);
  const path = workflow.path === '' ? job.id : `${workflow.path}/${job.id}`;
  return { workflow, job, path, name: workflow.namePrefix + name, contexts: all };
}
