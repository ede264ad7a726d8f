import type { Finding, Severity } from './model';

/** A message beside a line of a file. */
export interface Annotation {
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
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
  findings: readonly Finding[],
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

function annotationOf({ severity, file, line, rule, why, remedy, safe }: Finding): Annotation {
  const instead = safe === '' ? '' : `\n\n${safe}`;
  return { severity, file, line, message: `${why} ${remedy} (${rule})${instead}` };
}

/** `2 errors`. */
export function counted(count: number, severity: Severity): string {
  return `${count} ${severity}${count === 1 ? '' : 's'}`;
}
