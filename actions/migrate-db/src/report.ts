import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import type { MigrationPlan, Outcome } from './model';
import type { BackupRecord } from './ports';

/** What this step tells the steps after it. */
export interface Result {
  readonly result:
    Outcome | 'planned' | 'blocked' | 'verified' | 'failed' | 'backed-up' | 'restored' | 'drilled';
  readonly plan?: MigrationPlan | undefined;
  /** Ids of the migrations that this run has applied. */
  readonly applied?: readonly string[];
  readonly backup?: BackupRecord | undefined;
  /** The database that holds what was restored. */
  readonly restored?: string;
  /** What a restore that was not approved would have to be given. */
  readonly restoreApproval?: string;
}

export function writeOutputs(
  { setOutput }: Runner,
  { result, plan, applied = [], backup, restored, restoreApproval }: Result,
): void {
  const outputs = {
    result,
    plan: plan?.hash ?? '',
    pending: plan?.standing.pending.map(({ id }) => id) ?? [],
    applied,
    backup: backup?.reference ?? '',
    restored: restored ?? '',
    'restore-approval': restoreApproval ?? '',
  };
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}

/** Why nothing may be applied, with what brings it in order. */
export function blockedError({ standing, identity }: MigrationPlan): UserError {
  const kinds = [...new Set(standing.obstacles.map(({ kind }) => kind))].join(' and ');
  const lines = standing.obstacles.map(({ what }) => `- ${what}`);
  return new UserError([`${identity.database} is ${kinds}; nothing was touched:`, ...lines].join('\n'), {
    remedy: standing.obstacles.flatMap(({ resolve }) => resolve).join('\n'),
  });
}
