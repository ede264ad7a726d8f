import type { Condition } from '../cloudrun';

/** A variable: with a value, or taken from a secret. Source: google.cloud.run.v2.EnvVar, in JSON. */
export interface Variable {
  name?: string;
  value?: string;
  valueSource?: object;
}

/** Source: google.cloud.run.v2.Container, in JSON. */
export interface Container {
  image?: string;
  command?: string[];
  args?: string[];
  env?: Variable[];
  ports?: object[];
  resources?: { limits?: Readonly<Record<string, string>> };
  volumeMounts?: object[];
}

/** What a service's revision has that a task has as well. Source: google.cloud.run.v2.RevisionTemplate, in JSON. */
export interface ServiceTemplate {
  containers?: Container[];
  volumes?: object[];
  vpcAccess?: object;
  serviceAccount?: string;
}

/** What one task of a job is. Source: google.cloud.run.v2.TaskTemplate, in JSON. */
export interface TaskTemplate extends ServiceTemplate {
  containers: Container[];
  maxRetries: number;
  /** Such as `900s`. */
  timeout: string;
}

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
