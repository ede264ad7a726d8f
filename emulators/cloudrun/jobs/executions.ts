import { randomInt } from 'node:crypto';
import type { JsonObject } from '../../proto/json';
import { isJsonObject, textOf } from '../../proto/json';
import type { Handler } from '../../proto/methods';
import type { ControlPlane } from '../control-plane';
import { notFound } from '../names';
import { startOperation } from '../operations';
import { page } from '../paging';
import type { Container, EnvVar } from '../resources';
import { newEtag, newUid } from '../state';
import type { ExecutionRecord, JobRecord, TaskTemplate } from './model';
import { executionView, taskView } from './views';

/** Starts an execution of a job. @returns how it looks at any moment, and at its end */
export function startExecution(
  plane: ControlPlane,
  job: JobRecord,
  overrides: JsonObject | undefined,
): { execution: () => JsonObject; completed: Promise<JsonObject> } {
  const execution = newExecution(job, overrides ?? {}, plane.reconciler.timestamp());
  job.executions.set(execution.id, execution);
  const view = (): JsonObject => executionView(job, execution);
  return { execution: view, completed: plane.reconciler.execute(job, execution).then(view) };
}

function newExecution(job: JobRecord, overrides: JsonObject, now: string): ExecutionRecord {
  const letters = Array.from({ length: 5 }, () => String.fromCharCode(97 + randomInt(26))).join('');
  const id = `${job.id}-${letters}`;
  const name = `${job.name}/executions/${id}`;
  const { template = {}, taskCount = 1, parallelism = 0 } = job.spec.template ?? {};
  const count = Number(overrides['taskCount'] ?? 0) || taskCount;
  return {
    ...{ id, name, parallelism },
    uid: newUid(),
    etag: newEtag(),
    createTime: now,
    template: overridden(template, overrides),
    tasks: Array.from({ length: count }, (_, index) => ({
      index,
      name: `${name}/tasks/${id}-task${index}`,
      uid: newUid(),
      phase: 'pending',
      retried: 0,
    })),
    cancelled: new AbortController(),
    completed: { type: 'Completed', state: 'CONDITION_PENDING' },
  };
}

/** Overrides hold for one execution: arguments in place of the job's, variables beside them, another timeout. */
function overridden(template: TaskTemplate, overrides: JsonObject): TaskTemplate {
  const { containerOverrides, timeout } = overrides;
  const list = Array.isArray(containerOverrides) ? containerOverrides.filter(isJsonObject) : [];
  const containers = (template.containers ?? []).map((container, index) => {
    const own = list.find(({ name }, at) =>
      name === undefined || name === '' ? at === index : name === container.name,
    );
    return own ? overriddenContainer(container, own) : container;
  });
  return structuredClone({ ...template, containers, ...(typeof timeout === 'string' ? { timeout } : {}) });
}

function overriddenContainer(container: Container, override: JsonObject): Container {
  const { args, env, clearArgs } = override as { args?: string[]; env?: EnvVar[]; clearArgs?: boolean };
  const variables = env ?? [];
  const kept = (container.env ?? []).filter(({ name }) => variables.every((each) => each.name !== name));
  const withArguments = clearArgs === true ? [] : args && args.length > 0 ? args : container.args;
  return { ...container, ...(withArguments ? { args: withArguments } : {}), env: [...kept, ...variables] };
}

/** The methods of `google.cloud.run.v2.Executions`. */
export function executionHandlers(plane: ControlPlane): Record<string, Handler> {
  return {
    GetExecution: ({ name }) => {
      plane.require('run.executions.get', textOf(name));
      const { job, execution } = executionNamed(plane, textOf(name));
      return executionView(job, execution);
    },
    ListExecutions: (request) => {
      const parent = textOf(request['parent']);
      plane.require('run.executions.list', parent);
      const job = plane.state.jobs.get(parent);
      if (!job) throw notFound('Job', parent);
      const views = [...job.executions.values()].reverse().map((each) => executionView(job, each));
      const { items, nextPageToken } = page(views, request);
      return { executions: items, nextPageToken };
    },
    CancelExecution: (request, context) => {
      plane.countWrite(context.call);
      const name = textOf(request['name']);
      plane.require('run.executions.cancel', name);
      const { job, execution } = executionNamed(plane, name);
      execution.cancelled.abort();
      const view = (): JsonObject => executionView(job, execution);
      const parent = `projects/${job.project}/locations/${job.location}`;
      const work = plane.reconciler.executed(execution).then(() => ({ response: view() }));
      return startOperation(plane.state, parent, 'google.cloud.run.v2.Execution', view, work);
    },
  };
}

/** The methods of `google.cloud.run.v2.Tasks`. */
export function taskHandlers(plane: ControlPlane): Record<string, Handler> {
  return {
    GetTask: ({ name }) => {
      const full = textOf(name);
      plane.require('run.tasks.get', full);
      const { job, execution } = executionNamed(plane, full.split('/tasks/')[0] ?? '');
      const task = execution.tasks.find((each) => each.name === full);
      if (!task) throw notFound('Task', full);
      return taskView(job, execution, task);
    },
    ListTasks: (request) => {
      const parent = textOf(request['parent']);
      plane.require('run.tasks.list', parent);
      const { job, execution } = executionNamed(plane, parent);
      const views = execution.tasks.map((task) => taskView(job, execution, task));
      const { items, nextPageToken } = page(views, request);
      return { tasks: items, nextPageToken };
    },
  };
}

function executionNamed(plane: ControlPlane, name: string): { job: JobRecord; execution: ExecutionRecord } {
  const [jobName = '', id = ''] = name.split('/executions/');
  const job = plane.state.jobs.get(jobName);
  const execution = job?.executions.get(id);
  if (!job || !execution) throw notFound('Execution', name);
  return { job, execution };
}
