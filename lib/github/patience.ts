import { backoff } from '../backoff';
import type { Patience } from '../backoff';
import { faultOf } from './faults';
import type { Fault } from './faults';

export type { Patience } from '../backoff';

/** The longest that one answer may make us wait, in milliseconds; a primary rate limit can last an hour. */
const longestWait = 120_000;

/**
 * Sends a call until it is answered: a read, or a write that says all of how it shall be and so may come twice.
 * @throws the last error, once the tries are used up or another try cannot help
 */
export async function untilAnswered<T>(call: () => Promise<T>, patience: Patience): Promise<T> {
  return attempt(call, patience, () => Promise.resolve(undefined));
}

/**
 * Sends a write that must take effect once. When its answer was lost, `find` looks whether it has; only if not is it
 * sent again.
 * @throws the last error, once the tries are used up or another try cannot help
 */
export async function writeOnce<T>(
  write: () => Promise<T>,
  find: () => Promise<T | undefined>,
  patience: Patience,
): Promise<T> {
  return attempt(write, patience, (fault) =>
    fault.kind === 'unanswered' ? untilAnswered(find, patience) : Promise.resolve(undefined),
  );
}

async function attempt<T>(
  call: () => Promise<T>,
  patience: Patience,
  afterFault: (fault: Fault) => Promise<T | undefined>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await call();
    } catch (error) {
      const fault = faultOf(error, patience.clock.now());
      const wait = waitAfter(fault, tried, patience.random);
      if (fault.kind === 'final' || tried >= patience.tries || wait > longestWait) throw error;
      await patience.clock.sleep(wait, patience.signal);
      const done = await afterFault(fault);
      if (done !== undefined) return done;
    }
  }
}

/** Never shorter than GitHub asked for: a call that comes sooner makes a rate limit last longer. */
function waitAfter(fault: Fault, tried: number, random: () => number): number {
  const asked = fault.kind === 'limited' ? fault.waitMilliseconds : 0;
  return Math.max(backoff(tried, random), asked);
}
