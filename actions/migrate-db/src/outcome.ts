/** What an apply came to, from what is there afterwards and not from what the tool said. Pure. */
import type { Migration, MigrationPlan, Outcome, Standing, ToolEnd } from './model';

/** What was read once nothing worked for us any more; undefined where it could not be read. */
export interface Truth {
  readonly standing: Standing;
  readonly fingerprint: string;
}

/** @param before what was there, as far as it was read */
export function outcomeOf(before: Truth, after: Truth | undefined, end: ToolEnd): Outcome {
  if (after === undefined) return 'unknown';
  const { pending, obstacles } = after.standing;
  if (pending.length === 0 && obstacles.length === 0) return 'applied';
  if (obstacles.length > 0 || !sameIds(before.standing, after.standing)) return 'partial';
  if (before.fingerprint !== after.fingerprint) return 'partial';
  // Nothing can be seen; but changes of data without a transaction of their own cannot be seen either.
  return end.ok || end.clean ? 'unchanged' : 'unknown';
}

/** What a run that was cut off came to, by what it was to apply. */
export function outcomeOfCutOff(planned: readonly string[], now: Standing): Outcome {
  const left = new Set(now.pending.map(({ id }) => id));
  const undone = planned.filter((id) => left.has(id)).length;
  if (now.obstacles.some(({ kind }) => kind === 'dirty')) return 'partial';
  if (undone === 0) return 'applied';
  return undone === planned.length ? 'unchanged' : 'partial';
}

/** SQLSTATEs of a migration that was turned away and may come again: lock_not_available, deadlock_detected. */
const PASSING: ReadonlySet<string> = new Set(['55P03', '40P01']);

/** Whether applying once more is safe: what failed left nothing, and the rest of the plan is all that is left. */
export function mayTryAgain(before: MigrationPlan, after: Truth | undefined, end: ToolEnd): boolean {
  if (end.ok || !end.clean || !PASSING.has(end.code ?? '') || after === undefined) return false;
  const { pending, obstacles } = after.standing;
  if (obstacles.length > 0 || pending.length === 0) return false;
  const rest = before.standing.pending.slice(-pending.length);
  return JSON.stringify(rest.map(same)) === JSON.stringify(pending.map(same));
}

const same = ({ id, checksum }: Migration): string[] => [id, checksum];

const sameIds = (one: Standing, other: Standing): boolean =>
  one.pending.length === other.pending.length &&
  one.pending.every(({ id }, at) => other.pending[at]?.id === id);
