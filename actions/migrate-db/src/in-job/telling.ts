/** How a migration in a job is told, and what fails the step. */
import { createHash } from 'node:crypto';
import { UserError } from '../../../../lib/runner';
import type { Runner } from '../../../../lib/runner';
import type { Outcome, Standing } from '../model';
import type { JobInputs } from './inputs';
import type { JobEnd } from './station';
import type { JobTool } from './tools';

/** How an apply in a job ended. */
export interface Carried {
  readonly outcome: Outcome;
  readonly end: JobEnd;
  readonly applied: readonly string[];
  /** What is there now; undefined where it could not be read. */
  readonly left: Standing | undefined;
  readonly why: string;
}

/** Job, image to the byte, tool, and what is pending: then, and only then, it is the same plan. Pure. */
export function hashOf({ service, job, image, tool }: JobInputs, { pending }: Standing): string {
  const what = pending.map(({ id, checksum }) => [id, checksum]);
  const digest = image.slice(image.indexOf('@'));
  const parts = [service.project, service.region, job, digest, tool.name, what];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

export function tell({ log, summary }: Runner, inputs: JobInputs, standing: Standing): void {
  const ids = standing.pending.map(({ id }) => id);
  const lines = [
    `By ${inputs.tool.name} in the job ${inputs.job} (${inputs.service.region}), with ${inputs.image}.`,
    ids.length === 0
      ? 'Nothing is pending.'
      : `${ids.length} pending: ${ids.join(', ')} (plan ${hashOf(inputs, standing)}).`,
    ...standing.obstacles.map(({ kind, what }) => `Blocked, the database is ${kind}: ${what}`),
  ];
  for (const line of lines) log.info(line);
  summary.heading(`Database behind ${inputs.service.service}`).list(lines);
}

export function write(
  { setOutput }: Runner,
  told: { result: string; hash: string; standing: Standing; applied?: readonly string[] },
): void {
  const outputs = {
    result: told.result,
    plan: told.hash,
    pending: told.standing.pending.map(({ id }) => id),
    applied: told.applied ?? [],
    ...{ backup: '', restored: '', 'restore-approval': '' },
  };
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}

export function refuseBlocked({ obstacles }: Standing): void {
  if (obstacles.length === 0) return;
  throw new UserError(
    ['The database is not in order; nothing was touched:', ...obstacles.map(({ what }) => `- ${what}`)].join(
      '\n',
    ),
    { remedy: obstacles.flatMap(({ resolve }) => resolve).join('\n') },
  );
}

export function refuseUnapproved({ approvedPlan }: JobInputs, hash: string): void {
  if (approvedPlan === undefined || approvedPlan === hash) return;
  throw new UserError(
    `The plan ${approvedPlan} was approved, but it would be ${hash} by now: the image or what is pending has changed since. Nothing was touched.`,
    { remedy: 'Start the workflow anew, so that what is there now is what gets approved.' },
  );
}

/** @throws UserError where the migrations are not all applied */
export function refuseBadEnd(tool: JobTool, { outcome, end, left, why }: Carried): void {
  const reason = [end.reason || `${end.execution} ended well and left migrations pending`, why]
    .filter(Boolean)
    .join('; ');
  if (outcome === 'applied') return;
  if (outcome === 'unknown')
    throw new UserError(`It is not known what was applied by ${end.execution}: ${reason}`, {
      remedy: 'Run this again with `command: plan`: it waits for what goes on, reads, and changes nothing.',
    });
  if (outcome === 'unchanged')
    throw new UserError(`The migration failed, and the database is as it was: ${reason}`, {
      remedy: 'Correct the migration, or wait until what stood in its way has ended, and run this again.',
    });
  const hints = left?.obstacles.flatMap(({ resolve }) => resolve) ?? [];
  throw new UserError(`Only a part was applied: ${reason}`, {
    remedy: [
      'Look at what is there, correct the migration, and go on by one of these:',
      ...(hints.length > 0 || !left ? hints : tool.resolveHint(left)),
    ].join('\n'),
  });
}

export function refuseFaults(faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new UserError(
    ['The database is not as it should be:', ...faults.map((each) => `- ${each}`)].join('\n'),
    {
      remedy: 'Stop here: nothing that needs the new schema should be deployed before this is in order.',
    },
  );
}
