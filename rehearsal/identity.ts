import type { JobClaims, RunningGitHub } from '../emulators/github';
import type { JobToken, RunOptions, TokenJob } from './workflow/options';
import type { Permissions } from './workflow/model';

/** What is the same for all jobs of a run. */
export interface RunIdentity {
  runId: number;
  runNumber: number;
  runAttempt: number;
  /** Login of who started it. */
  actor: string;
  /** `name:` of the workflow. */
  workflow: string;
  /** Such as `push`. */
  eventName: string;
}

type PermissionsToken = NonNullable<RunOptions['permissionsToken']>;

/**
 * Gives each job a token of the GitHub emulator that may do what the job's `permissions` say, and, with
 * `id-token: write`, the way to OIDC tokens that say which job it is.
 */
export function jobTokens(github: RunningGitHub, run: RunIdentity): PermissionsToken {
  return (permissions: Permissions, job: TokenJob): JobToken => {
    const { token, oidc } = github.tokens.forJob(permissions, claimsOf(job, run));
    if (!oidc) return { token };
    return {
      token,
      env: {
        ACTIONS_ID_TOKEN_REQUEST_URL: oidc.requestUrl,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidc.requestToken,
      },
      secrets: [oidc.requestToken],
    };
  };
}

/** The `github` context of a run against the emulator: the keys that lead to it, for `RunOptions.github`. */
export function githubContext(github: RunningGitHub, run: RunIdentity): Record<string, string> {
  const { repository } = github.state;
  return {
    api_url: github.url,
    repository_id: String(repository.id),
    repository_owner_id: String(repository.owner.id),
    run_id: String(run.runId),
    run_number: String(run.runNumber),
    run_attempt: String(run.runAttempt),
    actor: run.actor,
    triggering_actor: run.actor,
  };
}

function claimsOf(job: TokenJob, run: RunIdentity): JobClaims {
  return {
    ...run,
    ref: job.workflowRef.slice(job.workflowRef.lastIndexOf('@') + 1),
    sha: job.workflowSha,
    environment: job.environment,
    workflowRef: job.workflowRef,
    workflowSha: job.workflowSha,
    jobWorkflowRef: job.jobWorkflowRef,
    jobWorkflowSha: job.jobWorkflowSha,
  };
}
