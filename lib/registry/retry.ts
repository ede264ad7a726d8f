import type { Patience } from '../google';
import { TransientFault } from './refusal';

/** The longest that one answer may make us wait, in milliseconds. */
const LONGEST_WAIT = 60_000;
const FIRST_WAIT = 500;

/**
 * Makes the call until it does not fail for a passing reason. Everything that is sent to a registry may be sent twice:
 * blobs and manifests are named by their contents.
 * @throws the last error, once the tries are used up or the error is not a transient one
 */
export async function patiently<T>(call: (tried: number) => Promise<T>, patience: Patience): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await call(tried);
    } catch (error) {
      if (!(error instanceof TransientFault) || tried >= patience.tries) throw error;
      await patience.clock.sleep(waitAfter(tried, error, patience), patience.signal);
    }
  }
}

/** Full jitter over a doubling bound, and never shorter than the registry asked for. */
function waitAfter(tried: number, { retryAfterSeconds }: TransientFault, { random }: Patience): number {
  const bound = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tried);
  return Math.max(random() * bound, Math.min(LONGEST_WAIT, retryAfterSeconds * 1000));
}

/**
 * The header `Retry-After` in seconds: digits, or a date.
 * @param now Unix time in milliseconds
 */
export function retryAfterIn(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}
