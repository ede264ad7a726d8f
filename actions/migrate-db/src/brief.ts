/** What the approver reads about the database before pressing the button. */
import { formatDuration } from '../../../lib/runner';
import type { Summary } from '../../../lib/runner';
import type { Inputs } from './inputs';
import type { PlanFinding } from './lint';
import { writeFindings } from './lint/report';
import type { MigrationPlan, TableSize } from './model';
import { planLines, touchedTables } from './plan';
import type { Backups, Rehearsal } from './ports';
import { sizeInWords } from './size';

export interface BriefFacts {
  readonly plan: MigrationPlan;
  readonly inputs: Inputs;
  readonly findings: readonly PlanFinding[];
  /** Violations that the pre-checks have found. */
  readonly violations: readonly string[];
  readonly backups: Pick<Backups, 'inWords' | 'wayBack'> | undefined;
  readonly rehearsal: Pick<Rehearsal, 'inWords'> | undefined;
}

/** Writes the brief: what is pending, what it would send and lock, how large the tables are, and how it is undone. */
export function writeBrief(summary: Summary, facts: BriefFacts): void {
  const { plan, findings, violations } = facts;
  summary.heading(`Database: ${plan.identity.database}`);
  summary.list(planLines(plan));
  if (plan.standing.obstacles.length > 0) writeObstacles(summary, plan);
  if (plan.standing.pending.length === 0) return;
  writeStatements(summary, plan);
  if (findings.length > 0) {
    summary.heading('Locks, and what else the linter says', 3);
    writeFindings(summary, findings);
  }
  if (violations.length > 0) summary.heading('Checks that do not hold', 3).list(violations);
  writeSizes(summary, touchedTables(plan));
  summary.heading('How long it may take', 3).paragraph(timeInWords(facts));
  summary.heading('How it would be undone', 3).paragraph(undoInWords(facts));
}

function writeObstacles(summary: Summary, { standing }: MigrationPlan): void {
  summary.heading('What brings it in order', 3);
  for (const { what, resolve } of standing.obstacles) summary.paragraph(what).codeBlock(resolve.join('\n'));
}

function writeStatements(summary: Summary, { standing }: MigrationPlan): void {
  summary.heading('What will be sent', 3);
  for (const { id, sql, transactional } of standing.pending) {
    const how = transactional ? 'in one transaction' : 'without a transaction of its own';
    summary.details(`${id} (${how})`, (section) => {
      if (sql === undefined)
        section.paragraph('The tool can only tell by doing it: read the migration itself.');
      else section.codeBlock(sql.trim(), 'sql');
    });
  }
}

function writeSizes(summary: Summary, sizes: readonly TableSize[]): void {
  if (sizes.length === 0) return;
  summary.heading('Tables that it names', 3);
  summary.table(
    ['table', 'rows, about', 'with indexes'],
    sizes.map(({ table, rows, bytes }) => [
      table,
      rows < 0 ? 'never counted' : String(rows),
      sizeInWords(bytes),
    ]),
  );
}

function timeInWords({ inputs, rehearsal }: BriefFacts): string {
  const { lock, statement } = inputs.timeouts;
  const bound = `A statement waits at most ${formatDuration(lock)} for a lock, and is given up after ${formatDuration(statement)}.`;
  return rehearsal === undefined
    ? `It was not tried on a copy, so it is not known. ${bound}`
    : `It will be tried ${rehearsal.inWords} first, with the same time limits; where it fails there, production is not touched. ${bound}`;
}

function undoInWords({ backups }: BriefFacts): string {
  const forward = 'Migrations are undone by new migrations; bringing traffic back does not undo them.';
  return backups === undefined
    ? `${forward} No backup is taken by this action: give \`backup\`.`
    : `${forward} Before it, a backup is taken: ${backups.inWords}. ${backups.wayBack}`;
}
