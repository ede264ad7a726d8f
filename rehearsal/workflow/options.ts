import type { Clock } from '../../emulators/clock';
import type { Result, RunEvent } from './events';
import type { Permissions, Secrets, Source, WorkflowEvent } from './model';
import type { Grace } from './processes';
import type { ServiceStandIns } from './services';
import type { ThirdParty } from './third-party';

/** Everything that a run is given. */
export interface RunOptions {
  /** The caller's repository. */
  root: Source;
  /** The workflow to run, as a path in `root`. */
  file: string;
  /** Our own suite: where `$/` in its workflows leads, and `uses: <its repository>/...@ref` from anywhere. */
  suite: Source;
  event: WorkflowEvent;
  secrets?: Secrets;
  vars?: Readonly<Record<string, string>>;
  /** Secrets and variables that only a job which names the environment sees. */
  environments?: Readonly<Record<string, { secrets?: Secrets; vars?: Readonly<Record<string, string>> }>>;
  /** Environment variables of every process, such as PATH and the addresses of the emulators; not in the `env` context. */
  env?: Readonly<Record<string, string>>;
  /** More of the `github` context; its keys are GitHub's own: `actor`, `run_id`, `api_url`, `repository_id` and so on. */
  github?: Readonly<Record<string, string>>;
  /** By name, such as `actions/checkout`. */
  thirdParty?: Readonly<Record<string, ThirdParty>>;
  /** Stand-ins for the containers beside a job. */
  services?: ServiceStandIns;
  /**
   * Labels of runners that are not Linux, such as macos-15, whose jobs run here all the same, with stand-ins for the
   * programs of such a machine on PATH. Without its label such a job is refused.
   */
  runners?: readonly string[];
  /** Decides about a job that names an environment; without it every one is unprotected. */
  gate?: (gate: GateRequest) => Promise<GateDecision>;
  on?: (event: RunEvent) => void;
  /** Cancels the run, as somebody does on GitHub. */
  signal?: AbortSignal;
  /**
   * Ends the run as GitHub's force-cancel does: the machines of its jobs are taken away, and nothing more begins, not
   * even what is `always()`.
   */
  forceCancel?: AbortSignal;
  /**
   * Takes the machines away from the jobs that run when it fires, as when a virtual machine dies: no signal is heard
   * there and no post step runs. Jobs that begin afterwards have machines of their own.
   */
  machineLoss?: AbortSignal;
  /** What `timeout-minutes` and the dates go by; the machine's own by default. A scaled clock scales the timeouts. */
  clock?: Clock;
  grace?: Grace;
  /** Gives a job its token; without it the token is a random one that nobody knows. */
  permissionsToken?: (permissions: Permissions, job: TokenJob) => JobToken | Promise<JobToken>;
  /** What a workflow that names no permissions gets; GitHub's restricted setting by default. */
  defaultPermissions?: Permissions;
  /** The node that runs actions; this process's own by default, which must be 24. */
  node?: string;
  /** Where workspaces are laid out; a temporary folder, removed at the end, by default. */
  folder?: string;
}

/** What a token is made for; the claims of GitHub's OIDC tokens are all here. */
export interface TokenJob {
  /** Path of the job, such as `deploy/rollout`. */
  id: string;
  name: string;
  environment: string | null;
  /** `owner/name/.github/workflows/x.yml@ref` of the workflow that started. */
  workflowRef: string;
  workflowSha: string;
  /** The same of the file in which the job is written. */
  jobWorkflowRef: string;
  jobWorkflowSha: string;
}

export interface JobToken {
  token: string;
  /** Added to the environment of every process of the job, such as ACTIONS_ID_TOKEN_REQUEST_URL; hidden where secret. */
  env?: Readonly<Record<string, string>>;
  /** Further values to hide in the output, such as the OIDC request token. */
  secrets?: readonly string[];
}

/** A job that waits for its environment. */
export interface GateRequest {
  environment: string;
  /** Path and name of the job. */
  job: string;
  name: string;
  /** The summaries of the jobs so far: what the release manager reads. Markdown. */
  brief: string;
  summaries: readonly { job: string; name: string; summary: string }[];
  /** Fires when the run is cancelled while the gate is open. */
  signal: AbortSignal;
}

/** `unprotected`: the environment asks nobody; the job goes on and no gate is reported. */
export type GateDecision = { outcome: 'approved' | 'rejected'; by: string } | { outcome: 'unprotected' };

export interface RunReport {
  conclusion: Result;
  /** In the order in which they ended. */
  jobs: JobReport[];
  gates: GateReport[];
}

export interface JobReport {
  /** Path of the job, such as `deploy/plan`; instances of a matrix share it and differ by name. */
  id: string;
  name: string;
  /** As `needs` sees it: `success` for a failure that `continue-on-error` forgives. */
  result: Result;
  /** What happened, before `continue-on-error`. */
  outcome: Result;
  steps: StepReport[];
  outputs: Record<string, string>;
  /** Markdown of all its steps, secrets hidden. */
  summary: string;
  permissions: Permissions;
  environment: string | null;
  /** Why a job failed that had no failing step, such as a rejected gate. */
  problem: string | null;
  /** Milliseconds since the epoch. */
  startedAt: number;
  seconds: number;
}

export interface StepReport {
  /** Null for steps without an `id` and for hooks. */
  id: string | null;
  name: string;
  /** Before `continue-on-error`, GitHub's `outcome`. */
  result: Result;
  /** After it. */
  conclusion: Result;
  outputs: Record<string, string>;
  seconds: number;
}

export interface GateReport {
  environment: string;
  job: string;
  outcome: 'approved' | 'rejected' | 'cancelled';
  /** Null when nobody approved. */
  approvedBy: string | null;
  brief: string;
}
