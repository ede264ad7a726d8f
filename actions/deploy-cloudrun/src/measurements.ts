/** Requests that were counted, in slices of time short enough to show what happened when. */
import type { OwnRequest } from '../../../lib/metrics';
import type { Measurement } from '../../../lib/report';
import type { MinuteEvidence } from '../../../lib/verdict';

const MINUTE = 60_000;
/** Milliseconds of probes that are one measurement. */
const SLICE = 30_000;
/** The most slices of probes that are kept; of a rollout that takes longer, every slice becomes as much longer. */
const MOST_SLICES = 500;

interface Slice {
  requests: number;
  errors: number;
  /** Milliseconds of those that succeeded. */
  took: number[];
}

type Revisions = Readonly<Record<OwnRequest['side'], string>>;

export class Measurements {
  private readonly revisions: Revisions;
  private readonly minutes: Measurement[] = [];
  private slices = new Map<string, Slice>();
  private length = SLICE;

  constructor(revisions: Revisions) {
    this.revisions = { candidate: revisions.candidate, stable: revisions.stable };
  }

  /** What was counted, in words. */
  get by(): string {
    if (this.minutes.length === 0) return 'probe pairs';
    return this.slices.size === 0 ? "visitors' requests" : "probe pairs and visitors' requests";
  }

  probe({ side, at, status, millis }: OwnRequest): void {
    const key = `${side} ${Math.floor(at / this.length)}`;
    const slice = this.slices.get(key) ?? { requests: 0, errors: 0, took: [] };
    const failed = status === undefined || status >= 500;
    slice.requests += 1;
    if (failed) slice.errors += 1;
    else slice.took.push(millis);
    this.slices.set(key, slice);
    if (this.slices.size > 2 * MOST_SLICES) this.lengthen();
  }

  /** One minute of the visitors, whose latency is not known request by request. */
  minute({ coin, start, candidate, stable }: MinuteEvidence): void {
    if (coin !== 'failed') return;
    const at = new Date(start + MINUTE).toISOString();
    for (const [side, arm] of [['candidate', candidate] as const, ['stable', stable] as const])
      if (arm.requests > 0)
        this.minutes.push({
          ...{ at, revision: this.revisions[side], requests: arm.requests, errors: arm.failures },
        });
  }

  all(): Measurement[] {
    const probes = [...this.slices].map(([key, slice]) => this.measured(key, slice));
    return [...probes, ...this.minutes].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  }

  private measured(key: string, { requests, errors, took }: Slice): Measurement {
    const [side = 'stable', index = '0'] = key.split(' ');
    const sorted = took.toSorted((one, other) => one - other);
    return {
      at: new Date((Number(index) + 1) * this.length).toISOString(),
      revision: this.revisions[side === 'candidate' ? 'candidate' : 'stable'],
      ...{ requests, errors },
      ...(sorted.length > 0 ? { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) } : {}),
    };
  }

  /** Two slices become one. */
  private lengthen(): void {
    const merged = new Map<string, Slice>();
    for (const [key, slice] of this.slices) {
      const [side = '', index = '0'] = key.split(' ');
      const longer = `${side} ${Math.floor(Number(index) / 2)}`;
      const before = merged.get(longer) ?? { requests: 0, errors: 0, took: [] };
      merged.set(longer, {
        requests: before.requests + slice.requests,
        errors: before.errors + slice.errors,
        took: [...before.took, ...slice.took],
      });
    }
    this.slices = merged;
    this.length *= 2;
  }
}

/** @param sorted at least one number, in order */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
