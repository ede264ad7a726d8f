import { UserError } from '../runner';
import { Code, codeOf } from './errors';

/** What the caller can do about a call that Google refused, by status code. */
const REMEDY: Readonly<Record<number, string>> = {
  [Code.UNAUTHENTICATED]:
    'Log in before this step with google-github-actions/auth, and give the job `permissions: id-token: write`.',
  [Code.PERMISSION_DENIED]:
    'Grant roles/run.developer on the service, and roles/iam.serviceAccountUser on its runtime service account, to the account that this job uses.',
  [Code.INVALID_ARGUMENT]: 'Correct what the message names; nothing was written.',
  [Code.NOT_FOUND]: 'Correct what the message names: project, region, service or revision.',
  [Code.ALREADY_EXISTS]: 'Another run made the same at this moment: run this again, it goes on from there.',
  [Code.FAILED_PRECONDITION]: 'Put right what the message names, and run this again.',
  [Code.RESOURCE_EXHAUSTED]:
    'The quota of the Cloud Run Admin API is used up: wait a minute and run this again.',
  [Code.UNAVAILABLE]:
    'Cloud Run could not be reached, or did not answer, again and again: run this again, it goes on from where it stands.',
  [Code.DEADLINE_EXCEEDED]:
    'Cloud Run did not answer in time, again and again: run this again, it goes on from where it stands.',
  [Code.INTERNAL]:
    'Cloud Run failed inside, again and again: run this again, it goes on from where it stands.',
  [Code.ABORTED]: 'Somebody else keeps changing this service: let one writer finish and run this again.',
};

/** An error of Google's client library as one that says what to do; every other error as it is. */
export function explained(error: unknown, what: string): unknown {
  const remedy = REMEDY[codeOf(error) ?? -1];
  if (remedy === undefined || !(error instanceof Error)) return error;
  return new UserError(`${what} failed: ${error.message}`, { remedy, cause: error });
}
