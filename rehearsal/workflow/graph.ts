import type { Result } from './events';
import type { Status } from './expressions';
import type { ValueMap } from './template';

/** How a job ended, as those see it that need it. */
export interface JobEnding {
  result: Result;
  outputs: Readonly<Record<string, string>>;
}

interface Node {
  id: string;
  needs: readonly string[];
}

/** All jobs that come before a job, near and far. */
export function ancestorsOf(jobs: readonly Node[], id: string): Set<string> {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const found = new Set<string>();
  const visit = (job: string): void => {
    for (const need of byId.get(job)?.needs ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(id);
  return found;
}

/**
 * What the status functions say in a job's `if`. They look at every job before it, not only at those that it
 * needs itself: a job behind a skipped one is skipped, even when one in between ran all the same.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
export function statusBefore(ancestors: Iterable<JobEnding>, cancelled: boolean): Status {
  const results = [...ancestors].map((ending) => ending.result);
  return {
    success: !cancelled && results.every((result) => result === 'success'),
    failure: results.includes('failure'),
    cancelled,
  };
}

/** The `needs` context. */
export function needsContext(needs: readonly string[], endings: ReadonlyMap<string, JobEnding>): ValueMap {
  return Object.fromEntries(
    needs.flatMap((id) => {
      const ending = endings.get(id);
      return ending ? [[id, { result: ending.result, outputs: { ...ending.outputs } }]] : [];
    }),
  );
}

/** The result of jobs taken together: the instances of a matrix, or the jobs of a workflow. */
export function combine(results: readonly Result[]): Result {
  for (const result of ['failure', 'cancelled', 'success'] as const)
    if (results.includes(result)) return result;
  return 'skipped';
}
