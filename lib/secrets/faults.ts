import { Code, codeOf } from '../google';
import { UserError } from '../runner';

const REMEDY: Readonly<Record<number, string>> = {
  [Code.UNAUTHENTICATED]:
    'Log in before this step with google-github-actions/auth, and give the job `permissions: id-token: write`.',
  [Code.PERMISSION_DENIED]:
    'Grant roles/secretmanager.secretAccessor on this secret to the account that this job uses (roles/secretmanager.viewer too where `latest` is to be resolved).',
  [Code.NOT_FOUND]: 'Correct the project, the secret or the version.',
  // A version that is disabled or destroyed.
  [Code.FAILED_PRECONDITION]: 'Give a version that is enabled, or add one.',
};

const AGAIN = 'Secret Manager did not answer, again and again: run this again.';

/** The error as one that names the secret and says what to do. Values are in none of them. */
export function explainedFor(name: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined || !(error instanceof Error)) return error;
  return new UserError(`The secret ${name} cannot be read: ${error.message}`, {
    remedy: REMEDY[code] ?? AGAIN,
    cause: error,
  });
}
