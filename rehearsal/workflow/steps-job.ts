import path from 'node:path';
import { createCancellation } from './cancellation';
import { startDeadline } from './deadline';
import { truthy } from './expressions';
import { messageOf } from './faults';
import { environmentOf, passGate } from './gate';
import type { JobEnding } from './graph';
import type { StepsInstance } from './instance';
import { layOutFolders, runJobSteps } from './job-runner';
import type { JobState } from './job-state';
import { environmentSettings, secretsFor, tokenFor } from './job-token';
import type { JobReport } from './options';
import { emptyReport, reportJob } from './reports';
import type { ValueMap } from './template';

/** What GitHub gives a job that names no `timeout-minutes`, and a cancelled one to tidy up. */
const jobMinutes = 360;
const tidyingMinutes = 5;

/** GitHub's own words for it. */
const LOST =
  'The hosted runner lost communication with the server. Anything in your workflow that terminates the runner process, starves it for CPU/Memory, or blocks its network access can cause this error.';

/** Runs a job with steps: its gate, its token, its steps within its time. */
export async function runStepsJob(instance: StepsInstance, cancel: AbortController): Promise<JobEnding> {
  const { workflow, job, path: id, name } = instance;
  const { clock, masks, emit } = workflow.run.context;
  const report = emptyReport(workflow, job, id, name);
  try {
    report.environment = environmentOf(instance);
    const passage =
      report.environment === null ? 'open' : await passGate(instance, report.environment, cancel.signal);
    report.startedAt = clock.now();
    if (passage === 'open') {
      emit({ type: 'job-started', job: id, name, at: report.startedAt });
      await runThroughGate(instance, cancel, report);
    } else {
      report.outcome = passage === 'rejected' ? 'failure' : 'cancelled';
      report.problem =
        passage === 'rejected' ? `The deployment to ${report.environment ?? ''} was rejected.` : null;
    }
  } catch (thrown) {
    report.outcome = 'failure';
    report.problem = masks.apply(messageOf(thrown));
  }
  report.result = report.outcome === 'failure' && isForgiven(instance) ? 'success' : report.outcome;
  report.seconds = (clock.now() - report.startedAt) / 1000;
  return reportJob(workflow, report);
}

function isForgiven({ workflow, job, contexts }: StepsInstance): boolean {
  const { continueOnError } = job;
  return (
    continueOnError !== undefined &&
    truthy(workflow.run.context.expressions.value(continueOnError, { contexts }))
  );
}

async function runThroughGate(
  instance: StepsInstance,
  cancel: AbortController,
  report: JobReport,
): Promise<void> {
  const { clock } = instance.workflow.run.context;
  const expired = new AbortController();
  const machine = machineOf(instance, report);
  const signals = { cancelled: cancel.signal, expired: expired.signal, lost: machine.lost };
  const state = await prepare(instance, report, signals);
  const minutes = minutesOf(instance);
  let stopTidying = (): void => undefined;
  const onCancelled = (): void => {
    state.status = 'cancelled';
    stopTidying = startDeadline(clock, tidyingMinutes, () => {
      expired.abort();
    });
  };
  // First in line: the steps that listen as well must find the job's status changed.
  cancel.signal.addEventListener('abort', onCancelled);
  if (cancel.signal.aborted) onCancelled();
  const stopTimeout = startDeadline(clock, minutes, () => {
    report.problem = `The job has exceeded the maximum execution time of ${minutes} minutes.`;
    cancel.abort();
  });
  try {
    report.outputs = await runJobSteps(state);
  } finally {
    stopTimeout();
    stopTidying();
    machine.release();
    cancel.signal.removeEventListener('abort', onCancelled);
    report.steps = state.steps;
    report.summary = state.summary.join('\n');
  }
  report.outcome = machine.lost.aborted && state.status === 'success' ? 'failure' : state.status;
}

/** The machine that a job runs on, for as long as it is there. */
function machineOf(
  { workflow }: StepsInstance,
  report: JobReport,
): { lost: AbortSignal; release: () => void } {
  const { forced, options } = workflow.run.context;
  const { machineLoss } = options;
  const gone = createCancellation();
  const lose = (): void => {
    report.problem = LOST;
    gone.abort(new Error(LOST));
  };
  forced.addEventListener('abort', lose);
  machineLoss?.addEventListener('abort', lose);
  if (forced.aborted) lose();
  return {
    lost: gone.signal,
    release: () => {
      forced.removeEventListener('abort', lose);
      machineLoss?.removeEventListener('abort', lose);
    },
  };
}

function minutesOf({ workflow, job, contexts }: StepsInstance): number {
  const { timeoutMinutes } = job;
  return timeoutMinutes
    ? Number(workflow.run.context.expressions.value(timeoutMinutes, { contexts }))
    : jobMinutes;
}

async function prepare(
  instance: StepsInstance,
  report: JobReport,
  signals: Pick<JobState, 'cancelled' | 'expired' | 'lost'>,
): Promise<JobState> {
  const { workflow, job, path: id, name } = instance;
  const { run } = workflow;
  const { context } = run;
  run.nextFolder += 1;
  const folder = path.join(context.folder, String(run.nextFolder));
  const token = await tokenFor(instance, report.permissions, report.environment);
  const secrets = secretsFor(instance, report.environment, token.token);
  const github: ValueMap = { ...context.github, job: job.id, token: token.token };
  const vars = { ...context.options.vars, ...environmentSettings(instance, report.environment)?.vars };
  return {
    run: context,
    id,
    name,
    job,
    workflow: workflow.workflow,
    contexts: { ...instance.contexts, github, vars, secrets: { ...secrets } },
    secrets,
    env: {},
    tokenEnv: token.env ?? {},
    path: [],
    status: 'success',
    summary: [],
    steps: [],
    posts: [],
    memories: new Map(),
    folders: await layOutFolders(folder, github.event as ValueMap),
    ...signals,
    groups: new Set(),
    services: {},
    nextFile: 0,
  };
}
