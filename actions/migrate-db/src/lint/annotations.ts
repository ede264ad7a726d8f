import type { PlanFinding, Severity } from './model';
import { counted, safeWayOf } from './report';

/** A message, beside a line of a file where there is one. */
export interface Annotation {
  readonly severity: Severity;
  readonly position: { readonly file?: string; readonly line?: number };
  readonly message: string;
}

export interface Annotations {
  /** The most severe first. */
  readonly shown: readonly Annotation[];
  /** A sentence on those that are not shown; undefined where all are. */
  readonly more: string | undefined;
}

/** GitHub shows so many of each severity for a step, and drops the rest without a word. */
export const SHOWN_PER_SEVERITY = 10;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice'];

/**
 * Findings as GitHub's annotations.
 * @param reserved of each severity, how many the step keeps for other messages; the error that ends it is one
 */
export function annotationsOf(
  findings: readonly PlanFinding[],
  reserved: Readonly<Partial<Record<Severity, number>>> = {},
): Annotations {
  const groups = SEVERITIES.map((severity) => {
    const all = findings.filter((finding) => finding.severity === severity);
    const room = Math.max(0, SHOWN_PER_SEVERITY - (reserved[severity] ?? 0));
    return { severity, shown: all.slice(0, room), left: Math.max(0, all.length - room) };
  });
  const left = groups.filter((group) => group.left > 0).map((group) => counted(group.left, group.severity));
  return {
    shown: groups.flatMap(({ shown }) => shown.map(annotationOf)),
    more: left.length === 0 ? undefined : `${left.join(', ')} more: the summary of this step has them all.`,
  };
}

function annotationOf(finding: PlanFinding): Annotation {
  const { severity, migration, file, line, rule, why } = finding;
  const position = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
  return { severity, position, message: `${migration} (${rule}): ${why} ${safeWayOf(finding)}` };
}
