import { ApiError, Code } from '../../../../../lib/google';
import { UserError } from '../../../../../lib/runner';

const REMEDY: Readonly<Record<number, string>> = {
  [Code.UNAUTHENTICATED]:
    'Log in before this step with google-github-actions/auth, and give the job `permissions: id-token: write`.',
  [Code.PERMISSION_DENIED]:
    'Grant roles/cloudsql.editor on the project to the account of this job; clones, which rehearsals and restores need, take roles/cloudsql.admin.',
  [Code.NOT_FOUND]: 'Correct project and instance: `cloud-sql-instance` is project:region:instance.',
  [Code.INVALID_ARGUMENT]: 'Put right what the message names, and run this again.',
  [Code.FAILED_PRECONDITION]: 'Put right what the message names, and run this again.',
  [Code.ABORTED]: 'Another operation of this instance goes on: let it end and run this again.',
};

const AGAIN = 'The Cloud SQL Admin API did not answer, again and again: run this again.';

/** The error as one that says what to do. */
export function explainedFor(what: string, error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  return new UserError(`${what} failed: ${error.message}`, {
    remedy: REMEDY[error.code] ?? AGAIN,
    cause: error,
  });
}
