/** What became of one request. */
export interface Served {
  /** When it was answered, in emulated milliseconds since the epoch. */
  at: number;
  /** The service's full resource name. */
  service: string;
  /** Null when no revision was there to take it. */
  revision: string | null;
  /** The instance that took it; null when the revision had none, or there was no revision. */
  instance: string | null;
  /** The tag on whose URL it came; null for the service's own URL. */
  tag: string | null;
  method: string;
  path: string;
  /** The request's Host header: which of the service's URLs it was sent to. */
  host: string;
  /** The caller's User-Agent header; null when it sent none. */
  userAgent: string | null;
  /** 499 when the caller left before there was an answer. */
  status: number;
  /** A status of 500 or more, or a response that broke off. */
  failed: boolean;
  /** From the request's arrival to the response's end, in real milliseconds. */
  milliseconds: number;
}

export interface Counts {
  total: number;
  failed: number;
  /** By revision, then by status. Requests that no revision took are under "(none)". */
  revisions: Record<string, Record<string, number>>;
}

const noRevision = '(none)';

/** Counts what was served, and tells those who listen. */
export class TrafficLog {
  readonly #listeners = new Set<(served: Served) => void>();
  #total = 0;
  #failed = 0;
  readonly #revisions = new Map<string, Map<number, number>>();

  add(served: Served): void {
    this.#total += 1;
    if (served.failed) this.#failed += 1;
    const revision = served.revision ?? noRevision;
    const statuses = this.#revisions.get(revision) ?? new Map<number, number>();
    statuses.set(served.status, (statuses.get(served.status) ?? 0) + 1);
    this.#revisions.set(revision, statuses);
    for (const listener of this.#listeners) listener(served);
  }

  counts(): Counts {
    const revisions = [...this.#revisions].map(([name, statuses]) => [name, Object.fromEntries(statuses)]);
    return {
      total: this.#total,
      failed: this.#failed,
      revisions: Object.fromEntries(revisions) as Counts['revisions'],
    };
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (served: Served) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
