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

/** One attempt at a task of a job, as the platform is asked to run it. */
export interface TaskToRun {
  project: string;
  location: string;
  /** The job's and the execution's names, without the path. */
  job: string;
  execution: string;
  /** Counts the execution's tasks from 0, and this one's attempts from 0. */
  index: number;
  attempt: number;
  count: number;
  image: string;
  /** The environment of the container; the CLOUD_RUN_ variables are the platform's to set. */
  env: Record<string, string>;
  /** The entrypoint in place of the image's own; empty: the image's. */
  command: string[];
  /** The arguments in place of the image's own; empty: the image's. */
  args: string[];
}

/** How an attempt ended; the reason is a name of Cloud Run's `CommonReason` where the container never ran. */
export type TaskEnd = { exitCode: number } | { reason: string; message: string };

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
  /** Stops a revision for good, also one that is still starting: its start then resolves as not ready. @param revision its full resource name */
  stop(revision: string): Promise<void>;
  /** Runs a container to its end; the signal stops it before, for a timeout or because somebody cancels. */
  runTask(task: TaskToRun, signal: AbortSignal): Promise<TaskEnd>;
  /**
   * Splits a service's requests anew; no entries means that the service is gone. Gives its URL and that of each tag.
   * @param service its full resource name, and the entries whose percents add up to 100
   */
  route(service: {
    name: string;
    entries: RouteEntry[];
  }): Promise<{ uri: string; tagUris: Record<string, string> }>;
}
