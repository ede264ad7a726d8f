import type { Clock } from '../../../../emulators/clock';

/** Somebody who lives in virtual time; once dead, never to wake again. */
export interface Living {
  readonly isAlive: boolean;
}

interface Sleeper {
  at: number;
  who: Living;
  wake: () => void;
}

/** Everybody and everything; never dead. */
const EVERYBODY: Living = { isAlive: true };

/** Time that stands still until somebody puts it forward, from one sleeper to the next. */
export class VirtualTime {
  /** Counts what happens, to know when nothing does. */
  events = 0;
  #now: number;
  /** By the time at which they wake, and of one time in the order in which they fell asleep. */
  #sleepers: Sleeper[] = [];

  /** @param start Unix milliseconds */
  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  clockOf(who: Living = EVERYBODY): Clock {
    return { now: () => this.#now, sleep: (ms, signal) => this.#sleep(who, ms, signal) };
  }

  /** Goes to the time at which the next sleeper wakes, and wakes that one. @returns false where nobody sleeps */
  wakeNext(): boolean {
    const next = this.#sleepers.find(({ who }) => who.isAlive);
    if (!next) return false;
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.who.isAlive && sleeper !== next);
    this.#now = Math.max(this.#now, next.at);
    this.events += 1;
    next.wake();
    return true;
  }

  /** Begins another life: whoever still sleeps stays asleep for ever. */
  reset(start: number): void {
    this.#sleepers = [];
    this.#now = start;
  }

  #sleep(who: Living, ms: number, signal?: AbortSignal): Promise<void> {
    this.events += 1;
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper);
        if (who.isAlive) reject(signal?.reason as Error);
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper: Sleeper = { at: this.#now + Math.max(0, ms), who, wake };
      signal?.addEventListener('abort', stop, { once: true });
      const place = this.#sleepers.findLastIndex(({ at }) => at <= sleeper.at);
      this.#sleepers.splice(place + 1, 0, sleeper);
    });
  }
}
