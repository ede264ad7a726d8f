import { backoff } from '../backoff';
import type { Patience } from '../backoff';
import { TransientFault } from './refusal';

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
      const wait = backoff(tried, patience.random, error.retryAfterSeconds);
      await patience.clock.sleep(wait, patience.signal);
    }
  }
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
