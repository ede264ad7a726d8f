import type { Served } from '../../emulators/front/traffic-log';

/** Milliseconds on the stage's clock that are one measurement. */
const SLICE = 30_000;

/** What the visitors of one region got from one revision in one slice of time. */
export interface Measured {
  region: string;
  /** ISO 8601, the end of the slice. */
  at: string;
  revision: string;
  requests: number;
  errors: number;
  p50?: number;
  p95?: number;
}

interface Slice extends Pick<Measured, 'region' | 'revision' | 'requests' | 'errors'> {
  index: number;
  took: number[];
}

/** Counts what visitors were answered, region by region. */
export class VisitorLog {
  private readonly slices = new Map<string, Slice>();

  take({ service, tag, revision, failed, milliseconds, at }: Served): void {
    if (tag !== null || revision === null) return;
    const region = service.split('/')[3] ?? '';
    const index = Math.floor(at / SLICE);
    const key = `${region} ${revision} ${index}`;
    const slice = this.slices.get(key) ?? { region, revision, index, requests: 0, errors: 0, took: [] };
    slice.requests += 1;
    if (failed) slice.errors += 1;
    else slice.took.push(milliseconds);
    this.slices.set(key, slice);
  }

  /** In order of time. */
  get measurements(): Measured[] {
    const sorted = [...this.slices.values()].sort((one, other) => one.index - other.index);
    return sorted.map(({ index, took, ...slice }) => ({
      ...slice,
      at: new Date((index + 1) * SLICE).toISOString(),
      ...percentiles(took.sort((one, other) => one - other)),
    }));
  }
}

function percentiles(sorted: readonly number[]): Pick<Measured, 'p50' | 'p95'> {
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return sorted.length > 0 ? { p50: at(0.5), p95: at(0.95) } : {};
}
