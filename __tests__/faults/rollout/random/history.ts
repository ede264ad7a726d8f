/** What happened to the services, write by write. */
import type { RouteEntry } from '../../../../emulators/cloudrun';
import type { ServiceSpec, TrafficTarget } from '../../../../emulators/cloudrun/resources';
import type { ServiceRecord } from '../../../../emulators/cloudrun/state';
import { resolve } from '../../../../emulators/cloudrun/traffic';
import { regionOf } from './memory-platform';
import type { Process } from './process';

/** Where a rollout writes itself down; the parts that are looked at here. */
export interface Recorded {
  candidate: string;
  stable: string;
  status: string;
  cause?: string;
  run: string;
  at: string;
  leaseUntil: string;
  group?: { id: string };
}

/** A service at one moment: whom requests and tags go to as it is declared, LATEST resolved; and the record. */
export interface View {
  entries: readonly { revision: string; percent: number; tag: string | undefined }[];
  record: Recorded | undefined;
}

export interface Write {
  /** Unix milliseconds, in virtual time. */
  at: number;
  region: string;
  by: Process;
  before: View;
  after: View;
}

const ANNOTATION = 'sluice.dev/rollout';

interface Seen {
  spec: ServiceSpec;
  latestReady?: string | undefined;
}

/** Follows the writes to all services, and what is routed. */
export class History {
  readonly writes: Write[] = [];
  /** What was wrong the moment it happened, in words. */
  readonly faults: string[] = [];
  private readonly last = new Map<string, ServiceSpec>();

  wrote(service: ServiceRecord, by: Process, at: number): void {
    const after = viewOf(service);
    // What LATEST means may have changed since the last write.
    const before = viewOf({ spec: this.last.get(service.name) ?? {}, latestReady: service.latestReady });
    this.writes.push({ at, region: regionOf(service.name), by, before, after });
    this.last.set(service.name, service.spec);
  }

  /** Requests are really split like this from now on. */
  routed(service: ServiceRecord | undefined, entries: readonly RouteEntry[]): void {
    if (!service || entries.length === 0) return;
    const where = regionOf(service.name);
    const sum = entries.reduce((total, { percent }) => total + percent, 0);
    if (sum !== 100) this.faults.push(`${where}: the percents that are routed add up to ${sum}`);
    for (const { revision, percent } of entries)
      if (percent > 0 && service.revisions.get(revision)?.phase !== 'ready')
        this.faults.push(`${where}: ${revision} gets ${percent} % and is not ready`);
  }

  /** The writes to one region, oldest first. */
  in(region: string): Write[] {
    return this.writes.filter((write) => write.region === region);
  }
}

export function viewOf({ spec, latestReady }: Seen): View {
  const entries = (spec.traffic ?? []).map((target: TrafficTarget) => ({
    revision: resolve(target, latestReady) ?? 'nobody',
    percent: target.percent ?? 0,
    tag: target.tag,
  }));
  return { entries, record: recordIn(spec.annotations?.[ANNOTATION]) };
}

/** The record is input: what is none is as good as no record. */
function recordIn(text: string | undefined): Recorded | undefined {
  if (text === undefined) return undefined;
  return JSON.parse(text) as Recorded;
}

/** The percent of all requests that a revision is given. */
export const shareIn = ({ entries }: View, revision: string): number =>
  entries.reduce((sum, entry) => sum + (entry.revision === revision ? entry.percent : 0), 0);

/** Whoever is given requests, by name. */
export const servingIn = ({ entries }: View): string[] => [
  ...new Set(entries.filter(({ percent }) => percent > 0).map(({ revision }) => revision)),
];

/** A write that gives its rollout's candidate more than it had. */
export function isForward({ before, after }: Write): boolean {
  const candidate = after.record?.candidate;
  return candidate !== undefined && shareIn(after, candidate) > shareIn(before, candidate);
}

/** A write after which requests are split otherwise than before. */
export function movesTraffic({ before, after }: Write): boolean {
  const names = new Set([...servingIn(before), ...servingIn(after)]);
  return [...names].some((name) => shareIn(before, name) !== shareIn(after, name));
}

/** Somebody has moved traffic, or taken the record away. */
export const interferes = (write: Write): boolean =>
  !write.by.isOurs &&
  (movesTraffic(write) || (write.before.record !== undefined && write.after.record === undefined));

export function inWords(view: View): string {
  const shares = servingIn(view).map((revision) => `${revision} ${shareIn(view, revision)} %`);
  const { record } = view;
  const status = record ? `; record of ${record.candidate}: ${record.status}` : '; no record';
  return `${shares.join(', ') || 'nobody'}${status}`;
}
