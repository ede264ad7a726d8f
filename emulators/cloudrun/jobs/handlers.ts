import type { CallContext } from '../../server';
import type { JsonObject } from '../../proto/json';
import { isJsonObject, sameJson, textOf } from '../../proto/json';
import type { Handler } from '../../proto/methods';
import { ApiError, invalidArgument } from '../../proto/status';
import type { ControlPlane } from '../control-plane';
import { notFound, parsePlace } from '../names';
import { doneOperation, startOperation } from '../operations';
import { page } from '../paging';
import { newEtag, newUid } from '../state';
import { checkKeys } from '../template';
import { startExecution } from './executions';
import type { JobRecord, JobSpec } from './model';
import { jobView } from './views';

const jobType = 'google.cloud.run.v2.Job';
const executionType = 'google.cloud.run.v2.Execution';

/** The methods of `google.cloud.run.v2.Jobs`, without those of IAM. */
export function jobHandlers(plane: ControlPlane): Record<string, Handler> {
  return {
    GetJob: ({ name }) => {
      plane.require('run.jobs.get', textOf(name));
      return jobView(jobNamed(plane, textOf(name)));
    },
    ListJobs: (request) => listJobs(plane, request),
    CreateJob: (request, context) => createJob(plane, request, context),
    UpdateJob: (request, context) => updateJob(plane, request, context),
    DeleteJob: (request, context) => deleteJob(plane, request, context),
    RunJob: (request, context) => runJob(plane, request, context),
  };
}

/** Finds a job. Throws NOT_FOUND when there is none. */
export function jobNamed(plane: ControlPlane, name: string): JobRecord {
  const job = plane.state.jobs.get(name);
  if (!job) throw notFound('Job', name);
  return job;
}

function listJobs(plane: ControlPlane, request: JsonObject): JsonObject {
  const parent = textOf(request['parent']);
  parsePlace(parent);
  plane.require('run.jobs.list', parent);
  const jobs = [...plane.state.jobs.values()].filter(({ name }) => name.startsWith(`${parent}/jobs/`));
  const { items, nextPageToken } = page(jobs.reverse().map(jobView), request);
  return { jobs: items, nextPageToken };
}

function createJob(plane: ControlPlane, request: JsonObject, context: CallContext): JsonObject {
  plane.countWrite(context.call);
  const [parent, id] = [textOf(request['parent']), textOf(request['jobId'])];
  const name = `${parent}/jobs/${id}`;
  plane.require('run.jobs.create', name);
  if (plane.state.jobs.has(name)) throw new ApiError('ALREADY_EXISTS', `Resource '${id}' already exists.`);
  return write(plane, blankJob(plane, parent, id), request, context);
}

/** A replacement of the whole job: unlike a service's there is no update mask. */
function updateJob(plane: ControlPlane, request: JsonObject, context: CallContext): JsonObject {
  plane.countWrite(context.call);
  const body = bodyOf(request);
  const name = textOf(body['name']);
  plane.require('run.jobs.update', name);
  const job = plane.state.jobs.get(name);
  if (job) {
    checkEtag(job, body['etag']);
    return write(plane, job, request, context);
  }
  if (request['allowMissing'] !== true) throw notFound('Job', name);
  plane.require('run.jobs.create', name);
  const [parent = '', id = ''] = name.split('/jobs/');
  return write(plane, blankJob(plane, parent, id), request, context);
}

function blankJob(plane: ControlPlane, parent: string, id: string): JobRecord {
  if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(id) || id.length >= 50) {
    throw invalidArgument(
      'job_id',
      `Invalid job id "${id}": fewer than 50 lowercase letters, digits and hyphens.`,
    );
  }
  const now = plane.reconciler.timestamp();
  return {
    ...parsePlace(parent),
    id,
    name: `${parent}/jobs/${id}`,
    uid: newUid(),
    createTime: now,
    updateTime: now,
    etag: newEtag(),
    generation: 0,
    spec: {},
    executions: new Map(),
  };
}

function write(plane: ControlPlane, job: JobRecord, request: JsonObject, context: CallContext): JsonObject {
  plane.require('iam.serviceaccounts.actAs', job.name);
  const spec = specOf(bodyOf(request), job.project);
  const parent = `projects/${job.project}/locations/${job.location}`;
  if (request['validateOnly'] === true) {
    context.call.write = false;
    return doneOperation(parent, jobType, jobView({ ...job, spec }));
  }
  if (!sameJson(spec, job.spec)) {
    job.spec = spec;
    job.generation += 1;
    job.etag = newEtag();
    job.updateTime = plane.reconciler.timestamp();
  }
  plane.state.jobs.set(job.name, job);
  return startOperation(
    plane.state,
    parent,
    jobType,
    () => jobView(job),
    Promise.resolve({ response: jobView(job) }),
  );
}

/** What is wanted, with the defaults that Cloud Run fills in. */
function specOf(body: JsonObject, project: string): JobSpec {
  const { labels, annotations, launchStage = 'GA', template = {} } = body as JobSpec;
  checkKeys(annotations, 'job.annotations');
  checkKeys(labels, 'job.labels');
  const task = template.template ?? {};
  const containers = task.containers ?? [];
  if (containers.length === 0 || !containers[0]?.image) {
    throw invalidArgument('job.template.template.containers', 'A job must have a container with an image.');
  }
  return {
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
    launchStage,
    template: {
      ...template,
      taskCount: template.taskCount ?? 1,
      template: {
        ...task,
        maxRetries: task.maxRetries ?? 3,
        timeout: task.timeout ?? '600s',
        serviceAccount: task.serviceAccount ?? `${project}-compute@developer.gserviceaccount.com`,
      },
    },
  };
}

function deleteJob(plane: ControlPlane, request: JsonObject, context: CallContext): JsonObject {
  plane.countWrite(context.call);
  const name = textOf(request['name']);
  plane.require('run.jobs.delete', name);
  const job = jobNamed(plane, name);
  checkEtag(job, request['etag']);
  const parent = `projects/${job.project}/locations/${job.location}`;
  for (const { cancelled } of job.executions.values()) cancelled.abort();
  plane.state.jobs.delete(name);
  return startOperation(
    plane.state,
    parent,
    jobType,
    () => jobView(job),
    Promise.resolve({ response: jobView(job) }),
  );
}

function runJob(plane: ControlPlane, request: JsonObject, context: CallContext): JsonObject {
  plane.countWrite(context.call);
  const name = textOf(request['name']);
  plane.require('run.jobs.run', name);
  const job = jobNamed(plane, name);
  checkEtag(job, request['etag']);
  const overrides = isJsonObject(request['overrides']) ? request['overrides'] : undefined;
  if (overrides) plane.require('run.jobs.runWithOverrides', name);
  const parent = `projects/${job.project}/locations/${job.location}`;
  const { execution, completed } = startExecution(plane, job, overrides);
  const work = completed.then((view) => ({ response: view }));
  return startOperation(plane.state, parent, executionType, execution, work);
}

/** An etag is optional: without one the last write wins. */
function checkEtag(job: JobRecord, etag: JsonObject[string] | undefined): void {
  if (etag === undefined || etag === '' || etag === job.etag) return;
  throw new ApiError(
    'ABORTED',
    `Conflict for resource '${job.id}': version '${textOf(etag)}' was specified but current version is '${job.etag}'.`,
  );
}

function bodyOf(request: JsonObject): JsonObject {
  const body = request['job'];
  return isJsonObject(body) ? body : {};
}
