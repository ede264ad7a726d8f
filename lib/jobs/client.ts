import { ExecutionsClient } from '@google-cloud/run/build/src/v2/executions_client';
import { JobsClient } from '@google-cloud/run/build/src/v2/jobs_client';
import type { protos } from '@google-cloud/run';
import * as gax from 'google-gax/fallback';
import { conditionFrom, connection, ONCE, orUndefined } from '../cloudrun';
import type { CloudRunOptions } from '../cloudrun';
import { retryRead } from '../google';
import { jobName } from './model';
import type { Execution, JobReference, TaskTemplate } from './model';

/** One job of Cloud Run. Reads are retried; a write is sent once. */
export interface Jobs {
  readonly at: JobReference;
  /** @returns the etag and the task that it runs, undefined where there is no such job */
  get(): Promise<{ etag: string; startedAs: string } | undefined>;
  create(task: TaskTemplate, startedAs: string): Promise<void>;
  /** Replaces the whole job. @param etag of the read that the change was made from */
  replace(etag: string, task: TaskTemplate, startedAs: string): Promise<void>;
  run(): Promise<void>;
  /** The job's executions, newest first; at most a hundred. */
  executions(): Promise<Execution[]>;
  /** @param name the short name; @returns undefined where the job has no such execution */
  execution(name: string): Promise<Execution | undefined>;
  cancel(name: string): Promise<void>;
}

/** Where a job notes which start it was made ready for; its executions inherit it. */
const STARTED_AS = 'SLUICE_STARTED_AS';

type WireExecution = protos.google.cloud.run.v2.IExecution;

/**
 * A connection to one Cloud Run job, over REST through Google's own client library.
 * @throws errors of the library, with the gRPC status in `code`
 */
export function connectJobs(at: JobReference, options: CloudRunOptions): Jobs {
  const { patience } = options;
  const jobs = new JobsClient(connection(options), gax);
  const executions = new ExecutionsClient(connection(options), gax);
  const name = jobName(at);
  const executionName = (short: string): string => `${name}/executions/${short}`;
  return {
    at,
    get: () =>
      orUndefined(async () => {
        const [job] = await jobs.getJob({ name }, ONCE);
        return { etag: job.etag ?? '', startedAs: startedAs(job.template?.template) };
      }, patience),
    create: async (task, started) => {
      const parent = `projects/${at.project}/locations/${at.region}`;
      await jobs.createJob({ parent, jobId: at.job, job: wanted(task, started) }, ONCE);
    },
    replace: async (etag, task, started) => {
      await jobs.updateJob({ job: { name, etag, ...wanted(task, started) } }, ONCE);
    },
    run: async () => {
      await jobs.runJob({ name }, ONCE);
    },
    executions: () =>
      retryRead(async () => {
        const request = { parent: name, pageSize: 100 };
        const [found] = await executions.listExecutions(request, { ...ONCE, autoPaginate: false });
        return found.map(executionFrom);
      }, patience),
    execution: (short) =>
      orUndefined(async () => {
        const [found] = await executions.getExecution({ name: executionName(short) }, ONCE);
        return executionFrom(found);
      }, patience),
    cancel: async (short) => {
      await executions.cancelExecution({ name: executionName(short) }, ONCE);
    },
  };
}

function wanted(task: TaskTemplate, started: string): protos.google.cloud.run.v2.IJob {
  const [container = {}, ...more] = task.containers ?? [];
  const env = [...(container.env ?? []), { name: STARTED_AS, value: started }];
  const template = { ...task, containers: [{ ...container, env }, ...more] };
  return { template: { taskCount: 1, parallelism: 1, template } };
}

function startedAs(task: TaskTemplate | null | undefined): string {
  const env = task?.containers?.[0]?.env ?? [];
  return env.find(({ name }) => name === STARTED_AS)?.value ?? '';
}

function executionFrom(wire: WireExecution): Execution {
  const outcome = (wire.conditions ?? []).map(conditionFrom).find(({ type }) => type === 'Completed');
  const name = wire.name ?? '';
  const ended = outcome !== undefined && (outcome.succeeded || outcome.failed);
  return {
    name: name.slice(name.lastIndexOf('/') + 1),
    startedAs: startedAs(wire.template),
    ended,
    ...(ended ? { outcome } : {}),
    logUri: wire.logUri ?? '',
  };
}
