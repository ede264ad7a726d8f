import { UserError } from '../runner';
import { faultOf, isHttpError } from './faults';
import type { HttpError } from './faults';

/**
 * An error of GitHub's client as one that says what to do; every other error as it is.
 * @param what what was tried, such as `Creating a deployment to production`
 */
export function explained(error: unknown, what: string): unknown {
  if (!isHttpError(error)) return error;
  const remedy = remedyOf(error);
  const message = `${what} failed: ${firstLine(error.message)}`;
  return remedy === undefined ? error : new UserError(message, { remedy, cause: error });
}

/** Runs calls of GitHub's API, and lets their errors say what was tried and what to do. */
export async function explaining<T>(what: string, calls: () => Promise<T>): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    throw explained(error, what);
  }
}

function remedyOf(error: HttpError): string | undefined {
  if (faultOf(error, 0).kind === 'limited') return limitRemedy(error);
  if (error.status === 401)
    return 'The token is wrong or has expired: use `${{ github.token }}` of the job that runs this step.';
  if (error.status === 403) return permissionRemedy(error);
  if (error.status === 404)
    return 'Check the name, and that the token belongs to this repository: GitHub answers "Not Found" where it may not be read.';
  if (error.status === 422) return 'Correct what the message names; nothing was written.';
  if (error.status >= 500)
    return 'GitHub failed or could not be reached, again and again: run this again; https://www.githubstatus.com tells more.';
  return undefined;
}

function limitRemedy({ response }: HttpError): string {
  const reset = Number(response?.headers['x-ratelimit-reset'] ?? Number.NaN);
  const when = Number.isFinite(reset) ? `after ${new Date(reset * 1000).toISOString()}` : 'in some minutes';
  return `GitHub's rate limit is used up: run this again ${when}.`;
}

/** GitHub names what it would have accepted: `issues=write; pull_requests=write`, alternatives by semicolon. */
function permissionRemedy({ response }: HttpError): string {
  const accepted = String(response?.headers['x-accepted-github-permissions'] ?? '');
  const [first = ''] = accepted.split(';');
  const lines = first
    .split(',')
    .map((permission) => /^ *(\w+)=(read|write) *$/.exec(permission))
    .flatMap((match) => (match ? [`${(match[1] ?? '').replaceAll('_', '-')}: ${match[2] ?? ''}`] : []));
  if (lines.length === 0) return 'Give the job the permission that this call needs, under `permissions:`.';
  return `Add \`${lines.join('` and `')}\` to the \`permissions:\` of the job that runs this step, and of every job that calls its workflow.`;
}

/** Octokit adds the address of the documentation and the details, which a remedy does not need. */
function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ - https:\/\/docs\.github\.com\S*$/, '');
}
