import { Code } from '../google';

/** An answer of Cloud Monitoring or Cloud Logging that is no success, with the gRPC status that its HTTP status stands for. */
export class MetricsError extends Error {
  override readonly name = 'MetricsError';
  readonly code: number;

  constructor(message: string, code: number, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Source: google/rpc/code.proto. */
const CODES: Readonly<Record<number, number>> = {
  400: Code.INVALID_ARGUMENT,
  401: Code.UNAUTHENTICATED,
  403: Code.PERMISSION_DENIED,
  404: Code.NOT_FOUND,
  429: Code.RESOURCE_EXHAUSTED,
  503: Code.UNAVAILABLE,
  504: Code.DEADLINE_EXCEEDED,
};

/**
 * @param status of HTTP; undefined where no answer came at all
 * @param said what the API says itself, where it says something
 */
export function metricsError(
  api: string,
  { status, said }: { status: number | undefined; said: string | undefined },
  cause: Error,
): MetricsError {
  const code = status === undefined ? Code.UNAVAILABLE : (CODES[status] ?? Code.INTERNAL);
  const answer = status === undefined ? 'did not answer' : `answered ${status}`;
  return new MetricsError(`${api} ${answer}: ${said ?? cause.message}`, code, cause);
}

/** The identity of this step may not read there, and no later try will change that. */
export const isRefused = (error: unknown): error is MetricsError =>
  error instanceof MetricsError &&
  (error.code === Code.PERMISSION_DENIED || error.code === Code.UNAUTHENTICATED);
