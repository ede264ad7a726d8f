/**
 * What an error of Google's client libraries means for the next step.
 *
 * The REST transport maps every answer to a gRPC status code and keeps the HTTP status beside it; a request that got no
 * answer at all arrives as UNAVAILABLE. Source: google-gax `fallbackServiceStub`, google/rpc/code.proto.
 */

/** The gRPC status codes that this suite decides upon. */
export const Code = {
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

const TRANSIENT: ReadonlySet<number> = new Set([
  Code.DEADLINE_EXCEEDED,
  Code.RESOURCE_EXHAUSTED,
  Code.INTERNAL,
  Code.UNAVAILABLE,
]);

/** The gRPC status code of an error of Google's client library, undefined for any other error. */
export function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}

/** The call may succeed when it is sent again; whether a write took effect is not known. */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && TRANSIENT.has(code);
}

/** Somebody else wrote in between: the etag that was sent is not the resource's any more. */
export function isConflict(error: unknown): boolean {
  return codeOf(error) === Code.ABORTED;
}

/** The resource does not exist, or this identity may not know that it does. */
export function isNotFound(error: unknown): boolean {
  return codeOf(error) === Code.NOT_FOUND;
}
