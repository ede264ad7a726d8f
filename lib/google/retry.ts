import { backoff } from '../backoff';
import type { Patience } from '../backoff';
import { withRetryAfter } from './auth';
import { isTransient } from './errors';

/**
 * Sends a read until it is answered. Only for calls that change nothing: a write whose answer was lost may have taken
 * effect, so writes go through a fresh read instead of being sent again.
 * @throws the last error, once the tries are used up or the error is not a transient one
 */
export async function retryRead<T>(call: () => Promise<T>, patience: Patience): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    const answer = await withRetryAfter(call);
    if ('value' in answer) return answer.value;
    if (!isTransient(answer.error) || tried >= patience.tries) throw answer.error;
    await patience.clock.sleep(backoff(tried, patience.random, answer.retryAfterSeconds), patience.signal);
  }
}
