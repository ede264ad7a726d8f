import { viewAccount } from './account-views';
import type { ApiCall } from './api-call';
import { nodeId, repositoryUrl, timestamp } from './api-call';
import { viewReviewers } from './environments';
import type { Reply } from './exchange';
import { notFound, refusal } from './exchange';
import type { JsonObject } from './json';
import { textOf } from './json';
import type { Environment, PendingRun } from './state';

/** `GET .../actions/runs/{run_id}/pending_deployments` */
export function getPending(call: ApiCall): Reply {
  const run = find(call);
  if (!run) return notFound();
  const body = environmentsOf(call, run).map((environment) => ({
    environment: {
      id: environment.id,
      node_id: nodeId('Environment', environment.id),
      name: environment.name,
      url: `${repositoryUrl(call)}/environments/${encodeURIComponent(environment.name)}`,
      html_url: `https://github.com/${call.state.repository.fullName}/deployments`,
    },
    wait_timer: environment.waitMinutes,
    wait_timer_started_at: null,
    current_user_can_approve: mayReview(call, run, environment),
    reviewers: viewReviewers(call, environment),
  }));
  return { status: 200, body };
}

/** `POST .../pending_deployments`: a reviewer approves or rejects; one of several is enough. */
export function reviewPending(call: ApiCall): Reply {
  const run = find(call);
  if (!run) return notFound();
  const { environment_ids: ids, state: verdict, comment } = call.body;
  const wanted = Array.isArray(ids) ? ids : [];
  const environments = environmentsOf(call, run).filter(({ id }) => wanted.includes(id));
  if (environments.length !== wanted.length || wanted.length === 0)
    return refusal(
      422,
      'There are no pending deployment requests to approve or reject for these environments.',
    );
  if (!environments.every((environment) => mayReview(call, run, environment)))
    return refusal(403, 'You are not allowed to review these deployments.');
  const by = call.caller.account.login;
  for (const { name } of environments) {
    run.waitingFor = run.waitingFor.filter((other) => other !== name);
    run.reviews.push({
      environment: name,
      state: verdict === 'approved' ? 'approved' : 'rejected',
      by,
      comment: textOf(comment),
    });
  }
  return { status: 200, body: environments.map((environment) => viewDeployment(call, run, environment)) };
}

function find({ state, params }: ApiCall): PendingRun | undefined {
  return state.pendingRuns.get(Number(params.run_id));
}

function environmentsOf({ state }: ApiCall, run: PendingRun): Environment[] {
  return run.waitingFor.flatMap((name) => state.environments.get(name.toLowerCase()) ?? []);
}

/** A job's token is no reviewer, whoever the reviewers are. */
function mayReview(
  { caller }: ApiCall,
  run: PendingRun,
  { reviewers, preventSelfReview }: Environment,
): boolean {
  const { login } = caller.account;
  return caller.grants === null && reviewers.includes(login) && !(preventSelfReview && login === run.actor);
}

function viewDeployment(call: ApiCall, run: PendingRun, { id, name }: Environment): JsonObject {
  const url = `${repositoryUrl(call)}/deployments/${id}`;
  return {
    id,
    node_id: nodeId('Deployment', id),
    url,
    sha: run.sha,
    ref: run.ref,
    task: 'deploy',
    payload: {},
    original_environment: name,
    environment: name,
    description: null,
    creator: viewAccount(call.caller.account, call.origin),
    created_at: timestamp(call.now),
    updated_at: timestamp(call.now),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(call),
  };
}
