import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { Fault } from '../faults';
import { faultOf } from '../faults';
import { NeonRefusal } from './state';
import type { NeonState, OperationRecord } from './state';

export interface Work {
  action: string;
  branch: string;
  /** What takes effect at its end. */
  apply: () => void | Promise<void>;
}

/** A project does one thing with a branch at a time: until it is done, others are told that it is locked. */
export function demandUnlocked(state: NeonState, branch: string): void {
  for (const { branch_id, status } of state.operations.values())
    if (branch_id === branch && (status === 'scheduling' || status === 'running'))
      throw new NeonRefusal(
        423,
        'LOCKED',
        'project already has running conflicting operations, scheduling of new ones is prohibited',
      );
}

/** Starts an operation, and answers with it as it is now. */
export function startOperation(
  state: NeonState,
  { clock, duration }: { clock: Clock; duration: number },
  { action, branch, apply }: Work,
  faults: readonly Fault[],
): OperationRecord {
  const now = new Date(clock.now()).toISOString();
  const operation: OperationRecord = {
    ...{ id: randomUUID(), project_id: state.project, branch_id: branch, action },
    ...{ status: 'running', failures_count: 0, created_at: now, updated_at: now },
  };
  state.operations.set(operation.id, operation);
  const fault = faultOf(faults, 'operation-error');
  const end = async (): Promise<void> => {
    await clock.sleep(duration);
    try {
      if (fault !== undefined) throw new Error(fault.message ?? 'internal error');
      await apply();
      operation.status = 'finished';
    } catch (error) {
      Object.assign(operation, { status: 'failed', failures_count: 1 });
      operation.error = error instanceof Error ? error.message : String(error);
    }
    operation.updated_at = new Date(clock.now()).toISOString();
  };
  void end();
  return { ...operation };
}
