/** How an apply is told: in the summary, and by failing the step where it did not end as it should. */
import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import type { Carried } from './applying';
import type { MigrationPlan, Outcome } from './model';
import type { BackupRecord } from './ports';
import type { Verified } from './verifying';
import type { Workshop } from './workshop';

const HEADLINE: Readonly<Record<Outcome, string>> = {
  applied: 'Applied',
  unchanged: 'Not applied: the database is unchanged',
  partial: 'Applied in part',
  unknown: 'It is not known what was applied',
};

export interface Told extends Carried {
  readonly applied: readonly string[];
  readonly backup: BackupRecord | undefined;
}

export function summarise({ summary, log }: Runner, plan: MigrationPlan, told: Told): void {
  const { outcome, applied, backup, end } = told;
  const list = applied.length === 0 ? 'no migration' : applied.join(', ');
  log.info(`${HEADLINE[outcome]}: ${list}.`);
  summary.heading(`${HEADLINE[outcome]}: ${plan.identity.database}`);
  summary.paragraph(`Applied by this run: ${list}.`);
  if (!end.ok) summary.paragraph(`Why it stopped: ${end.reason}`);
  if (backup)
    summary.paragraph(`The backup from before: ${backup.reference}, of ${backup.takenAt} (${backup.proof}).`);
}

/** @throws UserError or the cancellation's own error where the migrations are not all applied */
export function refuseBadEnd(workshop: Workshop, plan: MigrationPlan, carried: Carried): void {
  const { outcome, end, truth, why } = carried;
  const { place } = workshop;
  if (outcome === 'applied') {
    if (!end.ok) place.runner.log.warning(`All is applied, although the tool ended otherwise: ${end.reason}`);
    return;
  }
  place.runner.signal.throwIfAborted();
  const reason = end.ok ? 'the tool ended well and left migrations pending' : end.reason;
  if (outcome === 'unknown')
    throw new UserError(`It is not known what was applied: ${[reason, why].filter(Boolean).join('; ')}`, {
      remedy: 'Run this again with `command: plan`: it reads what is there and changes nothing.',
    });
  if (outcome === 'unchanged')
    throw new UserError(`The migration failed, and the database is as it was: ${reason}`, {
      remedy: 'Correct the migration, or wait until what stood in its way has ended, and run this again.',
    });
  const standing = truth?.standing ?? plan.standing;
  const obstacles = standing.obstacles.flatMap(({ resolve }) => resolve);
  const hints =
    obstacles.length > 0
      ? obstacles
      : workshop.toolOn(place.target, place.runner.signal).resolveHint(standing);
  throw new UserError(`Only a part was applied: ${reason}`, {
    remedy: ['Look at what is there, correct the migration, and go on by one of these:', ...hints].join('\n'),
  });
}

/** @throws UserError where something is wrong with the database now */
export function refuseFaults({ log, summary }: Runner, { faults, remarks }: Verified): void {
  for (const remark of remarks) log.notice(remark);
  if (faults.length === 0) return;
  summary.heading('What is wrong now', 3).list(faults);
  throw new UserError(
    ['The database is not as it should be:', ...faults.map((fault) => `- ${fault}`)].join('\n'),
    {
      remedy: 'Stop here: nothing that needs the new schema should be deployed before this is in order.',
    },
  );
}
