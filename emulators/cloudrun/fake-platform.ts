import type { Platform, RevisionToRun, RouteEntry, StartResult, TaskEnd, TaskToRun } from './platform';

/** A platform in memory: nothing runs, and every revision becomes Ready unless told otherwise. */
export interface FakePlatform extends Platform {
  /** The revisions that were started and not stopped, by name. */
  readonly running: ReadonlyMap<string, RevisionToRun>;
  /** The entries that each service was last routed by, by full resource name. */
  readonly routes: ReadonlyMap<string, readonly RouteEntry[]>;
  /** Every attempt at a task that was run. */
  readonly attempts: readonly TaskToRun[];
  /** Decides how the next attempts at tasks end; may take as long as it wants to. */
  whenRun(decide: (task: TaskToRun, signal: AbortSignal) => TaskEnd | Promise<TaskEnd>): void;
  /** Decides how the next revisions start; may take as long as it wants to. */
  whenStarted(decide: (revision: RevisionToRun) => StartResult | Promise<StartResult>): void;
}

/** Makes a platform for tests, which needs no process. */
export function fakePlatform(): FakePlatform {
  const running = new Map<string, RevisionToRun>();
  const routes = new Map<string, readonly RouteEntry[]>();
  let decide: (revision: RevisionToRun) => StartResult | Promise<StartResult> = () => ({ ready: true });
  const attempts: TaskToRun[] = [];
  let decideTask: (task: TaskToRun, signal: AbortSignal) => TaskEnd | Promise<TaskEnd> = () => ({
    exitCode: 0,
  });
  return {
    running,
    routes,
    attempts,
    whenRun: (decision) => {
      decideTask = decision;
    },
    runTask: async (task, signal) => {
      attempts.push(task);
      return decideTask(task, signal);
    },
    whenStarted: (decision) => {
      decide = decision;
    },
    start: async (revision) => {
      const result = await decide(revision);
      if (result.ready) running.set(revision.name, revision);
      return result;
    },
    stop: (revision) => {
      running.delete(revision.slice(revision.lastIndexOf('/') + 1));
      return Promise.resolve();
    },
    route: ({ name, entries }) => {
      if (entries.length === 0) routes.delete(name);
      else routes.set(name, entries);
      return Promise.resolve(addressesOf(name, entries));
    },
  };
}

function addressesOf(
  name: string,
  entries: readonly RouteEntry[],
): { uri: string; tagUris: Record<string, string> } {
  const host = `${name.slice(name.lastIndexOf('/') + 1)}-fake.run.example`;
  const tags = entries.flatMap(({ tag }) => (tag === undefined ? [] : [tag]));
  return {
    uri: `https://${host}`,
    tagUris: Object.fromEntries(tags.map((tag) => [tag, `https://${tag}---${host}`])),
  };
}
