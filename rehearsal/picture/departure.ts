/** The part of `process` that tells of its end. */
export interface Leaving {
  pid: number;
  on(event: string, listener: () => void): unknown;
  prependListener(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  listenerCount(event: string): number;
  kill(pid: number, signal: string): unknown;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Has something put in order however the process ends: by itself, by an exception, or by a signal. A signal that
 * nobody else listens to still ends the process.
 * @returns what takes the listeners away again
 */
export function beforeLeaving(host: Leaving, restore: () => void): () => void {
  const undo: (() => void)[] = [];
  const listen = (event: string, listener: () => void): void => {
    // In front of the others: a listener that serves only once is still counted.
    host.prependListener(event, listener);
    undo.push(() => {
      host.off(event, listener);
    });
  };
  const release = (): void => {
    for (const each of undo.splice(0)) each();
  };
  listen('exit', restore);
  for (const signal of SIGNALS) {
    listen(signal, () => {
      if (host.listenerCount(signal) > 1) return;
      restore();
      release();
      host.kill(host.pid, signal);
    });
  }
  return release;
}
