import type { ConcurrencyGroups } from './concurrency';
import type { JobEnding } from './graph';
import type { RunContext } from './job-state';
import type { Permissions, Secrets, Workflow } from './model';
import type { GateReport, JobReport } from './options';
import type { ValueMap } from './template';

/** How each of a workflow's jobs ended, by its id. */
export type Endings = ReadonlyMap<string, JobEnding>;

/** A run under way: what its jobs share, and what they have come to so far. */
export interface RunState {
  context: RunContext;
  groups: ConcurrencyGroups;
  jobs: JobReport[];
  gates: GateReport[];
  nextFolder: number;
  /** Runs a workflow within this run: a job calls one, whose jobs call more. */
  runWorkflow: (state: WorkflowState) => Promise<Endings>;
}

/** A workflow under way within a run: the one that was started, or one that a job calls. */
export interface WorkflowState {
  run: RunState;
  workflow: Workflow;
  /** Path of the calling job, such as `deploy`; '' for the workflow that was started. */
  path: string;
  /** What stands before the names of its jobs, such as `deploy / `. */
  namePrefix: string;
  inputs: ValueMap;
  secrets: Secrets;
  /** Whether every call on the way here passed all secrets, and with them those of environments. */
  environmentSecrets: boolean;
  /** What its jobs have unless it, or they, say otherwise. */
  permissions: Permissions;
  /** The concurrency groups that are held around it, in lower case. */
  held: readonly string[];
  /** Fires when it is cancelled. */
  signal: AbortSignal;
}

/** The contexts of a workflow that do not depend on a job. */
export function workflowContexts(state: WorkflowState): ValueMap {
  const { context } = state.run;
  return { github: context.github, vars: { ...context.options.vars }, inputs: state.inputs };
}
