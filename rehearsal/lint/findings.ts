import type { Fault, Position } from '../workflow/faults';

/** Something in a workflow or an action that GitHub accepts and that goes wrong, or is unsafe, when it runs. */
export interface Finding {
  at: Position;
  /** What is wrong, in a sentence. */
  message: string;
  /** What to do about it, in a sentence; absent where GitHub's own message says it. */
  remedy?: string;
}

/** What could not be looked at, so that nobody takes the silence for a pass. */
export interface Note {
  at: Position;
  message: string;
}

/** Words a finding the way compilers do, so that editors and terminals can jump to it. */
export function describeFinding({ at, message, remedy }: Finding): string {
  const place = `${at.file}:${at.line}:${at.column}`;
  return remedy === undefined ? `${place}: ${message}` : `${place}: ${message} ${remedy}`;
}

/** In the order of the files, each finding once: a workflow that is called twice is read twice. */
export function inOrder<Found extends Finding | Note>(findings: readonly Found[]): Found[] {
  const distinct = new Map(findings.map((each) => [JSON.stringify(each), each]));
  return [...distinct.values()].sort(
    ({ at: one }, { at: other }) =>
      one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column,
  );
}

/** GitHub's own complaint about a file, which keeps our checks from looking further. */
export function asFinding({ at, message }: Fault, file: string): Finding {
  // The YAML reader adds the place once more, and draws it.
  const [sentence = ''] = message.split('\n');
  return {
    at: at ?? { file, line: 1, column: 1 },
    message: sentence.replace(/ at line \d+, column \d+:?$/, '.'),
  };
}
