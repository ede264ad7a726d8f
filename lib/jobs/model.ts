import type { protos } from '@google-cloud/run';
import type { Condition } from '../cloudrun';

/** What one task of a job is: google.cloud.run.v2.TaskTemplate. */
export type TaskTemplate = protos.google.cloud.run.v2.ITaskTemplate;

/** A job, by the three names that make its resource name. */
export interface JobReference {
  project: string;
  region: string;
  job: string;
}

/** One run of a job as it was at one moment. Source: google.cloud.run.v2.Execution. */
export interface Execution {
  /** The short name, such as `migrate-abcde`. */
  name: string;
  /** What the caller of {@link Jobs.start} named it by; '' where somebody else started it. */
  startedAs: string;
  ended: boolean;
  /** How it ended, once it has. */
  outcome?: Condition;
  /** Where its log can be read. */
  logUri: string;
}

/** `projects/p/locations/r/jobs/j` */
export const jobName = ({ project, region, job }: JobReference): string =>
  `projects/${project}/locations/${region}/jobs/${job}`;
