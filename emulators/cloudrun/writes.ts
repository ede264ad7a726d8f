import type { JsonObject } from '../proto/json';
import { sameJson } from '../proto/json';
import { ApiError } from '../proto/status';
import { checkServiceId, parsePlace } from './names';
import type { RevisionTemplate, ServiceSpec } from './resources';
import type { RevisionRecord, ServiceRecord } from './state';
import { generatedRevisionName, newEtag, newUid } from './state';
import { checkKeys, checkTemplate, withTemplateDefaults } from './template';
import { checkTraffic, withDefaultTraffic } from './traffic';
import { reachable, serviceView } from './views';

/** A write that was found acceptable: what the service becomes, and the revision it creates, if any. */
export interface PlannedWrite {
  spec: ServiceSpec;
  /** Undefined when the template stays, or names a revision that exists with the same configuration. */
  newRevision: { id: string; template: RevisionTemplate } | undefined;
  /** The existing revision that a changed template names. */
  namedRevision: string | undefined;
}

/** A service that does not exist yet: nothing is wanted of it and nothing serves. */
export function blankService(parent: string, id: string, now: string): ServiceRecord {
  checkServiceId(id);
  return {
    ...parsePlace(parent),
    id,
    name: `${parent}/services/${id}`,
    uid: newUid(),
    createTime: now,
    updateTime: now,
    etag: newEtag(),
    generation: 0,
    observedGeneration: 0,
    spec: {},
    revisions: new Map(),
    revisionCount: 0,
    trafficStatuses: [],
    routed: [],
    uri: '',
    routesFailure: undefined,
    pending: 0,
    transitionTime: now,
    routing: Promise.resolve(),
    policy: {},
    previous: undefined,
    previousRevisions: new Set(),
  };
}

/**
 * Checks a new spec as Cloud Run would, fills in its defaults, and finds the revision that it makes.
 * @throws ApiError INVALID_ARGUMENT, or ALREADY_EXISTS when a revision of the template's name has another configuration
 */
export function planWrite(service: ServiceRecord, wanted: ServiceSpec): PlannedWrite {
  checkKeys(wanted.annotations, 'service.annotations');
  checkKeys(wanted.labels, 'service.labels');
  checkTemplate(service.id, wanted.template);
  const template = withTemplateDefaults(wanted.template ?? {}, service.project);
  const spec: ServiceSpec = {
    ...wanted,
    template,
    traffic: withDefaultTraffic(wanted.traffic),
    ingress: wanted.ingress ?? 'INGRESS_TRAFFIC_ALL',
    launchStage: wanted.launchStage ?? 'GA',
  };
  const planned = { spec, ...planRevision(service, template) };
  checkTraffic(service.id, spec.traffic ?? [], (name) => {
    return service.revisions.has(name) || planned.newRevision?.id === name;
  });
  return planned;
}

function planRevision(service: ServiceRecord, template: RevisionTemplate): Omit<PlannedWrite, 'spec'> {
  if (sameJson(template, service.spec.template)) return { newRevision: undefined, namedRevision: undefined };
  const { revision: name, ...configuration } = template;
  const existing = service.revisions.get(name ?? '');
  if (!existing) {
    const id = name ?? generatedRevisionName(service.id, service.revisionCount + 1);
    return { newRevision: { id, template: configuration }, namedRevision: undefined };
  }
  if (sameJson(configuration, existing.template))
    return { newRevision: undefined, namedRevision: existing.id };
  throw new ApiError(
    'ALREADY_EXISTS',
    `Revision named '${existing.id}' with different configuration already exists.`,
  );
}

/** Remembers what is answered now, so that a later read can be stale. */
export function rememberPrevious(service: ServiceRecord): void {
  service.previous = serviceView(service);
  service.previousRevisions = new Set(service.revisions.keys());
}

/** Records what is wanted; gives the revision that has to be started. A write that changes nothing is no new generation. */
export function applyWrite(
  service: ServiceRecord,
  planned: PlannedWrite,
  now: string,
): RevisionRecord | undefined {
  if (sameJson(planned.spec, service.spec)) return undefined;
  service.spec = planned.spec;
  service.generation += 1;
  service.etag = newEtag();
  service.updateTime = now;
  if (planned.namedRevision !== undefined) service.latestCreated = planned.namedRevision;
  if (!planned.newRevision) return undefined;
  const { id, template } = planned.newRevision;
  service.revisionCount += 1;
  const revision: RevisionRecord = {
    id,
    name: `${service.name}/revisions/${id}`,
    uid: newUid(),
    sequence: service.revisionCount,
    template: structuredClone(template),
    createTime: now,
    updateTime: now,
    phase: 'starting',
    settled: Promise.resolve(),
  };
  service.revisions.set(id, revision);
  service.latestCreated = id;
  return revision;
}

/** The oldest revisions over the limit that neither traffic nor a tag leads to: Cloud Run deletes them by itself. */
export function surplusRevisions(service: ServiceRecord, limit: number): RevisionRecord[] {
  const kept = reachable(service);
  const removable = [...service.revisions.values()].filter(({ id, phase }) => {
    return !kept.has(id) && id !== service.latestCreated && phase !== 'starting';
  });
  return removable.slice(0, Math.max(0, service.revisions.size - limit));
}

/** The service as it would be after a write that is only validated. */
export function previewOf(service: ServiceRecord, planned: PlannedWrite, now: string): JsonObject {
  const copy: ServiceRecord = { ...service, revisions: new Map(service.revisions) };
  applyWrite(copy, planned, now);
  return serviceView(copy);
}
