import type { JsonObject } from '../../proto/json';
import type { Condition } from '../resources';
import type { ExecutionRecord, JobRecord, TaskRecord } from './model';

/** A job as it is answered. */
export function jobView(job: JobRecord): JsonObject {
  const latest = [...job.executions.values()].at(-1);
  return {
    ...structuredClone(job.spec),
    name: job.name,
    uid: job.uid,
    generation: String(job.generation),
    observedGeneration: String(job.generation),
    createTime: job.createTime,
    updateTime: job.updateTime,
    terminalCondition: succeeded('Ready', job.updateTime),
    executionCount: job.executions.size,
    ...(latest ? { latestCreatedExecution: referenceTo(latest) } : {}),
    etag: job.etag,
  };
}

function referenceTo(execution: ExecutionRecord): JsonObject {
  const { name, createTime, completionTime } = execution;
  return {
    name: name.slice(name.lastIndexOf('/') + 1),
    createTime,
    ...(completionTime === undefined ? {} : { completionTime }),
    completionStatus: completionStatus(execution),
  };
}

function completionStatus({ completed, startTime, cancelled }: ExecutionRecord): string {
  if (completed.state === 'CONDITION_SUCCEEDED') return 'EXECUTION_SUCCEEDED';
  if (completed.state === 'CONDITION_FAILED')
    return cancelled.signal.aborted ? 'EXECUTION_CANCELLED' : 'EXECUTION_FAILED';
  return startTime === undefined ? 'EXECUTION_PENDING' : 'EXECUTION_RUNNING';
}

/** An execution as it is answered. */
export function executionView(job: JobRecord, execution: ExecutionRecord): JsonObject {
  const { tasks, startTime, completionTime } = execution;
  const count = (phase: TaskRecord['phase']): number => tasks.filter((task) => task.phase === phase).length;
  return {
    name: execution.name,
    uid: execution.uid,
    generation: '1',
    observedGeneration: '1',
    createTime: execution.createTime,
    updateTime: completionTime ?? startTime ?? execution.createTime,
    ...(startTime === undefined ? {} : { startTime }),
    ...(completionTime === undefined ? {} : { completionTime }),
    launchStage: 'GA',
    job: job.id,
    parallelism: execution.parallelism,
    taskCount: tasks.length,
    template: structuredClone(execution.template),
    reconciling: completionTime === undefined,
    conditions: [execution.completed],
    runningCount: count('running'),
    succeededCount: count('succeeded'),
    failedCount: count('failed'),
    cancelledCount: count('cancelled'),
    retriedCount: tasks.reduce((sum, { retried }) => sum + retried, 0),
    logUri: logUri(job, execution),
    etag: execution.etag,
  };
}

/** A task as it is answered. */
export function taskView(job: JobRecord, execution: ExecutionRecord, task: TaskRecord): JsonObject {
  const {
    containers = [],
    volumes = [],
    maxRetries = 0,
    timeout = '',
    serviceAccount = '',
  } = execution.template;
  const { startTime, completionTime, lastAttempt } = task;
  return {
    name: task.name,
    uid: task.uid,
    createTime: execution.createTime,
    scheduledTime: execution.createTime,
    ...(startTime === undefined ? {} : { startTime }),
    ...(completionTime === undefined ? {} : { completionTime }),
    job: job.id,
    execution: execution.id,
    ...{ containers: structuredClone(containers), volumes: structuredClone(volumes) },
    ...{ maxRetries, timeout, serviceAccount },
    reconciling: completionTime === undefined,
    conditions: [taskCondition(task)],
    index: task.index,
    retried: task.retried,
    ...(lastAttempt
      ? {
          lastAttemptResult: {
            exitCode: lastAttempt.exitCode,
            status: { code: lastAttempt.exitCode === 0 ? 0 : 2, message: lastAttempt.message },
          },
        }
      : {}),
    logUri: logUri(job, execution),
  };
}

function taskCondition({ phase, completionTime, lastAttempt }: TaskRecord): Condition {
  if (phase === 'succeeded') return succeeded('Completed', completionTime ?? '');
  if (phase === 'pending' || phase === 'running')
    return { type: 'Completed', state: 'CONDITION_RECONCILING' };
  const executionReason = phase === 'cancelled' ? 'CANCELLED' : 'NON_ZERO_EXIT_CODE';
  return failed(executionReason, lastAttempt?.message ?? 'The task was cancelled.', completionTime ?? '');
}

export const succeeded = (type: string, at: string): Condition => ({
  type,
  state: 'CONDITION_SUCCEEDED',
  ...(at === '' ? {} : { lastTransitionTime: at }),
});

/** @param executionReason a name of the proto's ExecutionReason */
export const failed = (executionReason: string, message: string, at: string): Condition => ({
  type: 'Completed',
  state: 'CONDITION_FAILED',
  severity: 'ERROR',
  message,
  executionReason,
  ...(at === '' ? {} : { lastTransitionTime: at }),
});

function logUri({ project, id }: JobRecord, execution: ExecutionRecord): string {
  const resource = `cloud_run_job/job_name/${id}/execution_name/${execution.id}`;
  return `https://console.cloud.google.com/logs/viewer?project=${project}&resource=${resource}`;
}
