/** A revision as the platform is asked to run it. */
export interface RevisionToRun {
  project: string;
  location: string;
  /** The service's id, without the path. */
  service: string;
  /** The revision's name, without the path. */
  name: string;
  image: string;
  /** The environment of the container that receives requests; PORT is the platform's to set. */
  env: Record<string, string>;
  /** The entrypoint in place of the image's own; empty: the image's. */
  command: string[];
  /** The arguments in place of the image's own; empty: the image's. */
  args: string[];
  /** The port that the container listens on, 8080 unless the template says otherwise. */
  containerPort?: number;
}

/** Whether a revision became Ready; the reason is a name of Cloud Run's `CommonReason` or `RevisionReason`. */
export type StartResult = { ready: true } | { ready: false; reason: string; message: string };

/** A revision's share of a service's requests. Several entries may name one revision. */
export interface RouteEntry {
  /** The revision's name, without the path. */
  revision: string;
  percent: number;
  tag?: string;
}

/** What runs the revisions and splits the requests. Cloud Run's control plane is emulated above it. */
export interface Platform {
  /** Starts a revision and waits until it listens, or never will. */
  start(revision: RevisionToRun): Promise<StartResult>;
  /** Stops a revision for good, also one that is still starting: its start then resolves as not ready. */
  stop(revisionName: string): Promise<void>;
  /**
   * Splits a service's requests anew; no entries means that the service is gone. Gives its URL and that of each tag.
   * @param service its full resource name, and the entries whose percents add up to 100
   */
  route(service: {
    name: string;
    entries: RouteEntry[];
  }): Promise<{ uri: string; tagUris: Record<string, string> }>;
}
