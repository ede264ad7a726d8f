import type { Source } from './model';
import type { ValueMap } from './template';

/** A stand-in for an action that somebody else publishes: one of our own programs, or a folder with an action.yml. */
export type ThirdParty = LocalAction | { folder: string };

/** A stand-in that runs inside this process. */
export interface LocalAction {
  /** The inputs that it honours. Any other one in a workflow is refused by name before the run. */
  inputs: readonly string[];
  /** Throws to fail the step. */
  run: (call: LocalCall) => Promise<LocalOutcome | undefined>;
  /** At the end of the job, in reverse order. */
  post?: (call: LocalCall) => Promise<void>;
}

export interface LocalCall {
  /** Only those that the workflow gives. */
  inputs: Readonly<Record<string, string>>;
  /** The step's environment. */
  env: Readonly<Record<string, string>>;
  /** The job's working tree. */
  workspace: string;
  /** The job's RUNNER_TEMP. */
  temp: string;
  github: ValueMap;
  /** The caller's repository. */
  root: Source;
  suite: Source;
  signal: AbortSignal;
  log: (line: string) => void;
  /** Hides a value in all later output. */
  mask: (value: string) => void;
}

export interface LocalOutcome {
  outputs?: Readonly<Record<string, string>>;
  /** Set for the later steps of the job. */
  env?: Readonly<Record<string, string>>;
  /** Put before PATH for the later steps of the job. */
  path?: readonly string[];
}
