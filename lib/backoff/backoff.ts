import type { Clock } from '../runner';

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
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param tried how many tries have failed, from 1
 */
export function backoff(tried: number, random: () => number, retryAfterSeconds = 0): number {
  const bound = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tried);
  return Math.max(random() * bound, Math.min(LONGEST_WAIT, retryAfterSeconds * 1000));
}
