import { UserError } from '../runner';

/** What is wrong at one place of a checks file. */
export interface ChecksFault {
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** Everything that is wrong with a checks file, in one error; nothing was requested. */
export class ChecksFaults extends UserError {
  override readonly name = 'ChecksFaults';
  readonly faults: readonly ChecksFault[];

  constructor(file: string, faults: readonly ChecksFault[]) {
    const inOrder = faults.toSorted((one, other) => one.line - other.line);
    const title = inOrder.length === 1 ? 'One fault' : `${inOrder.length} faults`;
    const lines = inOrder.map(({ line, message }) => `- ${file}:${line}: ${message}`);
    super([`${title} in the checks file; nothing was requested:`, ...lines].join('\n'), {
      remedy: 'Correct the file; README.md of smoke-test lists what it may hold.',
      file,
      line: inOrder[0]?.line ?? 1,
    });
    this.faults = inOrder;
  }
}
