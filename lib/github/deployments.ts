import type { GitHub } from './connection';
import { explaining } from './explain';
import { untilAnswered, writeOnce } from './patience';

export interface DeploymentRequest {
  /** The commit, in full. */
  sha: string;
  environment: string;
  description: string;
  /** The run that deploys: a deployment is found again by it, so that a lost answer makes no second one. */
  runUrl: string;
  /** Shown as production in GitHub's interface. */
  production: boolean;
}

export interface DeploymentReport {
  state: 'queued' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
  /** Cut to GitHub's 140 characters. */
  description: string;
  /** Where the service is reached. */
  environmentUrl?: string;
  /** Where the details are; the run, usually. */
  logUrl?: string;
  /** Do not let GitHub retire the earlier deployments to the environment: this one says nothing about them. */
  aside?: true;
}

/**
 * Records that a deployment begins, or finds the one that this run has begun. Checks are not asked for: what calls
 * this has decided already.
 * @returns the deployment's id
 */
export async function startDeployment(github: GitHub, request: DeploymentRequest): Promise<number> {
  const { octokit, owner, repo, patience } = github;
  const { sha, environment, runUrl } = request;
  return explaining(`Recording a deployment to ${environment}`, async () => {
    const find = (): Promise<number | undefined> => findDeployment(github, request);
    const begun = await untilAnswered(find, patience);
    if (begun !== undefined) return begun;
    const create = async (): Promise<number> => {
      const { data } = await octokit.rest.repos.createDeployment({
        ...{ owner, repo, environment },
        ref: sha,
        description: shortened(request.description),
        auto_merge: false,
        required_contexts: [],
        production_environment: request.production,
        payload: { run: runUrl },
      });
      if ('id' in data) return data.id;
      throw new Error(`GitHub made no deployment of ${sha}: ${data.message ?? 'it gave no reason'}.`);
    };
    return writeOnce(create, find, patience);
  });
}

async function findDeployment(
  { octokit, owner, repo }: GitHub,
  { sha, environment, runUrl }: DeploymentRequest,
): Promise<number | undefined> {
  const { data } = await octokit.rest.repos.listDeployments({ owner, repo, sha, environment, per_page: 100 });
  return data.find(({ payload }) => typeof payload === 'object' && payload.run === runUrl)?.id;
}

/** Sets a deployment's state, unless it is what the last report said. */
export async function reportDeployment(github: GitHub, id: number, report: DeploymentReport): Promise<void> {
  const { octokit, owner, repo, patience } = github;
  const description = shortened(report.description);
  await explaining(`Reporting deployment ${id} as ${report.state}`, async () => {
    const isReported = async (): Promise<true | undefined> => {
      const { data } = await octokit.rest.repos.listDeploymentStatuses({
        owner,
        repo,
        deployment_id: id,
        per_page: 1,
      });
      const [last] = data;
      return last?.state === report.state && last.description === description ? true : undefined;
    };
    if (await untilAnswered(isReported, patience)) return;
    const create = async (): Promise<true> => {
      await octokit.rest.repos.createDeploymentStatus({
        ...{ owner, repo, description },
        deployment_id: id,
        state: report.state,
        ...(report.environmentUrl === undefined ? {} : { environment_url: report.environmentUrl }),
        ...(report.logUrl === undefined ? {} : { log_url: report.logUrl }),
        ...(report.aside ? { auto_inactive: false } : {}),
      });
      return true;
    };
    await writeOnce(create, isReported, patience);
  });
}

/** GitHub refuses a description of more than 140 characters. */
export function shortened(text: string): string {
  return text.length <= 140 ? text : `${text.slice(0, 139).toWellFormed()}…`;
}
