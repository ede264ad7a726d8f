import { isTransientStatus } from '../../../../lib/backoff';

/** A call that App Store Connect refused, or that got no answer. */
export class AppStoreRefusal extends Error {
  override readonly name = 'AppStoreRefusal';
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** Apple's own codes, such as `ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE`. */
  readonly codes: readonly string[];
  /** For how long the server asked to be left alone. */
  readonly retryAfterSeconds: number;
  readonly #lost: boolean;

  constructor(
    status: number,
    message: string,
    about: {
      codes?: readonly string[];
      retryAfterSeconds?: number;
      cause?: unknown;
      /** The connection broke, or could not be made for now. */
      lost?: boolean;
    } = {},
  ) {
    const { codes = [], retryAfterSeconds = 0, cause, lost = false } = about;
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.codes = codes;
    this.retryAfterSeconds = retryAfterSeconds;
    this.#lost = lost;
  }

  /** The same call may succeed when it is sent again; whether a write took effect is not known. */
  get transient(): boolean {
    return this.#lost || isTransientStatus(this.status);
  }
}
