import { Code, codeOf } from './errors';

/** An answer of one of Google's APIs that is no success, or none at all, with its gRPC status. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** One of {@link Code}. */
  readonly code: number;

  constructor(message: string, code: number, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** The gRPC status that a status of HTTP stands for where the answer does not name one. Source: google/rpc/code.proto. */
const CODES: Readonly<Record<number, number>> = {
  400: Code.INVALID_ARGUMENT,
  401: Code.UNAUTHENTICATED,
  403: Code.PERMISSION_DENIED,
  404: Code.NOT_FOUND,
  409: Code.ABORTED,
  412: Code.FAILED_PRECONDITION,
  429: Code.RESOURCE_EXHAUSTED,
  503: Code.UNAVAILABLE,
  504: Code.DEADLINE_EXCEEDED,
};

/**
 * @param answer.http undefined where no answer came at all
 * @param answer.name of the gRPC status, as the answer gives it
 */
export function codeIn({ http, name }: { http: number | undefined; name: string | undefined }): number {
  const named = Object.entries(Code).find(([each]) => each === name)?.[1];
  if (named !== undefined) return named;
  return http === undefined ? Code.UNAVAILABLE : (CODES[http] ?? Code.INTERNAL);
}

/** The identity of this step may not do that, and no later try will change it. */
export function isRefused(error: unknown): boolean {
  const code = codeOf(error);
  return code === Code.PERMISSION_DENIED || code === Code.UNAUTHENTICATED;
}
