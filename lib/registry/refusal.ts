import { connectionFault } from '../backoff';
import { UserError } from '../runner';
import { fieldsOf, listOf, parsedJson, textIn } from './untrusted-json';

/** A registry's answer that says no. */
export class RegistryRefusal extends UserError {
  override readonly name: string = 'RegistryRefusal';
  /** The HTTP status. */
  readonly status: number;

  constructor(status: number, message: string, remedy: string) {
    super(message, { remedy });
    this.status = status;
  }
}

/** The call may succeed when it is sent again: the registry is overloaded, or the connection broke. */
export class TransientFault extends UserError {
  override readonly name: string = 'TransientFault';
  /** For how long the registry asked to be left alone. */
  readonly retryAfterSeconds: number;

  constructor(
    message: string,
    { retryAfterSeconds = 0, cause }: { retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { remedy: 'Run this again: what is uploaded already is not sent a second time.', cause });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const REMEDY: Readonly<Record<number, string>> = {
  401: 'Log in before this step: google-github-actions/auth for Artifact Registry, docker/login-action for others.',
  403: 'Grant the account of this job the right to push (Artifact Registry: roles/artifactregistry.writer on the repository; GitHub: `permissions: packages: write`).',
  404: 'Correct the name, or create the repository where the registry does not do so by itself (gcloud artifacts repositories create).',
};

/**
 * What a refused request means.
 * @param what the request in words: `PUT europe-docker.pkg.dev/v2/...`
 * @param body the answer's text; OCI's error format is read, anything else is left out
 */
export function refusalOf(what: string, status: number, body: string): RegistryRefusal {
  const said = messagesIn(body);
  const message = `The registry answered ${status} to ${what}${said === '' ? '' : `: ${said}`}.`;
  if (/immutable/i.test(said)) {
    return new RegistryRefusal(
      status,
      message,
      'The repository forbids that a tag moves: give tags that are new with each build, such as type=sha.',
    );
  }
  return new RegistryRefusal(
    status,
    message,
    REMEDY[status] ?? 'Put right what the registry says, and run this again.',
  );
}

/** OCI's error format: `{"errors": [{"code": ..., "message": ...}]}`. */
function messagesIn(body: string): string {
  return listOf(fieldsOf(parsedJson(body))['errors'])
    .map(fieldsOf)
    .map((error) =>
      [textIn(error, 'code'), textIn(error, 'message')].filter((part) => part !== undefined).join(' '),
    )
    .join('; ')
    .slice(0, 500);
}

/** @returns the error as a transient one where the connection is to blame, in words where the name is, else itself */
export function asTransient(error: unknown, what: string): unknown {
  if (textIn(fieldsOf(error), 'code') === 'ENOTFOUND')
    return new RegistryRefusal(0, `There is no host for ${what}.`, 'Correct the name.');
  const code = connectionFault(error);
  if (code === undefined) return error;
  return new TransientFault(`The connection broke at ${what}: ${code}.`, { cause: error });
}
