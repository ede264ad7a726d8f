import { invalidArgument } from '../proto/status';
import type { RouteEntry } from './platform';
import type { TrafficTarget, TrafficTargetStatus } from './resources';
import { BY_REVISION, LATEST } from './resources';

/** Traffic as it is stored: nothing said means all of it to the latest Ready revision. */
export function withDefaultTraffic(traffic: readonly TrafficTarget[] | undefined): TrafficTarget[] {
  return traffic && traffic.length > 0 ? [...traffic] : [{ type: LATEST, percent: 100 }];
}

/**
 * Refuses traffic that Cloud Run would.
 * @param exists whether the service has a revision of this name, or gets it by this very write
 */
export function checkTraffic(
  serviceId: string,
  traffic: readonly TrafficTarget[],
  exists: (revision: string) => boolean,
): void {
  for (const [index, target] of traffic.entries()) checkTarget(target, `service.traffic[${index}]`, exists);
  checkTags(serviceId, traffic);
  const sum = traffic.reduce((total, { percent }) => total + (percent ?? 0), 0);
  if (sum !== 100) {
    throw invalidArgument(
      'service.traffic',
      `The percentages of all traffic targets must sum to 100, not ${sum}.`,
    );
  }
}

function checkTarget(target: TrafficTarget, field: string, exists: (revision: string) => boolean): void {
  const { type, revision = '', percent = 0 } = target;
  if (percent < 0 || percent > 100) {
    throw invalidArgument(`${field}.percent`, `Traffic percent must be between 0 and 100, not ${percent}.`);
  }
  if (type === LATEST) {
    if (revision !== '') {
      throw invalidArgument(`${field}.revision`, 'A target of type LATEST must not name a revision.');
    }
    return;
  }
  if (type !== BY_REVISION) throw invalidArgument(`${field}.type`, 'A traffic target must have a type.');
  if (revision === '')
    throw invalidArgument(`${field}.revision`, 'A target of type REVISION must name a revision.');
  if (!exists(revision)) throw invalidArgument(`${field}.revision`, `Revision '${revision}' not found.`);
}

/** Tags are part of a host name: `<tag>---<service>`, hence their format and their length together with the id. */
function checkTags(serviceId: string, traffic: readonly TrafficTarget[]): void {
  const seen = new Set<string>();
  for (const { tag } of traffic) {
    if (tag === undefined || tag === '') continue;
    if (seen.has(tag)) throw invalidArgument('service.traffic.tag', `Duplicate traffic tag '${tag}'.`);
    seen.add(tag);
    if (!/^[a-z][a-z0-9-]{1,}[a-z0-9]$/.test(tag)) {
      throw invalidArgument(
        'service.traffic.tag',
        `Traffic tag '${tag}' must be at least 3 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen.`,
      );
    }
    if (tag.length + serviceId.length > 46) {
      throw invalidArgument(
        'service.traffic.tag',
        `Traffic tag '${tag}' and service name '${serviceId}' together are too long. Combined traffic tag and service name cannot exceed 46 characters.`,
      );
    }
  }
}

/** The revision that each target means now; undefined for LATEST when no revision is Ready. */
export function resolve(target: TrafficTarget, latestReady: string | undefined): string | undefined {
  return target.type === LATEST ? latestReady : target.revision;
}

/** What the platform is told to do for traffic whose targets are all Ready. */
export function routeEntries(
  traffic: readonly TrafficTarget[],
  latestReady: string | undefined,
): RouteEntry[] {
  return traffic.flatMap((target) => {
    const revision = resolve(target, latestReady);
    if (revision === undefined) return [];
    const tag = target.tag === undefined || target.tag === '' ? {} : { tag: target.tag };
    return [{ revision, percent: target.percent ?? 0, ...tag }];
  });
}

/** What is reported as serving. A LATEST entry names no revision: `latest_ready_revision` does. */
export function trafficStatuses(
  traffic: readonly TrafficTarget[],
  tagUris: Readonly<Record<string, string>>,
): TrafficTargetStatus[] {
  return traffic.map((target) => {
    const uri = tagUris[target.tag ?? ''];
    return uri === undefined ? { ...target } : { ...target, uri };
  });
}

/** The revisions that requests can reach through these entries, by percent or by tag. */
export function addressed(traffic: readonly TrafficTarget[], latestReady: string | undefined): Set<string> {
  const reachable = traffic.filter(({ percent, tag }) => (percent ?? 0) > 0 || (tag ?? '') !== '');
  return new Set(reachable.flatMap((target) => resolve(target, latestReady) ?? []));
}
