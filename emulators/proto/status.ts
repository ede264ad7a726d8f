import type { JsonObject } from './json';

/** `google.rpc.Code` by name, with the HTTP status that Google's APIs give for it (google/rpc/code.proto). */
const codes = {
  OK: { code: 0, http: 200 },
  CANCELLED: { code: 1, http: 499 },
  UNKNOWN: { code: 2, http: 500 },
  INVALID_ARGUMENT: { code: 3, http: 400 },
  DEADLINE_EXCEEDED: { code: 4, http: 504 },
  NOT_FOUND: { code: 5, http: 404 },
  ALREADY_EXISTS: { code: 6, http: 409 },
  PERMISSION_DENIED: { code: 7, http: 403 },
  RESOURCE_EXHAUSTED: { code: 8, http: 429 },
  FAILED_PRECONDITION: { code: 9, http: 400 },
  ABORTED: { code: 10, http: 409 },
  OUT_OF_RANGE: { code: 11, http: 400 },
  UNIMPLEMENTED: { code: 12, http: 501 },
  INTERNAL: { code: 13, http: 500 },
  UNAVAILABLE: { code: 14, http: 503 },
  DATA_LOSS: { code: 15, http: 500 },
  UNAUTHENTICATED: { code: 16, http: 401 },
} as const satisfies Record<string, { code: number; http: number }>;

export type StatusName = keyof typeof codes;

/** An error that the API answers with: a `google.rpc.Status`. */
export class ApiError extends Error {
  readonly status: StatusName;
  /** The HTTP status; by the table above unless the error was injected with another one. */
  readonly httpStatus: number;
  /** Typed details in JSON, each with its `@type`. */
  readonly details: readonly JsonObject[];

  constructor(
    status: StatusName,
    message: string,
    more: { details?: readonly JsonObject[]; httpStatus?: number } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.httpStatus = more.httpStatus ?? codes[status].http;
    this.details = more.details ?? [];
  }

  /** The number of `google.rpc.Code`. */
  get code(): number {
    return codes[this.status].code;
  }
}

/** A request that the API cannot accept, with the offending field named as Google names it. */
export function invalidArgument(field: string, description: string): ApiError {
  const details = [
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field, description }] },
  ];
  return new ApiError('INVALID_ARGUMENT', description, { details });
}

/** What a client receives for an error that nobody foresaw: INTERNAL, with the emulator's own message. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new ApiError('INTERNAL', `The emulator failed: ${message}`);
}

/** The canonical error of an HTTP status that a fault asks for. */
export function apiErrorOfHttpStatus(httpStatus: number, retryAfterSeconds?: number): ApiError {
  const status = statusOfHttp.get(httpStatus) ?? (httpStatus >= 500 ? 'INTERNAL' : 'FAILED_PRECONDITION');
  const details =
    retryAfterSeconds === undefined
      ? []
      : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterSeconds}s` }];
  return new ApiError(status, `Injected fault: ${httpStatus}`, { httpStatus, details });
}

const statusOfHttp: ReadonlyMap<number, StatusName> = new Map([
  [400, 'INVALID_ARGUMENT'],
  [401, 'UNAUTHENTICATED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [409, 'ABORTED'],
  [429, 'RESOURCE_EXHAUSTED'],
  [499, 'CANCELLED'],
  [501, 'UNIMPLEMENTED'],
  [503, 'UNAVAILABLE'],
  [504, 'DEADLINE_EXCEEDED'],
]);

/** The number of a `google.rpc.Code`. */
export function codeOf(status: StatusName): number {
  return codes[status].code;
}

/** Google's JSON error body. */
export function errorBody(error: ApiError): JsonObject {
  const details = error.details.length > 0 ? { details: [...error.details] } : {};
  return { error: { code: error.httpStatus, message: error.message, status: error.status, ...details } };
}
