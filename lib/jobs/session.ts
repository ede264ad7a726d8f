import type { Patience } from '../google';
import type { Runner } from '../runner';
import { connectJobs } from './client';
import type { Jobs } from './client';
import { openJobLogs } from './logs';
import type { JobLogs } from './logs';
import type { JobReference } from './model';

/** A connection to one job with the patience of a step. */
export interface JobSession {
  readonly jobs: Jobs;
  readonly logs: JobLogs;
  readonly patience: Patience;
}

const TRIES = 7;

/** Connects a step to one Cloud Run job. */
export function openJobs(runner: Runner, at: JobReference): JobSession {
  const { clock, random, signal, environment } = runner;
  const patience: Patience = { clock, random, signal, tries: TRIES };
  return {
    jobs: connectJobs(at, { environment, patience }),
    logs: openJobLogs(at, { environment, patience }),
    patience,
  };
}
