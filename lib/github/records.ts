/**
 * Records that outlive what they are about: a deployment whose payload holds what stays, and whose last status holds, in
 * its description, what moves.
 */
import type { GitHub } from './connection';
import { shortened } from './deployments';
import { explaining } from './explain';
import { untilAnswered, writeOnce } from './patience';

/** A deployment that is there for what is written on it. */
export interface DeploymentRecord {
  /** The commit, in full. */
  sha: string;
  environment: string;
  /** Tells records of one thing from all other deployments to the environment. */
  task: string;
  description: string;
  /** What stays as it is: GitHub lets nobody change it. */
  payload: Readonly<Record<string, unknown>>;
}

/** A record as it was found. All of it is text from outside. */
export interface FoundRecord {
  id: number;
  payload: unknown;
  /** The description of its last status; undefined where it has none. */
  note: string | undefined;
}

/** The newest record of one thing; undefined where there is none. */
export async function findRecord(
  github: GitHub,
  { environment, task }: Pick<DeploymentRecord, 'environment' | 'task'>,
): Promise<FoundRecord | undefined> {
  return explaining(`Looking for the record in the deployments to ${environment}`, () =>
    untilAnswered(() => newest(github, { environment, task }), github.patience),
  );
}

async function newest(
  { octokit, owner, repo }: GitHub,
  asked: Pick<DeploymentRecord, 'environment' | 'task'>,
): Promise<FoundRecord | undefined> {
  const { data } = await octokit.rest.repos.listDeployments({ owner, repo, ...asked, per_page: 1 });
  const [found] = data;
  if (!found) return undefined;
  const statuses = await octokit.rest.repos.listDeploymentStatuses({
    ...{ owner, repo },
    deployment_id: found.id,
    per_page: 1,
  });
  return { id: found.id, payload: found.payload, note: statuses.data[0]?.description };
}

/**
 * Begins a record. Nothing is deployed by it, so neither checks nor reviewers are asked.
 * @returns the deployment's id, for `reportDeployment`
 */
export async function startRecord(github: GitHub, record: DeploymentRecord): Promise<number> {
  const { octokit, owner, repo, patience } = github;
  const { sha, environment, task, payload } = record;
  const create = async (): Promise<number> => {
    const { data } = await octokit.rest.repos.createDeployment({
      ...{ owner, repo, environment, task, payload },
      ref: sha,
      description: shortened(record.description),
      auto_merge: false,
      required_contexts: [],
      production_environment: false,
    });
    if ('id' in data) return data.id;
    throw new Error(`GitHub made no deployment of ${sha}: ${data.message ?? 'it gave no reason'}.`);
  };
  const find = async (): Promise<number | undefined> => {
    const found = await newest(github, { environment, task });
    return found && found.note === undefined ? found.id : undefined;
  };
  return explaining(`Recording a rollout in a deployment to ${environment}`, () =>
    writeOnce(create, find, patience),
  );
}
