import type { Summary } from '../../../../lib/runner';
import { LOCK_MODES } from './model';
import type { LockClaim, PlanFinding, Severity } from './model';
import { written } from './nodes';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice'];

/** Writes all findings on the step's summary page: a table, the most severe first, and the safe way to write each. */
export function writeFindings(summary: Summary, findings: readonly PlanFinding[]): void {
  if (findings.length === 0) {
    summary.paragraph('The linter found nothing in the migrations.');
    return;
  }
  const sorted = SEVERITIES.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  summary.paragraph(`${countsInWords(findings)}.`);
  summary.table(
    ['Severity', 'Where', 'Rule', 'Locks', 'Why', 'Instead'],
    sorted.map((finding) => [
      finding.severity,
      placeOf(finding),
      finding.rule,
      locksInWords(finding.locks, finding.rewrites),
      finding.why,
      finding.remedy,
    ]),
  );
  for (const finding of sorted) {
    if (finding.safe === '') continue;
    summary.details(`${placeOf(finding)} ${finding.rule}: the safe way`, (section) => {
      section.paragraph(`Instead of: ${finding.statement}`).codeBlock(finding.safe, 'sql');
    });
  }
}

/** `migrations/7.sql:3`; the migration's name where no file holds its SQL. */
const placeOf = ({ migration, file, line }: PlanFinding): string =>
  file === undefined || line === undefined ? migration : `${file}:${line}`;

/** What to do instead, with the SQL for it. */
export const safeWayOf = ({ remedy, safe }: Pick<PlanFinding, 'remedy' | 'safe'>): string =>
  safe === '' ? remedy : `${remedy} Instead:\n${safe}`;

/** `2 errors, 1 notice`; empty where nothing was found. */
export function countsInWords(findings: readonly Pick<PlanFinding, 'severity'>[]): string {
  return SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((each) => each.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ count, severity }) => counted(count, severity))
    .join(', ');
}

/** `2 errors`. */
export function counted(count: number, severity: Severity): string {
  return `${count} ${severity}${count === 1 ? '' : 's'}`;
}

/** `AccessExclusive on orders (written anew), ShareRowExclusive on customers`: the strongest first. */
export function locksInWords(locks: readonly LockClaim[], rewrites: readonly string[]): string {
  return locks
    .toSorted((one, other) => LOCK_MODES.indexOf(other.mode) - LOCK_MODES.indexOf(one.mode))
    .map(
      ({ relation, mode }) =>
        `${mode} on ${written(relation)}${rewrites.includes(relation) ? ' (written anew)' : ''}`,
    )
    .join(', ');
}
