import type { protos } from '@google-cloud/run';

/** The part of a service that makes a revision: image, variables, resources. Shape: google.cloud.run.v2.RevisionTemplate. */
export type Template = protos.google.cloud.run.v2.IRevisionTemplate;

/** In place of a revision's name: whichever revision became ready last. */
export const LATEST = 'LATEST';

/** One line of a service's traffic: so much of it goes to this revision, and the tag (if any) is its address. */
export interface TrafficEntry {
  /** The revision's short name, or {@link LATEST}. */
  revision: string;
  /** Whole percent, 0 to 100. */
  percent: number;
  tag?: string;
}

/** What Cloud Run tells about one aspect of a resource. */
export interface Condition {
  type: string;
  succeeded: boolean;
  failed: boolean;
  /** The enum's name, such as HEALTH_CHECK_CONTAINER_ERROR; empty where Cloud Run gives none. */
  reason: string;
  message: string;
}

/** A Cloud Run service as it was at one moment. Source: google.cloud.run.v2.Service. */
export interface Service {
  etag: string;
  annotations: Record<string, string>;
  template: Template;
  /** What was asked for. */
  traffic: TrafficEntry[];
  /**
   * What really serves, LATEST resolved to the revision that it means; after a failed change it still shows the last
   * good state. `uri` only on tagged entries.
   */
  serving: (TrafficEntry & { uri?: string })[];
  latestReadyRevision?: string;
  latestCreatedRevision?: string;
  uri: string;
  /** False while Cloud Run still works on the last change. */
  settled: boolean;
  /** How the last change ended, where it has. */
  outcome?: Condition;
  conditions: Condition[];
}

/** A Cloud Run revision. Source: google.cloud.run.v2.Revision. */
export interface Revision {
  name: string;
  /** As they run, images and variables included. */
  containers: NonNullable<Template['containers']>;
  createdAt: Date;
  ready: boolean;
  conditions: Condition[];
  logUri: string;
}

/** A revision with what tells people where it came from. */
export interface ListedRevision extends Revision {
  labels: Record<string, string>;
  /** The account that made it; '' where Cloud Run does not say. */
  creator: string;
}

/** A change of a service: whatever is left out stays as it is. */
export interface ServiceChange {
  template?: Template;
  traffic: TrafficEntry[];
  annotations: Record<string, string>;
}
