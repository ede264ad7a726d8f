import { Code, codeOf } from '../google';
import { UserError } from '../runner';

/** An answer of Secret Manager that is no success, with the gRPC status that its HTTP status stands for. */
export class SecretManagerError extends Error {
  override readonly name = 'SecretManagerError';
  readonly code: number;

  constructor(message: string, code: number, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** google/rpc/code.proto. 400 is FAILED_PRECONDITION here: a version that is disabled or destroyed. */
const CODES: Readonly<Record<number, number>> = {
  400: Code.FAILED_PRECONDITION,
  401: Code.UNAUTHENTICATED,
  403: Code.PERMISSION_DENIED,
  404: Code.NOT_FOUND,
  429: Code.RESOURCE_EXHAUSTED,
  503: Code.UNAVAILABLE,
  504: Code.DEADLINE_EXCEEDED,
};

/** @param status of HTTP; undefined where no answer came at all */
export function refusalOf(status: number | undefined, cause: Error): SecretManagerError {
  const code = status === undefined ? Code.UNAVAILABLE : (CODES[status] ?? Code.INTERNAL);
  return new SecretManagerError(cause.message, code, cause);
}

const REMEDY: Readonly<Record<number, string>> = {
  [Code.UNAUTHENTICATED]:
    'Log in before this step with google-github-actions/auth, and give the job `permissions: id-token: write`.',
  [Code.PERMISSION_DENIED]:
    'Grant roles/secretmanager.secretAccessor on this secret to the account that this job uses (roles/secretmanager.viewer too where `latest` is to be resolved).',
  [Code.NOT_FOUND]: 'Correct the project, the secret or the version.',
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
