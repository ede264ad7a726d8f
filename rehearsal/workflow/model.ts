import type { Position } from './faults';
import type { Template, ValueMap } from './template';

/** A repository at a commit, as far as it lies on this disk: the caller's, or the suite's. */
export interface Source {
  folder: string;
  /** `owner/name`. */
  repository: string;
  sha: string;
  /** Such as `refs/heads/main`. */
  ref: string;
  /** The same repository at other commits that a step may check out. */
  earlier?: readonly Source[];
}

export type PermissionLevel = 'none' | 'read' | 'write';

/** What `permissions` grants; a scope that is not named is `none`. */
export type Permissions = Readonly<Record<string, PermissionLevel>>;

export interface InputDefinition {
  name: string;
  type: 'string' | 'boolean' | 'number' | 'choice' | 'environment';
  required: boolean;
  default: Template | undefined;
  options: string[];
  at: Position;
}

export interface SecretDefinition {
  name: string;
  required: boolean;
}

/** A workflow file, read. */
export interface Workflow {
  source: Source;
  /** Path inside its source, such as `.github/workflows/ci.yml`. */
  file: string;
  name: string;
  /** The events that it names in `on`. */
  events: string[];
  call: {
    inputs: InputDefinition[];
    secrets: SecretDefinition[];
    outputs: { name: string; value: Template }[];
  };
  dispatchInputs: InputDefinition[];
  env: Template | undefined;
  defaults: RunDefaults;
  permissions: Permissions | undefined;
  concurrency: Template | undefined;
  jobs: Job[];
}

export interface RunDefaults {
  shell: Template | undefined;
  workingDirectory: Template | undefined;
}

interface JobBase {
  id: string;
  name: Template | undefined;
  needs: string[];
  /** With the implied `success() &&`; undefined means `success()`. */
  condition: string;
  strategy: Template | undefined;
  concurrency: Template | undefined;
  permissions: Permissions | undefined;
  permissionsAt: Position | undefined;
  at: Position;
}

/** A job with steps. */
export interface StepsJob extends JobBase {
  kind: 'steps';
  env: Template | undefined;
  environment: Template | undefined;
  outputs: Template | undefined;
  defaults: RunDefaults;
  timeoutMinutes: Template | undefined;
  continueOnError: Template | undefined;
  services: Template | undefined;
  steps: Step[];
}

/** A job that calls a reusable workflow. */
export interface CallJob extends JobBase {
  kind: 'call';
  uses: string;
  usesAt: Position;
  with: Template | undefined;
  secrets: Template | undefined;
  inheritSecrets: boolean;
  /** The workflow that it calls; filled in when the plan is made. */
  workflow: Workflow | undefined;
}

export type Job = StepsJob | CallJob;

interface StepBase {
  id: string | undefined;
  name: Template | undefined;
  condition: string;
  env: Template | undefined;
  continueOnError: Template | undefined;
  timeoutMinutes: Template | undefined;
  at: Position;
}

export interface RunStep extends StepBase {
  kind: 'run';
  run: Template;
  shell: Template | undefined;
  workingDirectory: Template | undefined;
}

export interface UsesStep extends StepBase {
  kind: 'uses';
  uses: string;
  usesAt: Position;
  with: Template | undefined;
}

export type Step = RunStep | UsesStep;

/** An action.yml, read. */
export interface Action {
  name: string;
  /** Where its files are. */
  folder: string;
  /** The repository to which `$/` in it leads. */
  source: Source;
  inputs: { name: string; required: boolean; default: Template | undefined }[];
  outputs: { name: string; value: Template | undefined }[];
  runs: NodeRuns | CompositeRuns;
}

export interface NodeRuns {
  using: 'node24';
  main: string;
  pre: string | undefined;
  preIf: string;
  post: string | undefined;
  postIf: string;
}

export interface CompositeRuns {
  using: 'composite';
  steps: Step[];
}

/** Secrets by name. */
export type Secrets = Readonly<Record<string, string>>;

/** The payload, name and inputs of what started the run. */
export interface WorkflowEvent {
  name: string;
  payload?: ValueMap;
  inputs?: ValueMap;
}
