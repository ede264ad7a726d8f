import type { JsonObject } from '../proto/json';
import { revisionConditions, serviceConditions } from './conditions';
import type { RevisionRecord, ServiceRecord } from './state';
import { addressed, resolve } from './traffic';

/** A service as it is answered. */
export function serviceView(service: ServiceRecord): JsonObject {
  const { spec, latestCreated, latestReady, uri } = service;
  return {
    ...structuredClone(spec),
    name: service.name,
    uid: service.uid,
    generation: String(service.generation),
    createTime: service.createTime,
    updateTime: service.updateTime,
    observedGeneration: String(service.observedGeneration),
    ...serviceConditions(service),
    ...(latestCreated === undefined
      ? {}
      : { latestCreatedRevision: `${service.name}/revisions/${latestCreated}` }),
    ...(latestReady === undefined ? {} : { latestReadyRevision: `${service.name}/revisions/${latestReady}` }),
    trafficStatuses: structuredClone(service.trafficStatuses),
    uri,
    urls: uri === '' ? [] : [uri],
    reconciling: service.pending > 0,
    etag: service.etag,
  };
}

/** A revision as it is answered. */
export function revisionView(service: ServiceRecord, revision: RevisionRecord): JsonObject {
  const { template, createTime, updateTime, phase } = revision;
  const fields = structuredClone(template);
  // A matter of deploying, which Revision does not repeat.
  Reflect.deleteProperty(fields, 'healthCheckDisabled');
  return {
    ...fields,
    name: revision.name,
    uid: revision.uid,
    generation: '1',
    observedGeneration: phase === 'starting' ? '0' : '1',
    createTime,
    updateTime,
    launchStage: 'GA',
    service: service.id,
    reconciling: phase === 'starting',
    conditions: revisionConditions(revision, reachable(service).has(revision.id)),
    scalingStatus: { desiredMinInstanceCount: desiredMinInstances(service, revision) },
    logUri: logUri(service, revision),
    etag: `"${revision.uid}/${phase}"`,
  };
}

/** The revisions that traffic or a tag leads to, by what is wanted and by what serves. */
export function reachable(service: ServiceRecord): Set<string> {
  const wanted = addressed(service.spec.traffic ?? [], service.latestReady);
  const served = addressed(service.trafficStatuses, service.latestReady);
  return new Set([...wanted, ...served]);
}

/**
 * The instances kept warm: the revision's own minimum while anything leads to it, a tag included, or its share of
 * the service's minimum, whichever is more.
 */
function desiredMinInstances(service: ServiceRecord, revision: RevisionRecord): number {
  if (revision.phase !== 'ready' || !reachable(service).has(revision.id)) return 0;
  const own = revision.template.scaling?.minInstanceCount ?? 0;
  const share = service.trafficStatuses
    .filter((target) => resolve(target, service.latestReady) === revision.id)
    .reduce((sum, { percent }) => sum + (percent ?? 0), 0);
  return Math.max(own, Math.ceil(((service.spec.scaling?.minInstanceCount ?? 0) * share) / 100));
}

function logUri({ project, id }: ServiceRecord, revision: RevisionRecord): string {
  const resource = `cloud_run_revision/service_name/${id}/revision_name/${revision.id}`;
  return `https://console.cloud.google.com/logs/viewer?project=${project}&resource=${resource}`;
}
