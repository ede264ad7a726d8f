import { setTimeout as delay } from 'node:timers/promises';

/** Where an emulator gets its time from. Everything it dates, and every wait it makes, goes through one. */
export interface Clock {
  /** Milliseconds since the epoch, in emulated time. */
  now(): number;
  /** Waits for emulated milliseconds; rejects with an AbortError when the signal fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * A clock on which `scale` emulated seconds pass in one real second. Emulated time starts at the moment of
 * creation, so dates look like today's whatever the scale.
 */
export function scaledClock(scale: number): Clock {
  if (!(scale > 0)) throw new RangeError(`A clock's scale must be greater than 0, not ${scale}.`);
  const origin = Date.now();
  const started = performance.now();
  return {
    now: () => Math.floor(origin + (performance.now() - started) * scale),
    sleep: (ms, signal) => delay(Math.max(0, ms) / scale, undefined, signal ? { signal } : undefined),
  };
}
