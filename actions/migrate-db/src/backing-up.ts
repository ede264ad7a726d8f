/** The verbs that are about backups alone. */
import { formatDuration, UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { Unapproved } from './backup';
import type { Backups } from './ports';
import { writeOutputs } from './report';
import type { Workshop } from './workshop';

export async function backUp(workshop: Workshop): Promise<void> {
  const { runner } = workshop.place;
  const backups = await openBackups(workshop);
  const backup = await backups.take(workshop.identity);
  const line = `Backed up ${workshop.identity.database}: ${backup.reference} (${backup.proof}).`;
  runner.log.info(line);
  runner.summary.heading(`Backup: ${workshop.identity.database}`).paragraph(line);
  writeOutputs(runner, { result: 'backed-up', backup });
}

/** Brings a backup back beside what is there now; what is there now is kept. */
export async function restore(workshop: Workshop): Promise<void> {
  const { place, inputs } = workshop;
  const backups = await openBackups(workshop);
  const { backup, database, kept, took } = await orUnapproved(place.runner, () =>
    backups.restore(inputs.restoreFrom),
  );
  const was = kept === undefined ? '' : ` What was there is kept as ${kept}.`;
  const line = `Restored ${backup.reference} of ${backup.takenAt} into ${database} in ${formatDuration(took)}.${was}`;
  place.runner.log.info(line);
  place.runner.summary.heading(`Restored: ${database}`).paragraph(line);
  writeOutputs(place.runner, { result: 'restored', backup, restored: database });
}

/** What stands for the approval goes out before the step fails: a gate of the workflow can be put upon it. */
async function orUnapproved<Result>(runner: Runner, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unapproved)
      writeOutputs(runner, { result: 'failed', restoreApproval: error.approval });
    throw error;
  }
}

/** Shows that the newest backup can be restored, how long that takes, and how much would be lost. */
export async function drill(workshop: Workshop): Promise<void> {
  const { runner } = workshop.place;
  const backups = await openBackups(workshop);
  const { backup, took, age, missed } = await backups.drill(workshop.identity);
  const line = `Restored ${backup.reference} in ${formatDuration(took)}; it is ${formatDuration(age)} old.`;
  runner.log.info(line);
  runner.summary.heading('Restore drill').paragraph(line);
  writeOutputs(runner, { result: missed.length === 0 ? 'drilled' : 'failed', backup });
  if (missed.length === 0) return;
  runner.summary.list(missed);
  throw new UserError(
    ['The backup does not meet its objectives:', ...missed.map((each) => `- ${each}`)].join('\n'),
    {
      remedy: 'Back up more often, or restore faster; or correct the objectives.',
    },
  );
}

async function openBackups({ place, inputs }: Workshop): Promise<Backups> {
  const backups = await inputs.backups?.(place);
  if (backups === undefined)
    throw new Error('The inputs were read without backups for a verb that needs them.');
  return backups;
}
