/** What Google Play says no with, and what that means for the next step. */

/** Statuses after which the same call may succeed. A 409 is Play's own `concurrentUpdate`. */
const TRANSIENT: ReadonlySet<number> = new Set([0, 408, 409, 429, 500, 502, 503, 504]);

/** A call that Google Play refused, or that got no answer. */
export class PlayRefusal extends Error {
  override readonly name = 'PlayRefusal';
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** For how long the server asked to be left alone. */
  readonly retryAfterSeconds: number;

  constructor(
    status: number,
    message: string,
    { retryAfterSeconds = 0, cause }: { retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The same call may succeed when it is sent again; whether a write took effect is not known. */
  get transient(): boolean {
    return TRANSIENT.has(this.status);
  }
}

/** Whether an error is a refusal whose words say this; Play has no codes that could be relied upon. */
export const says = (error: unknown, pattern: RegExp): boolean =>
  error instanceof PlayRefusal && pattern.test(error.message);

/**
 * The edit is not open any more: another one was made, something was committed or changed in the Console, or its time
 * is over. Sources: https://developers.google.com/android-publisher/edits and public reports of the wording.
 */
export const isEditGone = (error: unknown): boolean =>
  error instanceof PlayRefusal &&
  [400, 404, 410].includes(error.status) &&
  /edit has (been deleted|expired|already been)|edit not found/i.test(error.message);
