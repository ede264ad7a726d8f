/**
 * Traffic arithmetic: pure functions from one traffic table to the next. Whatever they are not asked to change they
 * keep, entry by entry, since other people's entries and tags are none of our business.
 */
import { LATEST } from './model';
import type { Service, TrafficEntry } from './model';

/** The percent of all requests that a revision is given, over all its entries. */
export function shareOf(traffic: readonly TrafficEntry[], revision: string): number {
  return traffic
    .filter((entry) => entry.revision === revision)
    .reduce((sum, entry) => sum + entry.percent, 0);
}

/** The revisions that are given requests, with their percent. */
export function shares(traffic: readonly TrafficEntry[]): Record<string, number> {
  const names = new Set(traffic.filter((entry) => entry.percent > 0).map((entry) => entry.revision));
  return Object.fromEntries([...names].map((name) => [name, shareOf(traffic, name)]));
}

/** The traffic table of a service; where none was ever written, everything goes to LATEST. */
export function declaredTraffic(service: Pick<Service, 'traffic'>): TrafficEntry[] {
  return service.traffic.length > 0 ? service.traffic : [{ revision: LATEST, percent: 100 }];
}

/**
 * Replaces LATEST by the revision that it means at this moment, in traffic and in tags: otherwise the next revision
 * would inherit the traffic as soon as it is ready.
 */
export function pinned(traffic: readonly TrafficEntry[], latestReady: string): TrafficEntry[] {
  return traffic.map((entry) => (entry.revision === LATEST ? { ...entry, revision: latestReady } : entry));
}

/** The sole revision that all requests go to, undefined where traffic is split. */
export function soleRevision(traffic: readonly TrafficEntry[]): string | undefined {
  const [only, ...others] = Object.keys(shares(traffic));
  return others.length === 0 ? only : undefined;
}

/** Takes `percent` of all requests away from one revision and gives it to another; tags stay where they are. */
export function moved(
  traffic: readonly TrafficEntry[],
  from: string,
  to: string,
  percent: number,
): TrafficEntry[] {
  let left = Math.max(0, percent);
  const rest = traffic.map((entry) => {
    if (entry.revision !== from || left === 0) return { ...entry };
    const taken = Math.min(entry.percent, left);
    left -= taken;
    return { ...entry, percent: entry.percent - taken };
  });
  return tidied(given(rest, to, Math.max(0, percent) - left));
}

function given(traffic: TrafficEntry[], revision: string, percent: number): TrafficEntry[] {
  if (percent === 0) return traffic;
  const place = traffic.findIndex((entry) => entry.revision === revision && entry.tag === undefined);
  if (place === -1) return [{ revision, percent }, ...traffic];
  return traffic.map((entry, index) =>
    index === place ? { ...entry, percent: entry.percent + percent } : entry,
  );
}

/** An entry with neither requests nor a tag says nothing, and Cloud Run refuses some such. */
const tidied = (traffic: TrafficEntry[]): TrafficEntry[] =>
  traffic.filter((entry) => entry.percent > 0 || entry.tag !== undefined);

/** Points a tag at a revision, wherever it pointed before; `revision` undefined takes the tag away. */
export function tagged(
  traffic: readonly TrafficEntry[],
  tag: string,
  revision: string | undefined,
): TrafficEntry[] {
  const without = traffic.map((entry) => {
    if (entry.tag !== tag) return { ...entry };
    const { tag: _, ...bare } = entry;
    return bare;
  });
  const next = revision === undefined ? without : [...without, { revision, percent: 0, tag }];
  return tidied(next);
}

/** The revision that a tag points at. */
export function revisionTagged(traffic: readonly TrafficEntry[], tag: string): string | undefined {
  return traffic.find((entry) => entry.tag === tag)?.revision;
}

/** The two tables send the same requests to the same revisions and carry the same tags, in whatever order. */
export function sameTraffic(one: readonly TrafficEntry[], other: readonly TrafficEntry[]): boolean {
  return canonical(one) === canonical(other);
}

function canonical(traffic: readonly TrafficEntry[]): string {
  const tags = traffic
    .filter((entry) => entry.tag !== undefined)
    .map((entry) => `${entry.tag ?? ''}>${entry.revision}`);
  const percents = Object.entries(shares(traffic)).map(([name, percent]) => `${name}=${percent}`);
  return [...percents.sort(), ...tags.sort()].join(' ');
}

/** What serves is what was asked for, whatever LATEST means at this moment. */
export function isRouted({
  traffic,
  serving,
  latestReadyRevision,
}: Pick<Service, 'traffic' | 'serving' | 'latestReadyRevision'>): boolean {
  return sameTraffic(serving, pinned(declaredTraffic({ traffic }), latestReadyRevision ?? LATEST));
}

/** Cloud Run took the last change and gave it up: unless it is written again, something else goes on serving. */
export function isStranded(
  service: Pick<Service, 'traffic' | 'serving' | 'latestReadyRevision' | 'settled' | 'outcome'>,
): boolean {
  return service.settled && service.outcome?.failed === true && !isRouted(service);
}

/** `mathapp-00001-abc 95 %, mathapp-00002-def 5 %`, for people. */
export function inWords(traffic: readonly TrafficEntry[]): string {
  const lines = Object.entries(shares(traffic)).sort(([, a], [, b]) => b - a);
  return lines.map(([name, percent]) => `${name} ${percent} %`).join(', ') || 'nothing';
}
