/**
 * What an error of Octokit means for the next step.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export type Fault =
  /** Refused for now, and nothing happened. */
  | { kind: 'limited'; waitMilliseconds: number }
  /** No answer, or one from 500 on: a write may have taken effect. */
  | { kind: 'unanswered' }
  /** Another try would be answered alike. */
  | { kind: 'final' };

/** What Octokit's RequestError holds, as far as we look at it. */
export interface HttpError extends Error {
  status: number;
  response?: { headers: Readonly<Record<string, string | number | undefined>>; data: unknown };
}

/** A secondary limit without a `retry-after` asks for at least a minute. */
const secondaryWait = 60_000;

export function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && error.name === 'HttpError' && 'status' in error;
}

/** The answer's status; undefined for an error that is not Octokit's. */
export function statusOf(error: unknown): number | undefined {
  return isHttpError(error) ? error.status : undefined;
}

/** @param now Unix time in milliseconds */
export function faultOf(error: unknown, now: number): Fault {
  if (!isHttpError(error)) return { kind: 'final' };
  const limit = limitOf(error, now);
  if (limit !== undefined) return { kind: 'limited', waitMilliseconds: limit };
  // Octokit gives an error of the connection the status 500.
  return error.status >= 500 && error.status !== 501 ? { kind: 'unanswered' } : { kind: 'final' };
}

/** For how long a rate limit asks us to wait, in milliseconds; undefined where it is none. */
function limitOf(error: HttpError, now: number): number | undefined {
  if (error.status !== 403 && error.status !== 429) return undefined;
  const header = (name: string): number => Number(error.response?.headers[name] ?? Number.NaN);
  const retryAfter = header('retry-after');
  if (retryAfter >= 0) return retryAfter * 1000;
  if (header('x-ratelimit-remaining') === 0)
    return Math.max(0, header('x-ratelimit-reset') * 1000 - now) || secondaryWait;
  return error.status === 429 || /secondary rate limit/i.test(error.message) ? secondaryWait : undefined;
}
