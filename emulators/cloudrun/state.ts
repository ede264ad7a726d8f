import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { JsonObject } from '../proto/json';
import type { JobRecord } from './jobs/model';
import type { RouteEntry } from './platform';
import type { RevisionTemplate, ServiceSpec, TrafficTargetStatus } from './resources';

/** Why a revision cannot serve, or routes could not be set. The reason is a name of one of the proto's enums. */
export interface Failure {
  reason: string;
  message: string;
}

/** A revision as the control plane knows it. */
export interface RevisionRecord {
  /** The name without the path. */
  id: string;
  name: string;
  uid: string;
  /** Counts the service's revisions from 1; later ones have higher numbers. */
  sequence: number;
  /** With defaults, without `revision`. */
  template: RevisionTemplate;
  createTime: string;
  updateTime: string;
  phase: 'starting' | 'ready' | 'failed';
  failure?: Failure;
  /** Resolves, never rejects, when the phase is no longer `starting`. */
  settled: Promise<void>;
}

/** A service as the control plane knows it: what is wanted, and what serves. */
export interface ServiceRecord {
  id: string;
  name: string;
  project: string;
  location: string;
  uid: string;
  createTime: string;
  updateTime: string;
  etag: string;
  generation: number;
  observedGeneration: number;
  spec: ServiceSpec;
  /** By name without the path, oldest first. */
  revisions: Map<string, RevisionRecord>;
  /** How many revisions were ever created: the number in the next generated name is one more. */
  revisionCount: number;
  latestCreated?: string;
  latestReady?: string;
  trafficStatuses: TrafficTargetStatus[];
  /** What the platform was last told. */
  routed: RouteEntry[];
  uri: string;
  routesFailure: Failure | undefined;
  /** Operations that are not done; the service is reconciling while there are any. */
  pending: number;
  /** When a condition last changed. */
  transitionTime: string;
  /** Routing changes are made one after the other. */
  routing: Promise<void>;
  policy: JsonObject;
  /** The service as it was answered before the last write, for stale reads; undefined before it existed. */
  previous: JsonObject | undefined;
  /** The revisions there were before the last write. */
  previousRevisions: ReadonlySet<string>;
}

export interface OperationRecord {
  name: string;
  /** `google.cloud.run.v2.Service`, `Revision`, `Job` or `Execution`. */
  type: string;
  metadata: () => JsonObject;
  result?: { response: JsonObject } | { error: { code: number; message: string } };
  /** Resolves, never rejects, when there is a result. */
  done: Promise<void>;
}

/** Everything that the emulator knows; tests may look into it. */
export interface CloudRunState {
  /** By full resource name. */
  readonly services: Map<string, ServiceRecord>;
  /** By full resource name. */
  readonly jobs: Map<string, JobRecord>;
  /** By full resource name. */
  readonly operations: Map<string, OperationRecord>;
  /** Permissions that the caller lacks, `run.services.create`; none at first. */
  readonly deniedPermissions: Set<string>;
  /** When the writes of the last minute came, in emulated milliseconds since the epoch, by the index of the call. */
  readonly writes: Map<number, number>;
}

export function emptyState(): CloudRunState {
  return {
    services: new Map(),
    jobs: new Map(),
    operations: new Map(),
    deniedPermissions: new Set(),
    writes: new Map(),
  };
}

/** A new fingerprint, quoted as Cloud Run's are. */
export function newEtag(): string {
  return `"${randomBytes(12).toString('base64url')}"`;
}

export function newUid(): string {
  return randomUUID();
}

/** A name as Cloud Run makes it when the template has none: `mathapp-00007-kex`. */
export function generatedRevisionName(serviceId: string, count: number): string {
  const letters = Array.from({ length: 3 }, () => String.fromCharCode(97 + randomInt(26))).join('');
  return `${serviceId}-${String(count).padStart(5, '0')}-${letters}`;
}
