import { accessOfJobs, type AccessRequest, type JobAccess } from './job-access';
import type { ValueMap } from '../workflow/template';

/**
 * The `github` context of a pull request from a fork. What a stranger chooses is left out, so that every value of it
 * is tried: names of branches, titles, labels, who acts.
 */
export const forkPullRequest: ValueMap = {
  event_name: 'pull_request',
  ref: 'refs/pull/1/merge',
  ref_name: '1/merge',
  ref_type: 'branch',
  ref_protected: false,
  base_ref: 'main',
  repository: 'owner/app',
  repository_owner: 'owner',
  event: {
    repository: { full_name: 'owner/app', default_branch: 'main', fork: false },
    pull_request: {
      head: { repo: { full_name: 'stranger/app', fork: true } },
      base: { ref: 'main', repo: { full_name: 'owner/app', fork: false } },
    },
  },
};

/** The same of a push to the default branch. */
export const pushToMain: ValueMap = {
  event_name: 'push',
  ref: 'refs/heads/main',
  ref_name: 'main',
  ref_type: 'branch',
  ref_protected: true,
  head_ref: '',
  base_ref: '',
  repository: 'owner/app',
  repository_owner: 'owner',
  event: { repository: { full_name: 'owner/app', default_branch: 'main', fork: false } },
};

/** Events that run a stranger's pull request with the repository's own rights. */
const privilegedEvents = ['pull_request_target', 'workflow_run', 'issue_comment'];

/** What a pull request from a fork gets hold of, in a sentence each; none where it is safe. */
export function dangersOfForks(request: Omit<AccessRequest, 'github'>): string[] {
  const { workflow } = request.workflow;
  const privileged = workflow.events
    .filter((event) => privilegedEvents.includes(event))
    .map((event) => `${workflow.file}: '${event}' gives strangers the rights of the repository.`);
  if (!workflow.events.includes('pull_request')) return privileged;
  const jobs = accessOfJobs({ ...request, github: forkPullRequest });
  return [...privileged, ...jobs.filter((job) => job.canRun).flatMap(dangersOf)];
}

/** What no job may have that runs for a pull request from a fork. */
function dangersOf(job: JobAccess): string[] {
  const { path, file, permissions, secrets, environment } = job;
  const place = `${file}: the job '${path}' runs for pull requests from forks and`;
  return [
    ...Object.entries(permissions)
      .filter(([, level]) => level === 'write')
      .map(([scope]) => `${place} has '${scope}: write'.`),
    ...secrets.map((name) => `${place} reaches the secret '${name}'.`),
    ...(environment ? [`${place} names an environment.`] : []),
  ];
}
