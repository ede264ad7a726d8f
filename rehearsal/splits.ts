import { performance } from 'node:perf_hooks';
import type { Clock } from '../emulators/clock';
import type { Platform } from '../emulators/cloudrun';

/** Who gets which percent of the production service's requests in one region, from a moment on. */
export interface Shares {
  /** Milliseconds since the epoch, on the stage's clock. */
  at: number;
  /** The same moment in real milliseconds of `performance.now()`. */
  real: number;
  region: string;
  shares: Record<string, number>;
}

/** Listens at the platform's door for every change of the traffic split. */
export class Splits {
  readonly all: Shares[] = [];
  private readonly listeners = new Set<(split: Shares) => void>();
  private readonly clock: Clock;
  private readonly watchedUnder: string;

  /** @param watchedUnder what the full names of the watched services begin with */
  constructor(clock: Clock, watchedUnder: string) {
    this.clock = clock;
    this.watchedUnder = watchedUnder;
  }

  watched(platform: Platform): Platform {
    return {
      ...platform,
      route: async (service) => {
        const routed = await platform.route(service);
        if (service.name.startsWith(this.watchedUnder)) this.add(service.name, service.entries);
        return routed;
      },
    };
  }

  /** Tells of every change from now on. @returns what ends that */
  subscribe(listener: (split: Shares) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells nobody any more. */
  hush(): void {
    this.listeners.clear();
  }

  private add(service: string, entries: readonly { revision: string; percent: number }[]): void {
    const region = service.split('/')[3] ?? '';
    const shares: Record<string, number> = {};
    for (const { revision, percent } of entries) {
      if (percent > 0) shares[revision] = (shares[revision] ?? 0) + percent;
    }
    const last = this.all.findLast((split) => split.region === region);
    if (JSON.stringify(shares) === JSON.stringify(last?.shares)) return;
    const split = { at: this.clock.now(), real: performance.now(), region, shares };
    this.all.push(split);
    for (const listener of this.listeners) listener(split);
  }
}
