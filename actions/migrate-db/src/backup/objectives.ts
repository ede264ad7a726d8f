/** What a drill shows, held against what was asked for. */
import { formatDuration } from '../../../../lib/runner';
import type { Drilled } from '../ports';

/** What must hold of a drill, in milliseconds; undefined where nothing was asked for. */
export interface Objectives {
  /** How long a restore may take. */
  readonly restoreTime: number | undefined;
  /** How old the newest backup may be: what is lost at most. */
  readonly backupAge: number | undefined;
}

/** A sentence for each objective that does not hold. Pure. */
export function missedObjectives(
  { took, age }: Pick<Drilled, 'took' | 'age'>,
  { restoreTime, backupAge }: Objectives,
): string[] {
  return [
    ...(restoreTime !== undefined && took > restoreTime
      ? [`The restore took ${formatDuration(took)}, and may take ${formatDuration(restoreTime)}.`]
      : []),
    ...(backupAge !== undefined && age > backupAge
      ? [`The newest backup is ${formatDuration(age)} old, and may be ${formatDuration(backupAge)}.`]
      : []),
  ];
}
