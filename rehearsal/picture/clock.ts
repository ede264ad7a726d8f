import { performance } from 'node:perf_hooks';

/** The time of those who look on, whatever that of the stage: latencies and rates are real. */
export interface OnlookersClock {
  /** Real milliseconds from some moment on. */
  now(): number;
  /** Acts again and again, as long as something else keeps the process alive. @returns what ends it */
  every(milliseconds: number, action: () => void): () => void;
}

export const realTime: OnlookersClock = {
  now: () => performance.now(),
  every: (milliseconds, action) => {
    const timer = setInterval(action, milliseconds).unref();
    return () => {
      clearInterval(timer);
    };
  },
};

/** `1.2 s`, or `2 min 05 s` from a minute on */
export function inSeconds(milliseconds: number): string {
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
