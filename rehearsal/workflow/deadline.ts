import type { Clock } from '../../emulators/clock';

/** Calls back after so many minutes; 0 means never. Gives what takes that back. */
export function startDeadline(clock: Clock, minutes: number, onPassed: () => void): () => void {
  const stopped = new AbortController();
  if (minutes > 0) {
    clock.sleep(minutes * 60_000, stopped.signal).then(onPassed, (reason: unknown) => {
      if (!stopped.signal.aborted) throw reason;
    });
  }
  return () => {
    stopped.abort();
  };
}
