import type { Arm } from '../verdict';

/** Milliseconds of a minute: the grid that Cloud Monitoring keeps its points on. */
export const MINUTE = 60_000;

/** Requests and bad outcomes of one revision, by the start of the minute (Unix milliseconds). */
export type Minutes = ReadonlyMap<number, Arm>;

/** What one coin saw: a revision that had no request in the span may be missing. */
export interface Reading {
  /** `failed`, `refused`, `slow`, or the name of a metric of the caller's. */
  coin: string;
  /** By the revision's short name. */
  revisions: ReadonlyMap<string, Minutes>;
}

/** Whole minutes, Unix milliseconds; the end is not part of it. */
export interface Span {
  from: number;
  to: number;
}

/** Somewhere that traffic can be read from. */
export interface TrafficSource {
  /** In the record of the rollout, beside the last minute that was counted. */
  readonly name: string;
  /** Milliseconds after its end until a minute's counts no longer change. */
  readonly delay: number;
  /** Our own probes are among the counts. */
  readonly includesProbes: boolean;
  /** Requests that reach no instance are missing from the counts: the candidate's share of them tells. */
  readonly missesUnserved: boolean;
  /** @throws ApiError where the API refuses or does not answer */
  read(revisions: readonly string[], span: Span): Promise<Reading[]>;
}

/** Adds to a minute of a revision, in a table that is being put together. */
export function addTo(
  table: Map<string, Map<number, Arm>>,
  { revision, start }: { revision: string; start: number },
  more: Arm,
): void {
  const minutes = table.get(revision) ?? new Map<number, Arm>();
  const { requests, failures } = minutes.get(start) ?? { requests: 0, failures: 0 };
  minutes.set(start, { requests: requests + more.requests, failures: failures + more.failures });
  table.set(revision, minutes);
}
