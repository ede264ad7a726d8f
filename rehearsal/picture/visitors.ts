import type { ServedRequest } from './telling';

/** How a revision does in the eyes of the visitors. */
export interface Figures {
  /** Of the window: requests a second, the part that failed (0 to 1), median latency in ms; null where nobody asked. */
  perSecond: number;
  failing: number | null;
  median: number | null;
  /** Since the beginning. */
  requests: number;
  failed: number;
}

interface Visit {
  at: number;
  failed: boolean;
  milliseconds: number;
}

/** The name under which requests are kept that no revision took. */
export const NOBODY = '(no revision)';

/** `1 request`, `22 requests` */
export const inWords = (requests: number): string => `${requests} request${requests === 1 ? '' : 's'}`;

/** Keeps account of the visitors' requests by revision: all of them, and those of the last moments in detail. */
export class Visitors {
  readonly #window: number;
  readonly #recent = new Map<string, Visit[]>();
  readonly #totals = new Map<string, { requests: number; failed: number }>();
  #since: number | undefined;

  /** @param window how many milliseconds back the rates look */
  constructor(window: number) {
    this.#window = window;
  }

  get revisions(): string[] {
    return [...this.#totals.keys()];
  }

  add({ revision, failed, milliseconds, tag }: ServedRequest, now: number): void {
    if (tag !== null) return;
    this.#since ??= now;
    const name = revision ?? NOBODY;
    const total = this.#totals.get(name) ?? { requests: 0, failed: 0 };
    this.#totals.set(name, {
      requests: total.requests + 1,
      failed: total.failed + (failed ? 1 : 0),
    });
    const recent = this.#recent.get(name) ?? [];
    recent.push({ at: now, failed, milliseconds });
    this.#recent.set(name, recent);
    this.#forget(recent, now);
  }

  figures(revision: string, now: number): Figures {
    const visits = this.#recent.get(revision) ?? [];
    this.#forget(visits, now);
    // In the first moments the window is not full yet.
    const seconds = Math.max(1000, Math.min(this.#window, now - (this.#since ?? now))) / 1000;
    const failed = visits.filter((visit) => visit.failed).length;
    return {
      perSecond: visits.length / seconds,
      failing: visits.length === 0 ? null : failed / visits.length,
      median: median(visits.map(({ milliseconds }) => milliseconds)),
      ...(this.#totals.get(revision) ?? { requests: 0, failed: 0 }),
    };
  }

  #forget(visits: Visit[], now: number): void {
    const stays = visits.findIndex(({ at }) => at > now - this.#window);
    visits.splice(0, stays === -1 ? visits.length : stays);
  }
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)];
  const low = sorted[Math.ceil(middle) - 1];
  return high === undefined || low === undefined ? null : (high + low) / 2;
}
