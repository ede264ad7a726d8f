import type { Clock } from '../clock';
import type { StatusFault } from '../faults';
import type { Reply } from './exchange';
import { refusal } from './exchange';

/** The primary limit of a repository's job tokens, and what of it is left. */
export interface RateLimit {
  /** Counts a call; the refusal when none is left. */
  take: () => Reply | null;
  /** `x-ratelimit-*`, on every answer. */
  headers: () => Record<string, string>;
  /** As if the limit had just been used up, or, with seconds, a secondary one had been hit. */
  struck: (fault: StatusFault) => Reply;
}

const hour = 60 * 60 * 1000;

/**
 * @param limit calls an hour; GitHub's for GITHUB_TOKEN is 1,000 a repository
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function createRateLimit(clock: Clock, limit: number): RateLimit {
  let window = { ends: clock.now() + hour, used: 0 };
  const renew = (): void => {
    if (clock.now() >= window.ends) window = { ends: clock.now() + hour, used: 0 };
  };
  const headers = (): Record<string, string> => ({
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, limit - window.used)),
    'x-ratelimit-used': String(Math.min(limit, window.used)),
    'x-ratelimit-reset': String(Math.ceil(window.ends / 1000)),
    'x-ratelimit-resource': 'core',
  });
  const exceeded = (status: number): Reply =>
    refusal(status, 'API rate limit exceeded for installation.', headers());
  return {
    headers,
    take() {
      renew();
      window.used += 1;
      return window.used > limit ? exceeded(403) : null;
    },
    struck({ status, retryAfterSeconds }) {
      if (retryAfterSeconds !== undefined) return struckWithWait(status, retryAfterSeconds, headers());
      if (status !== 403 && status !== 429) return refusal(status, reason(status), headers());
      return { ...exceeded(status), headers: { ...headers(), 'x-ratelimit-remaining': '0' } };
    },
  };
}

function struckWithWait(status: number, seconds: number, headers: Record<string, string>): Reply {
  const secondary =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  const message = status === 403 || status === 429 ? secondary : reason(status);
  return refusal(status, message, { ...headers, 'retry-after': String(seconds) });
}

function reason(status: number): string {
  return status >= 500 ? 'Server Error' : 'a fault of the test bed';
}
