import type { Summary } from '../../../../lib/runner';
import { counted } from './annotations';
import { LOCK_MODES } from './model';
import type { Finding, LockClaim, Severity } from './model';
import { written } from './nodes';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice'];

/** Writes all findings on the step's summary page: a table, the most severe first, and the safe way to write each. */
export function writeFindings(summary: Summary, findings: readonly Finding[]): void {
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
    sorted.map(({ severity, file, line, rule, locks, rewrites, why, remedy }) => [
      severity,
      `${file}:${line}`,
      rule,
      locksInWords(locks, rewrites),
      why,
      remedy,
    ]),
  );
  for (const { file, line, rule, statement, safe } of sorted) {
    if (safe === '') continue;
    summary.details(`${file}:${line} ${rule}: the safe way`, (section) => {
      section.paragraph(`Instead of: ${statement}`).codeBlock(safe, 'sql');
    });
  }
}

/** `2 errors, 1 notice`; empty where nothing was found. */
export function countsInWords(findings: readonly Finding[]): string {
  return SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((each) => each.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ count, severity }) => counted(count, severity))
    .join(', ');
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
