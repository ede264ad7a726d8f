/** What became of a migration that a killed run has begun, where the schema proves it. Pure: no I/O. */
import { driftOf } from './drift';
import type { UnfinishedRun } from './ledger';
import type { Ends } from './lint';
import type { MigrationPlan, Settlement } from './model';

/** The migration that a run which was cut off has left half done, by its tool's record; undefined where there is none. */
export function begunBy(run: UnfinishedRun, { standing }: MigrationPlan): string | undefined {
  const dirty = standing.obstacles.filter(({ kind }) => kind === 'dirty');
  const [only] = dirty;
  const migration = only?.migration;
  return dirty.length === 1 && migration !== undefined && run.pending.includes(migration)
    ? migration
    : undefined;
}

/**
 * Statements of a file take effect one after the other, or all at once. So where the first of them changes the schema, none
 * changes it back, and the schema is what it was before the run, none took effect; where the last changes it, and the schema is what the
 * rehearsal came out with, all did. Of anything else only a person can say.
 * @param ends of the file of `migration`
 */
export function settlementOf(
  run: UnfinishedRun,
  migration: string,
  { fingerprint }: Pick<MigrationPlan, 'fingerprint'>,
  ends: Ends,
): Settlement | undefined {
  const place = run.pending.indexOf(migration);
  if (place === 0 && ends.first && !ends.drops && fingerprint === run.fingerprint)
    return { migration, as: 'rolled-back' };
  const isLast = place === run.pending.length - 1;
  if (isLast && ends.last && fingerprint === run.rehearsed && run.rehearsed !== run.fingerprint)
    return { migration, as: 'applied' };
  return undefined;
}

/** The plan as it will be once the settlement is on record: nothing else changes by that. */
export function settled(plan: MigrationPlan, { migration, as }: Settlement): MigrationPlan {
  const { pending, applied, obstacles } = plan.standing;
  const others = obstacles.filter((obstacle) => obstacle.migration !== migration);
  if (as === 'rolled-back') return { ...plan, standing: { pending, applied, obstacles: others } };
  // What it has changed looked as if somebody had done it by hand.
  const byHand = new Set(driftOf(plan.drift ?? []).map(({ what }) => what));
  return {
    ...plan,
    drift: [],
    standing: {
      pending: pending.filter(({ id }) => id !== migration),
      applied,
      obstacles: others.filter(({ what }) => !byHand.has(what)),
    },
  };
}

export const settlementInWords = ({ migration, as }: Settlement): string =>
  as === 'applied'
    ? `${migration} was begun by a run that was cut off, and has taken effect: the schema is as it was after the rehearsal.`
    : `${migration} was begun by a run that was cut off, and has left nothing: the schema is as it was before.`;
