import type { JobEnding } from './graph';
import type { Job } from './model';
import type { JobReport } from './options';
import { effectivePermissions } from './permissions';
import type { WorkflowState } from './run-state';
import { literalText } from './template';
import type { Result } from './events';

/** Adds a job to the report of the run and tells the live picture. */
export function reportJob(state: WorkflowState, report: JobReport): JobEnding {
  const { run } = state;
  const { id, name, result, seconds } = report;
  run.jobs.push(report);
  run.context.emit({
    type: 'job-finished',
    job: id,
    name,
    result: report.outcome,
    seconds,
    at: run.context.clock.now(),
  });
  return { result, outputs: report.outputs };
}

/** Reports a job of which no step ran. */
export function reportWithoutSteps(
  state: WorkflowState,
  job: Job,
  result: Result,
  problem: string | null = null,
): JobEnding {
  const id = state.path === '' ? job.id : `${state.path}/${job.id}`;
  return reportJob(state, {
    ...emptyReport(state, job, id, state.namePrefix + (literalText(job.name) ?? job.id)),
    result,
    outcome: result,
    problem: problem === null ? null : state.run.context.masks.apply(problem),
  });
}

/** A report to fill in. */
export function emptyReport(state: WorkflowState, job: Job, id: string, name: string): JobReport {
  return {
    id,
    name,
    result: 'skipped',
    outcome: 'skipped',
    steps: [],
    outputs: {},
    summary: '',
    permissions: effectivePermissions(state.workflow, job, state.permissions),
    environment: null,
    problem: null,
    startedAt: state.run.context.clock.now(),
    seconds: 0,
  };
}
