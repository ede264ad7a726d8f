import type { Result, RunEvent } from '../workflow/events';
import { onOneLine } from './foreign';

/** Where a job stands. */
export type JobState = 'waiting' | 'at-gate' | 'running' | Result;

/** One job, or one instance of a matrix. */
export interface JobRow {
  /** Ids from the outermost workflow inwards, such as `deploy/plan`; instances of a matrix share theirs. */
  path: string;
  /** Names in the same order, `Deploy / Plan`; null as long as only the path is known. */
  name: string | null;
  state: JobState;
  /** Milliseconds of the onlookers' clock; null for what never ran. */
  startedAt: number | null;
  endedAt: number | null;
  /** The step under way; of a failed job the one that failed; null when there is none. */
  step: string | null;
  /** The concurrency group or the environment that it waits for. */
  waitsFor: string | null;
}

/** Keeps the jobs of a run in the order in which they were first heard of. */
export class Jobs {
  #rows: JobRow[] = [];
  /** The first step that failed, by the path of its job: what follows it may fail only because of it. */
  readonly #failedSteps = new Map<string, string>();

  get rows(): readonly JobRow[] {
    return this.#rows;
  }

  /** @param now milliseconds of the onlookers' clock */
  take(event: RunEvent, now: number): void {
    switch (event.type) {
      case 'job-waiting':
        Object.assign(this.#rowFor(event.job, onOneLine(event.name)), {
          state: 'waiting',
          waitsFor: onOneLine(event.group),
        });
        break;
      case 'gate-opened':
        Object.assign(this.#rowFor(event.job, null), {
          state: 'at-gate',
          waitsFor: onOneLine(event.environment),
        });
        break;
      case 'job-started':
        Object.assign(this.#rowFor(event.job, onOneLine(event.name)), {
          state: 'running',
          startedAt: now,
          waitsFor: null,
        });
        break;
      case 'job-finished':
        this.#finish(this.#rowFor(event.job, onOneLine(event.name), true), event.result, now);
        break;
      case 'step-started':
        Object.assign(this.#running(event.job) ?? {}, { step: onOneLine(event.step) });
        break;
      case 'step-finished':
        this.#endStep(event);
        break;
      default:
    }
  }

  #finish(row: JobRow, result: Result, now: number): void {
    row.state = result;
    row.endedAt = row.startedAt === null ? null : now;
    row.waitsFor = null;
    row.step = result === 'failure' ? (this.#failedSteps.get(row.path) ?? null) : null;
    this.#failedSteps.delete(row.path);
  }

  #endStep({ job, step, conclusion }: Extract<RunEvent, { type: 'step-finished' }>): void {
    if (conclusion === 'failure' && !this.#failedSteps.has(job)) this.#failedSteps.set(job, onOneLine(step));
    const row = this.#running(job);
    if (row) row.step = null;
  }

  #running(path: string): JobRow | undefined {
    return this.#rows.findLast((row) => row.path === path && row.state === 'running');
  }

  /** The row of a job; a new one where it has ended already, which is another run, unless this is its end. */
  #rowFor(path: string, name: string | null, ending = false): JobRow {
    this.#rows = this.#rows.filter((row) => row.state !== 'waiting' || !contains(row.path, path));
    const known = this.#rows.find((row) => row.path === path && sameName(row, name));
    if (known && (!hasEnded(known) || ending)) {
      known.name ??= name;
      return known;
    }
    if (known) this.#rows = this.#rows.every(hasEnded) ? [] : this.#rows.filter((row) => row !== known);
    const row: JobRow = {
      ...{ path, name, state: 'waiting', startedAt: null, endedAt: null, step: null, waitsFor: null },
    };
    this.#rows.push(row);
    return row;
  }
}

const hasEnded = ({ state }: JobRow): boolean => !['waiting', 'at-gate', 'running'].includes(state);

const sameName = (row: JobRow, name: string | null): boolean =>
  row.name === null || name === null || row.name === name;

/** Whether a workflow that waits for its turn contains a job, which then has had its turn. */
const contains = (workflow: string, job: string): boolean =>
  workflow === '' || job.startsWith(`${workflow}/`);
