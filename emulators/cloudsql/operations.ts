import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { Fault } from '../faults';
import { faultOf } from '../faults';
import type { JsonObject } from '../proto/json';
import { textOf } from '../proto/json';
import type { Handler } from '../proto/methods';
import { ApiError } from '../proto/status';
import type { CloudSqlState, InstanceRecord, OperationRecord } from './state';

/** What an operation does when its time has come, and when it fails instead. */
export interface Work {
  type: string;
  instance: InstanceRecord;
  /** Emulated milliseconds. */
  duration: number;
  succeed: () => void | Promise<void>;
  fail: () => void;
}

/**
 * Starts an operation. One instance does one thing at a time: a second one is refused. It always ends DONE; whether
 * well or badly, its error says.
 */
export function startOperation(
  state: CloudSqlState,
  clock: Clock,
  work: Work,
  faults: readonly Fault[],
): JsonObject {
  const { instance, type } = work;
  demandIdle(state, instance);
  const operation: OperationRecord = {
    ...{ name: randomUUID(), type, targetId: instance.name, project: instance.project },
    inserted: clock.now(),
  };
  state.operations.set(operation.name, operation);
  const fault = faultOf(faults, 'operation-error');
  const end = async (): Promise<void> => {
    await clock.sleep(work.duration);
    try {
      if (fault === undefined) await work.succeed();
      else refuse(operation, fault.message ?? 'An unknown error occurred.');
    } catch (error) {
      refuse(operation, `The emulator failed: ${String(error)}`);
    }
    if (operation.error !== undefined) work.fail();
    operation.ended = clock.now();
  };
  void end();
  return operationView(operation);
}

function refuse(operation: OperationRecord, message: string): void {
  const error = { kind: 'sql#operationError', code: 'INTERNAL_ERROR', message };
  operation.error = { kind: 'sql#operationErrors', errors: [error] };
}

function demandIdle(state: CloudSqlState, { name, project }: InstanceRecord): void {
  for (const each of state.operations.values())
    if (each.targetId === name && each.project === project && each.ended === undefined)
      throw new ApiError(
        'ABORTED',
        'Operation failed because another operation was already in progress. Try your request after the current operation is complete.',
      );
}

function operationView({
  name,
  type,
  targetId,
  project,
  inserted,
  ended,
  error,
}: OperationRecord): JsonObject {
  const time = (at: number): string => new Date(at).toISOString();
  return {
    ...{ kind: 'sql#operation', name, operationType: type, targetId, targetProject: project },
    ...{ insertTime: time(inserted), startTime: time(inserted) },
    status: ended === undefined ? 'RUNNING' : 'DONE',
    ...(ended === undefined ? {} : { endTime: time(ended) }),
    ...(ended === undefined || error === undefined ? {} : { error }),
  };
}

export const operationHandlers = (state: CloudSqlState): Record<string, Handler> => ({
  Get: ({ operation }) => {
    const found = state.operations.get(textOf(operation));
    if (found) return operationView(found);
    throw new ApiError('NOT_FOUND', 'The requested operation does not exist.');
  },
  List: ({ project, instance }) => ({
    kind: 'sql#operationsList',
    items: [...state.operations.values()]
      .filter((each) => each.project === project && (!instance || each.targetId === instance))
      .map(operationView),
  }),
});
