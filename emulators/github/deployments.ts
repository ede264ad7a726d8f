import { viewAccount } from './account-views';
import type { ApiCall } from './api-call';
import { nodeId, repositoryUrl, timestamp } from './api-call';
import type { Reply } from './exchange';
import { invalid, notFound } from './exchange';
import type { JsonObject } from './json';
import { isObject, textOf } from './json';
import { paged } from './paging';
import type { Deployment, DeploymentState, DeploymentStatus } from './state';
import { commitOf, newId } from './state';

/** `POST /repos/{owner}/{repo}/deployments`; the emulated commits have no checks that could stand in the way. */
export function createDeployment(call: ApiCall): Reply {
  const { state, body, caller, now } = call;
  const ref = textOf(body.ref);
  const commit = commitOf(state, ref);
  if (!commit) return invalid('Deployment', 'ref', 'custom', `No ref found for: ${ref}`);
  const environment = textOf(body.environment) || 'production';
  const deployment: Deployment = {
    id: newId(state),
    sha: commit.sha,
    ref,
    task: textOf(body.task) || 'deploy',
    environment,
    originalEnvironment: environment,
    description: textOf(body.description),
    payload: isObject(body.payload) ? body.payload : textOf(body.payload),
    transient: body.transient_environment === true,
    production:
      body.production_environment === undefined
        ? environment === 'production'
        : body.production_environment === true,
    creator: caller.account,
    at: now,
    statuses: [],
  };
  state.deployments.unshift(deployment);
  return { status: 201, body: view(call, deployment) };
}

/** `GET /repos/{owner}/{repo}/deployments`, the newest first, filtered by sha, ref, task and environment. */
export function listDeployments(call: ApiCall): Reply {
  const { query } = call.asked;
  const matching = call.state.deployments.filter((deployment) =>
    (['sha', 'ref', 'task', 'environment'] as const).every((field) => {
      const wanted = query.get(field);
      return wanted === null || wanted === 'none' || wanted === deployment[field];
    }),
  );
  return paged(
    matching.map((deployment) => view(call, deployment)),
    call.asked,
    call.origin,
  );
}

export function getDeployment(call: ApiCall): Reply {
  const deployment = find(call);
  return deployment ? { status: 200, body: view(call, deployment) } : notFound();
}

/**
 * `POST .../deployments/{deployment_id}/statuses`. A success makes the earlier successes of the same environment
 * inactive, unless the environment is transient, production or the caller says `auto_inactive: false`.
 */
export function createStatus(call: ApiCall): Reply {
  const { state, body, caller, now } = call;
  const deployment = find(call);
  if (!deployment) return notFound();
  const description = textOf(body.description);
  if (description.length > 140)
    return invalid(
      'DeploymentStatus',
      'description',
      'custom',
      'description is too long (maximum is 140 characters)',
    );
  const status: DeploymentStatus = {
    id: newId(state),
    state: textOf(body.state) as DeploymentState,
    description,
    environment: textOf(body.environment) || deployment.environment,
    environmentUrl: textOf(body.environment_url),
    logUrl: textOf(body.log_url) || textOf(body.target_url),
    creator: caller.account,
    at: now,
  };
  deployment.environment = status.environment;
  deployment.statuses.unshift(status);
  if (status.state === 'success' && body.auto_inactive !== false) retireOthers(call, deployment);
  return { status: 201, body: viewStatus(call, deployment, status) };
}

export function listStatuses(call: ApiCall): Reply {
  const deployment = find(call);
  if (!deployment) return notFound();
  return paged(
    deployment.statuses.map((status) => viewStatus(call, deployment, status)),
    call.asked,
    call.origin,
  );
}

export function getStatus(call: ApiCall): Reply {
  const deployment = find(call);
  const status = deployment?.statuses.find(({ id }) => String(id) === call.params.status_id);
  return deployment && status ? { status: 200, body: viewStatus(call, deployment, status) } : notFound();
}

function find({ state, params }: ApiCall): Deployment | undefined {
  return state.deployments.find(({ id }) => String(id) === params.deployment_id);
}

/** GitHub retires earlier deployments that are neither transient nor to production. */
function retireOthers({ state, caller, now }: ApiCall, active: Deployment): void {
  for (const other of state.deployments) {
    const [last] = other.statuses;
    const retired = other !== active && other.environment === active.environment && last?.state === 'success';
    if (!retired || other.transient || other.production) continue;
    other.statuses.unshift({
      ...last,
      id: newId(state),
      state: 'inactive',
      creator: caller.account,
      at: now,
    });
  }
}

function view(call: ApiCall, deployment: Deployment): JsonObject {
  const url = `${repositoryUrl(call)}/deployments/${deployment.id}`;
  return {
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    url,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload as JsonObject | string,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description,
    creator: viewAccount(deployment.creator, call.origin),
    created_at: timestamp(deployment.at),
    updated_at: timestamp(deployment.statuses[0]?.at ?? deployment.at),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(call),
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null,
  };
}

function viewStatus(call: ApiCall, deployment: Deployment, status: DeploymentStatus): JsonObject {
  const url = `${repositoryUrl(call)}/deployments/${deployment.id}`;
  return {
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    url: `${url}/statuses/${status.id}`,
    state: status.state,
    creator: viewAccount(status.creator, call.origin),
    description: status.description,
    environment: status.environment,
    environment_url: status.environmentUrl,
    target_url: status.logUrl,
    log_url: status.logUrl,
    created_at: timestamp(status.at),
    updated_at: timestamp(status.at),
    deployment_url: url,
    repository_url: repositoryUrl(call),
    performed_via_github_app: null,
  };
}
