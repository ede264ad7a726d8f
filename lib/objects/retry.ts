import { backoff } from '../backoff';
import type { Patience } from '../backoff';
import { StorageRefusal } from './refusal';

/**
 * Makes a call until it does not fail for a passing reason. The call learns which try it is: from the second on, a
 * write that seemed to fail may have taken effect.
 * @throws the last error, once the tries are used up or the error is not a transient one
 */
export async function patiently<T>(call: (tried: number) => Promise<T>, patience: Patience): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    patience.signal.throwIfAborted();
    try {
      return await call(tried);
    } catch (error) {
      if (!(error instanceof StorageRefusal) || !error.transient || tried >= patience.tries) throw error;
      const wait = backoff(tried, patience.random, error.retryAfterSeconds);
      await patience.clock.sleep(wait, patience.signal);
    }
  }
}
