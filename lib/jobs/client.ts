import { z } from 'zod';
import type { Condition } from '../cloudrun';
import { isNotFound, openRest, retryRead } from '../google';
import type { Patience } from '../google';
import { CLOUD_RUN, serviceName, shortName } from '../places';
import type { ServiceReference } from '../places';
import type { Environment } from '../runner';
import { jobName } from './model';
import type { Execution, JobReference, ServiceTemplate, TaskTemplate } from './model';

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
  /** What a service's revisions are made of; undefined where there is no such service. */
  serviceTemplate(service: ServiceReference): Promise<ServiceTemplate | undefined>;
}

/** Where a job notes which start it was made ready for; its executions inherit it. */
const STARTED_AS = 'SLUICE_STARTED_AS';

const task = z.object({
  containers: z
    .array(
      z.object({
        env: z.array(z.object({ name: z.string().default(''), value: z.string().default('') })).default([]),
      }),
    )
    .default([]),
});
const jobSchema = z.object({
  etag: z.string().default(''),
  template: z.object({ template: task.default({ containers: [] }) }).optional(),
});
const conditionSchema = z.object({
  type: z.string().default(''),
  state: z.string().default(''),
  reason: z.string().default(''),
  executionReason: z.string().default(''),
  message: z.string().default(''),
});
const executionSchema = z.object({
  name: z.string(),
  template: task.default({ containers: [] }),
  conditions: z.array(conditionSchema).default([]),
  logUri: z.string().default(''),
});
const executionsSchema = z.object({ executions: z.array(executionSchema).default([]) });
const object = z.record(z.string(), z.unknown());
const serviceSchema = z.object({
  template: z.custom<ServiceTemplate>((value) => object.safeParse(value).success),
});

/**
 * A connection to one Cloud Run job, over plain HTTP. Shapes: google/cloud/run/v2, in JSON.
 * @throws ApiError, with the gRPC status in `code`
 */
export function connectJobs(
  at: JobReference,
  { environment, patience }: { environment: Environment; patience: Patience },
): Jobs {
  const send = openRest(CLOUD_RUN, { environment, signal: patience.signal });
  const read = async (path: string): Promise<unknown> => {
    try {
      return await retryRead(() => send({ path: `/v2/${path}` }), patience);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };
  const name = jobName(at);
  const short = (execution: string): string => `${name}/executions/${execution}`;
  return {
    at,
    get: async () => {
      const found = jobSchema.optional().parse(await read(name));
      return found && { etag: found.etag, startedAs: startedAs(found.template?.template) };
    },
    create: async (wanted, started) => {
      const path = `/v2/projects/${at.project}/locations/${at.region}/jobs`;
      const parameters = new URLSearchParams({ jobId: at.job });
      await send({ path, parameters, body: jobOf(wanted, started) });
    },
    replace: async (etag, wanted, started) => {
      const body = { name, etag, ...jobOf(wanted, started) };
      await send({ method: 'PATCH', path: `/v2/${name}`, body });
    },
    run: async () => {
      await send({ path: `/v2/${name}:run`, body: {} });
    },
    executions: async () => {
      const found = await read(`${name}/executions?pageSize=100`);
      return executionsSchema.parse(found ?? {}).executions.map(executionFrom);
    },
    execution: async (execution) => {
      const found = await read(short(execution));
      return found === undefined ? undefined : executionFrom(executionSchema.parse(found));
    },
    cancel: async (execution) => {
      await send({ path: `/v2/${short(execution)}:cancel`, body: {} });
    },
    serviceTemplate: async (service) => {
      const found = await read(serviceName(service));
      return found === undefined ? undefined : serviceSchema.parse(found).template;
    },
  };
}

function jobOf(wanted: TaskTemplate, started: string): object {
  const [container, ...more] = wanted.containers;
  const env = [...(container?.env ?? []), { name: STARTED_AS, value: started }];
  const template = { ...wanted, containers: [{ ...container, env }, ...more] };
  return { template: { taskCount: 1, parallelism: 1, template } };
}

function startedAs(template: z.infer<typeof task> | undefined): string {
  const env = template?.containers[0]?.env ?? [];
  return env.find(({ name }) => name === STARTED_AS)?.value ?? '';
}

function executionFrom(wire: z.infer<typeof executionSchema>): Execution {
  const outcome = wire.conditions.map(conditionFrom).find(({ type }) => type === 'Completed');
  const ended = outcome !== undefined && (outcome.succeeded || outcome.failed);
  return {
    name: shortName(wire.name),
    startedAs: startedAs(wire.template),
    ended,
    ...(ended ? { outcome } : {}),
    logUri: wire.logUri,
  };
}

const conditionFrom = (wire: z.infer<typeof conditionSchema>): Condition => ({
  type: wire.type,
  succeeded: wire.state === 'CONDITION_SUCCEEDED',
  failed: wire.state === 'CONDITION_FAILED',
  reason: wire.executionReason || wire.reason,
  message: wire.message,
});
