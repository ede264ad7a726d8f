import type { Clock } from '../runner';
import { withRetryAfter } from './auth';
import { isTransient } from './errors';

/** The longest that one answer of a server may make us wait, in milliseconds. */
const LONGEST_WAIT = 60_000;
const FIRST_WAIT = 500;

/** How often a call is tried, and with what it waits. */
export interface Patience {
  clock: Clock;
  /** Uniform on [0, 1). */
  random: () => number;
  signal: AbortSignal;
  /** Tries in all; 6 tries wait about half a minute together. */
  tries: number;
}

/**
 * How long to wait before the next try, in milliseconds: full jitter over a doubling bound, and never shorter than the
 * server asked for.
 * @param tried how many tries have failed, from 1
 */
export function backoff(tried: number, random: () => number, retryAfterSeconds = 0): number {
  const bound = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tried);
  return Math.max(random() * bound, Math.min(LONGEST_WAIT, retryAfterSeconds * 1000));
}

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
