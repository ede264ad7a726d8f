import type { GitHub, Octokit } from './connection';
import type { DeploymentReport } from './deployments';
import { explaining } from './explain';
import { untilAnswered } from './patience';

type Deployment = Awaited<ReturnType<Octokit['rest']['repos']['listDeployments']>>['data'][number];

export interface FoundDeployment {
  id: number;
  /** What its last report said; undefined where there was none. */
  state: DeploymentReport['state'] | 'pending' | undefined;
}

/** How far back it is looked for: a rollback follows its deploy soon. */
const MOST = 20;

/**
 * The deployment to an environment that a workflow run has made: either we recorded it, with the run in its payload, or
 * GitHub itself did for a job that names the environment, and links the job's log.
 * @param runUrl the page of the run
 */
export async function findDeploymentOfRun(
  github: GitHub,
  environment: string,
  runUrl: string,
): Promise<FoundDeployment | undefined> {
  const { octokit, owner, repo, patience } = github;
  return explaining(`Looking for the deployment to ${environment}`, async () => {
    const list = async (): Promise<Deployment[]> =>
      (await octokit.rest.repos.listDeployments({ owner, repo, environment, per_page: MOST })).data;
    for (const { id, payload } of await untilAnswered(list, patience)) {
      const last = await untilAnswered(() => lastStatus(github, id), patience);
      const recorded = typeof payload === 'object' && payload['run'] === runUrl;
      if (recorded || isLogOf(runUrl, last?.log_url)) return { id, state: last?.state };
    }
    return undefined;
  });
}

async function lastStatus({ octokit, owner, repo }: GitHub, id: number) {
  const asked = { owner, repo, deployment_id: id, per_page: 1 };
  const { data } = await octokit.rest.repos.listDeploymentStatuses(asked);
  return data[0];
}

const isLogOf = (runUrl: string, log: string | undefined): boolean =>
  log !== undefined && (log === runUrl || log.startsWith(`${runUrl}/`));
