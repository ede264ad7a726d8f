import { setTimeout as delay } from 'node:timers/promises';

/** Where an emulator gets its time from. Everything it dates, and every wait it makes, goes through one. */
export interface Clock {
  /** Milliseconds since the epoch, in emulated time. */
  now(): number;
  /** Waits for emulated milliseconds; rejects with an AbortError when the signal fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that can be put forward, so that hours in which nothing happens need not be sat out. */
export interface AdvancingClock extends Clock {
  /** Lets so many emulated milliseconds go by at once: whoever would have woken in them wakes now. */
  advance(ms: number): void;
}

/**
 * A clock on which `scale` emulated seconds pass in one real second. Emulated time starts at the moment of
 * creation, so dates look like today's whatever the scale.
 */
export function scaledClock(scale: number): Clock {
  const now = scaledTime(scale);
  return {
    now: () => Math.floor(now()),
    sleep: (ms, signal) => delay(Math.max(0, ms) / scale, undefined, signal ? { signal } : undefined),
  };
}

/** A scaled clock that can be put forward, too. */
export function advancingClock(scale: number): AdvancingClock {
  const scaled = scaledTime(scale);
  let ahead = 0;
  let advanced = new AbortController();
  const now = (): number => scaled() + ahead;
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    const until = now() + Math.max(0, ms);
    signal?.throwIfAborted();
    for (let left = until - now(); left > 0; left = until - now()) {
      const woken = advanced.signal;
      const either = signal ? AbortSignal.any([signal, woken]) : woken;
      await delay(left / scale, undefined, { signal: either }).catch((reason: unknown) => {
        if (!woken.aborted || signal?.aborted === true) throw reason;
      });
    }
  };
  return {
    now: () => Math.floor(now()),
    sleep,
    advance: (ms) => {
      ahead += ms;
      const before = advanced;
      advanced = new AbortController();
      before.abort();
    },
  };
}

/** Milliseconds since the epoch, with fractions, of which `scale` pass in one real one. */
function scaledTime(scale: number): () => number {
  if (!(scale > 0)) throw new RangeError(`A clock's scale must be greater than 0, not ${scale}.`);
  const origin = Date.now();
  const started = performance.now();
  return () => origin + (performance.now() - started) * scale;
}
