import { connectionFault, isTransientStatus } from '../backoff';

/** A call that Cloud Storage refused, or that got no answer. */
export class StorageRefusal extends Error {
  override readonly name = 'StorageRefusal';
  /** The HTTP status; 0 where the connection broke. */
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
    return this.status === 0 || isTransientStatus(this.status);
  }
}

/** Carries a call out; what the client libraries throw for answers and connections comes as a StorageRefusal. */
export async function refusing<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asRefusal(error);
  }
}

/** An error of the client libraries as a StorageRefusal; every other one as it is. Known by its fields, not its class. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof StorageRefusal) return error;
  const { code, status, response, message } = fieldsOf(error);
  const text = typeof message === 'string' ? message : '';
  const answered = [code, status].find((value) => typeof value === 'number');
  if (answered !== undefined) {
    const retryAfterSeconds = retryAfterIn(fieldsOf(response)['headers']);
    return new StorageRefusal(answered, messageOf(text) ?? text, { retryAfterSeconds, cause: error });
  }
  return connectionFault(error) === undefined ? error : new StorageRefusal(0, text, { cause: error });
}

/** The message of Google's JSON error in a text. */
export function messageOf(text: string): string | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const { message } = fieldsOf(fieldsOf(JSON.parse(text))['error']);
    return typeof message === 'string' ? message : undefined;
  } catch {
    // Not JSON after all: the text stands for itself.
    return undefined;
  }
}

/** The header `Retry-After` in seconds, from headers as either client library has them; 0 where there is none. */
export function retryAfterIn(headers: unknown): number {
  const { get, 'retry-after': plain } = fieldsOf(headers);
  const value = typeof get === 'function' ? (headers as Headers).get('retry-after') : plain;
  const seconds = Number(value ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}

export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
