import { Code, codeOf } from '../../../../../lib/google';
import { UserError } from '../../../../../lib/runner';

/** An answer of the Cloud SQL Admin API that is no success, with the gRPC status that its HTTP status stands for. */
export class SqlAdminError extends Error {
  override readonly name = 'SqlAdminError';
  readonly code: number;

  constructor(message: string, code: number, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

const CODES: Readonly<Record<number, number>> = {
  400: Code.FAILED_PRECONDITION,
  401: Code.UNAUTHENTICATED,
  403: Code.PERMISSION_DENIED,
  404: Code.NOT_FOUND,
  409: Code.ABORTED,
  429: Code.RESOURCE_EXHAUSTED,
  503: Code.UNAVAILABLE,
  504: Code.DEADLINE_EXCEEDED,
};

/** @param status of HTTP; undefined where no answer came at all */
export function refusalOf(status: number | undefined, cause: Error): SqlAdminError {
  const code = status === undefined ? Code.UNAVAILABLE : (CODES[status] ?? Code.INTERNAL);
  return new SqlAdminError(cause.message, code, cause);
}

const REMEDY: Readonly<Record<number, string>> = {
  [Code.UNAUTHENTICATED]:
    'Log in before this step with google-github-actions/auth, and give the job `permissions: id-token: write`.',
  [Code.PERMISSION_DENIED]:
    'Grant roles/cloudsql.editor on the project to the account of this job; clones, which rehearsals and restores need, take roles/cloudsql.admin.',
  [Code.NOT_FOUND]: 'Correct project and instance: `cloud-sql-instance` is project:region:instance.',
  [Code.FAILED_PRECONDITION]: 'Put right what the message names, and run this again.',
  [Code.ABORTED]: 'Another operation of this instance goes on: let it end and run this again.',
};

const AGAIN = 'The Cloud SQL Admin API did not answer, again and again: run this again.';

/** The error as one that says what to do. */
export function explainedFor(what: string, error: unknown): unknown {
  if (!(error instanceof SqlAdminError)) return error;
  return new UserError(`${what} failed: ${error.message}`, {
    remedy: REMEDY[codeOf(error) ?? -1] ?? AGAIN,
    cause: error,
  });
}
