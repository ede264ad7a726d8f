import type { Clock } from '../../emulators/clock';
import type { Result, RunEvent } from './events';
import type { Expressions, Scope, Status } from './expressions';
import type { Library } from './library';
import type { Masks } from './masks';
import type { RunDefaults, Secrets, Source, StepsJob, Workflow } from './model';
import type { RunOptions, StepReport } from './options';
import type { Grace } from './processes';
import type { ProcessGuard } from './process-guard';
import type { ValueMap } from './template';

/** What all jobs of a run share. */
export interface RunContext {
  options: RunOptions;
  library: Library;
  expressions: Expressions;
  masks: Masks;
  guard: ProcessGuard;
  clock: Clock;
  grace: Grace;
  /** Fires when the run is ended by force. */
  forced: AbortSignal;
  node: string;
  folder: string;
  /** The `github` context, less what differs between jobs. */
  github: ValueMap;
  emit: (event: RunEvent) => void;
}

/** Folders of one job, which nobody else uses. */
export interface JobFolders {
  workspace: string;
  temp: string;
  tools: string;
  home: string;
  eventFile: string;
}

/** What happens at the end of a job on behalf of a step. */
export interface PostHook {
  name: string;
  condition: string;
  frame: Frame;
  body: (attempt: Attempt) => Promise<void>;
}

/** What the hooks and the main program of one use of an action share. */
export interface ActionMemory {
  /** Written through GITHUB_STATE; the hooks get it as STATE_*. */
  state: Record<string, string>;
  /** Of the latest program that ran: the post program finds the same inputs. */
  env: Readonly<Record<string, string>>;
  postRegistered: boolean;
}

/** One running job. */
export interface JobState {
  run: RunContext;
  id: string;
  name: string;
  job: StepsJob;
  workflow: Workflow;
  /** `github`, `vars`, `secrets`, `inputs`, `needs`, `strategy`, `matrix`, `runner`. */
  contexts: ValueMap;
  secrets: Secrets;
  /** The `env` context: of the workflow, the job, and what steps have added. */
  env: Record<string, string>;
  /** In the environment of processes, but not in the `env` context. */
  tokenEnv: Readonly<Record<string, string>>;
  /** What GITHUB_PATH has added, the latest first. */
  path: string[];
  status: Exclude<Result, 'skipped'>;
  summary: string[];
  steps: StepReport[];
  posts: PostHook[];
  memories: Map<string, ActionMemory>;
  folders: JobFolders;
  /** What the `job` context says of the containers beside it. */
  services: ValueMap;
  /** Fires when the job is cancelled: steps whose condition no longer holds are ended. */
  cancelled: AbortSignal;
  /** Fires when the time that a cancelled job has for tidying up is over: everything is ended. */
  expired: AbortSignal;
  /** Fires when the job's machine is taken away. */
  lost: AbortSignal;
  groups: Set<number>;
  nextFile: number;
}

/** A sequence of steps under way: those of the job, or those of a composite action inside it. */
export interface Frame {
  job: JobState;
  /** Names a step's use of an action within the job, such as `2/0`. */
  key: string;
  /** How the steps of this sequence have gone. */
  status: () => Status;
  fail: () => void;
  steps: ValueMap;
  inputs: ValueMap;
  /** What the step that uses a composite action sets for all inside. */
  env: Readonly<Record<string, string>>;
  defaults: RunDefaults;
  /** Where `$/` leads. */
  source: Source;
  actionPath: string | undefined;
  /** Fires when the step around this sequence is ended. */
  ended: AbortSignal | undefined;
  /** The step of the job to which output belongs; undefined for the job's own sequence. */
  label: string | undefined;
}

/** A step under way. */
export interface Attempt {
  frame: Frame;
  key: string;
  /** The step of the job to which output belongs. */
  label: string;
  /** The runner's name for the step, GITHUB_ACTION. */
  id: string;
  scope: Scope;
  /** The `env` context, with the step's own. */
  env: Readonly<Record<string, string>>;
  /** The part of it that the step, and the composite actions around it, set. */
  ownEnv: Readonly<Record<string, string>>;
  outputs: Record<string, string>;
  /** Ends a program: the job is cancelled, or time is up. */
  signal: AbortSignal;
  /** Ends a composite action: time is up. When the job is cancelled, its steps decide each for itself. */
  limit: AbortSignal;
  log: (line: string) => void;
}

/** How the steps of the job have gone. */
export function jobStatus(state: JobState): Status {
  return {
    success: state.status === 'success',
    failure: state.status === 'failure',
    cancelled: state.status === 'cancelled',
  };
}
