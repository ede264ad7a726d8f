/** Where a fault is written, so that GitHub can show the annotation beside it. */
export interface SourcePosition {
  /** Path inside the repository. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
}

export interface UserErrorDetails extends SourcePosition {
  /** What the caller does about it, as a sentence in the imperative. */
  readonly remedy: string;
  /** The error underneath; shown only in debug logs. */
  readonly cause?: unknown;
}

/** What the caller can put right: shown with its remedy and without a stack. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly remedy: string;
  readonly position: SourcePosition;

  constructor(message: string, { remedy, cause, ...position }: UserErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.remedy = remedy;
    this.position = position;
  }
}
