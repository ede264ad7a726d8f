import type { JsonObject } from '../proto/json';

/** An entry of a service's traffic, as the proto's TrafficTarget in JSON. Percent is left out when it is 0. */
export interface TrafficTarget extends JsonObject {
  type?: string;
  revision?: string;
  percent?: number;
  tag?: string;
}

export interface TrafficTargetStatus extends TrafficTarget {
  uri?: string;
}

export interface Container extends JsonObject {
  name?: string;
  image?: string;
  command?: string[];
  args?: string[];
  env?: EnvVar[];
  ports?: ContainerPort[];
  resources?: ResourceRequirements;
  volumeMounts?: VolumeMount[];
  startupProbe?: JsonObject;
}

export interface EnvVar extends JsonObject {
  name?: string;
  value?: string;
}

export interface ContainerPort extends JsonObject {
  name?: string;
  containerPort?: number;
}

export interface ResourceRequirements extends JsonObject {
  limits?: Record<string, string>;
  cpuIdle?: boolean;
}

export interface VolumeMount extends JsonObject {
  name?: string;
  mountPath?: string;
}

export interface Volume extends JsonObject {
  name?: string;
  secret?: { defaultMode?: number; items?: { mode?: number }[] };
  cloudSqlInstance?: JsonObject;
}

export interface RevisionTemplate extends JsonObject {
  revision?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  containers?: Container[];
  volumes?: Volume[];
  scaling?: { minInstanceCount?: number; maxInstanceCount?: number };
  timeout?: string;
  serviceAccount?: string;
  maxInstanceRequestConcurrency?: number;
}

/** What a caller wants of a service: the proto's Service without its output-only fields. */
export interface ServiceSpec extends JsonObject {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ingress?: string;
  launchStage?: string;
  template?: RevisionTemplate;
  traffic?: TrafficTarget[];
  scaling?: { minInstanceCount?: number; maxInstanceCount?: number };
}

export interface Condition extends JsonObject {
  type: string;
  state: 'CONDITION_PENDING' | 'CONDITION_RECONCILING' | 'CONDITION_FAILED' | 'CONDITION_SUCCEEDED';
  message?: string;
  lastTransitionTime?: string;
  severity?: 'ERROR' | 'WARNING' | 'INFO';
  reason?: string;
  revisionReason?: string;
  executionReason?: string;
}

export const LATEST = 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST';
export const BY_REVISION = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION';
