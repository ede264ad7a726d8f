import { randomUUID } from 'node:crypto';
import type { JsonObject } from './json';
import type { State } from './state';
import { accountOf } from './state';

/** What GitHub knows about a job, and puts into its OIDC tokens. */
export interface JobClaims {
  /** Such as `refs/heads/main`. */
  ref: string;
  sha: string;
  /** The environment that the job names; only then is there such a claim. */
  environment: string | null;
  /** `owner/name/.github/workflows/x.yml@ref` of the workflow that started. */
  workflowRef: string;
  workflowSha: string;
  /** Its `name:`. */
  workflow: string;
  /** Of the file in which the job is written. */
  jobWorkflowRef: string;
  jobWorkflowSha: string;
  runId: number;
  runNumber: number;
  runAttempt: number;
  /** Login of who started the run. */
  actor: string;
  /** Such as `push`. */
  eventName: string;
  /** Of a pull request; '' otherwise. */
  headRef?: string;
  baseRef?: string;
}

/** GitHub's OIDC tokens live five minutes. */
const lifetimeSeconds = 300;

/**
 * The claims of one OIDC token. Ids are text in them.
 * @param now milliseconds since the epoch
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function oidcClaims(
  state: State,
  job: JobClaims,
  issuer: string,
  audience: string,
  now: number,
): JsonObject {
  const { repository } = state;
  const seconds = Math.floor(now / 1000);
  return {
    jti: randomUUID(),
    sub: subject(state, job),
    aud: audience,
    iss: issuer,
    iat: seconds,
    nbf: seconds - 5,
    exp: seconds + lifetimeSeconds,
    ref: job.ref,
    sha: job.sha,
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner.login,
    repository_owner_id: String(repository.owner.id),
    repository_visibility: repository.visibility,
    run_id: String(job.runId),
    run_number: String(job.runNumber),
    run_attempt: String(job.runAttempt),
    actor: job.actor,
    actor_id: String(accountOf(state, job.actor).id),
    workflow: job.workflow,
    workflow_ref: job.workflowRef,
    workflow_sha: job.workflowSha,
    job_workflow_ref: job.jobWorkflowRef,
    job_workflow_sha: job.jobWorkflowSha,
    head_ref: job.headRef ?? '',
    base_ref: job.baseRef ?? '',
    event_name: job.eventName,
    ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: String(job.ref === `refs/heads/${repository.defaultBranch}`),
    runner_environment: 'github-hosted',
    ...(job.environment === null ? {} : { environment: job.environment }),
  };
}

/** The immutable form, which repositories have that were created since July 2026: names with their ids. */
function subject({ repository }: State, job: JobClaims): string {
  const name = repository.fullName.split('/')[1] ?? '';
  const whole = `repo:${repository.owner.login}@${repository.owner.id}/${name}@${repository.id}`;
  if (job.environment !== null) return `${whole}:environment:${job.environment.replaceAll(':', '%3A')}`;
  return job.eventName.startsWith('pull_request') ? `${whole}:pull_request` : `${whole}:ref:${job.ref}`;
}
