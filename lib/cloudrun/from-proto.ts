import type { protos } from '@google-cloud/run';
import { shortName } from '../places';
import { LATEST } from './model';
import type { Condition, ListedRevision, Revision, Service, TrafficEntry } from './model';

type WireService = protos.google.cloud.run.v2.IService;
type WireRevision = protos.google.cloud.run.v2.IRevision;
type WireCondition = protos.google.cloud.run.v2.ICondition;
type WireTraffic = protos.google.cloud.run.v2.ITrafficTarget & { uri?: string | null };

const ALLOCATE_LATEST = 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST';

const seconds = (time: protos.google.protobuf.ITimestamp | null | undefined): number =>
  Number(time?.seconds ?? 0);

/** `reason`, `revisionReason` and `executionReason` are one field in three: at most one is set. */
function reasonOf(condition: WireCondition): string {
  const reasons = [condition.revisionReason, condition.executionReason, condition.reason];
  const reason = reasons.find(
    (each) => typeof each === 'string' && !each.endsWith('_UNDEFINED') && !each.endsWith('_UNSPECIFIED'),
  );
  return reason === undefined ? '' : String(reason);
}

export function conditionFrom(wire: WireCondition): Condition {
  return {
    type: wire.type ?? '',
    succeeded: wire.state === 'CONDITION_SUCCEEDED',
    failed: wire.state === 'CONDITION_FAILED',
    reason: reasonOf(wire),
    message: wire.message ?? '',
  };
}

function trafficFrom(wire: WireTraffic): TrafficEntry & { uri?: string } {
  return {
    revision: wire.revision ? shortName(wire.revision) : LATEST,
    percent: wire.percent ?? 0,
    ...(wire.tag ? { tag: wire.tag } : {}),
    ...(wire.uri ? { uri: wire.uri } : {}),
  };
}

/** What serves under LATEST is the revision that became ready last; Cloud Run does not name it. */
const resolved =
  (latestReady: string) =>
  <Entry extends TrafficEntry>(entry: Entry): Entry =>
    entry.revision === LATEST && latestReady !== '' ? { ...entry, revision: shortName(latestReady) } : entry;

/** A service as the client library gives it (enums by name, 64-bit numbers as strings) in our own words. */
export function serviceFrom(wire: WireService): Service {
  const observed = String(wire.observedGeneration ?? 0) === String(wire.generation ?? 0);
  // A change that failed is never observed: the observed generation stays at the one that serves.
  const failed = wire.terminalCondition?.state === 'CONDITION_FAILED';
  const settled = wire.reconciling !== true && (observed || failed);
  return {
    etag: wire.etag ?? '',
    annotations: { ...wire.annotations },
    template: wire.template ?? {},
    traffic: (wire.traffic ?? []).map(trafficFrom).map(({ uri: _, ...entry }) => entry),
    serving: (wire.trafficStatuses ?? []).map(trafficFrom).map(resolved(wire.latestReadyRevision ?? '')),
    ...(wire.latestReadyRevision ? { latestReadyRevision: shortName(wire.latestReadyRevision) } : {}),
    ...(wire.latestCreatedRevision ? { latestCreatedRevision: shortName(wire.latestCreatedRevision) } : {}),
    uri: wire.uri ?? '',
    settled,
    ...(settled && wire.terminalCondition ? { outcome: conditionFrom(wire.terminalCondition) } : {}),
    conditions: (wire.conditions ?? []).map(conditionFrom),
  };
}

/** A revision as the client library gives it, in our own words. */
export function revisionFrom(wire: WireRevision): Revision {
  const conditions = (wire.conditions ?? []).map(conditionFrom);
  return {
    name: shortName(wire.name ?? ''),
    containers: wire.containers ?? [],
    createdAt: new Date(seconds(wire.createTime) * 1000),
    ready: conditions.some((condition) => condition.type === 'Ready' && condition.succeeded),
    conditions,
    logUri: wire.logUri ?? '',
  };
}

/** A revision of a list, with what tells people which one it is. */
export function listedFrom(wire: WireRevision): ListedRevision {
  return { ...revisionFrom(wire), labels: { ...wire.labels }, creator: wire.creator ?? '' };
}

/** One line of traffic as the API wants it. */
export function trafficTo(entry: TrafficEntry): protos.google.cloud.run.v2.ITrafficTarget {
  const { revision, percent, tag } = entry;
  const target =
    revision === LATEST
      ? ({ type: ALLOCATE_LATEST } as const)
      : ({ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision } as const);
  return { ...target, percent, ...(tag === undefined ? {} : { tag }) };
}
