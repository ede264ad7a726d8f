import { viewAccount } from './account-views';
import type { ApiCall } from './api-call';
import { nodeId, pageUrl, repositoryUrl, timestamp } from './api-call';
import type { Reply } from './exchange';
import { notFound } from './exchange';
import type { JsonObject } from './json';
import type { Environment } from './state';
import { accountOf } from './state';

/** `GET /repos/{owner}/{repo}/environments` */
export function listEnvironments(call: ApiCall): Reply {
  const environments = [...call.state.environments.values()].map((entry) => viewEnvironment(call, entry));
  return { status: 200, body: { total_count: environments.length, environments } };
}

/** `GET /repos/{owner}/{repo}/environments/{environment_name}`; names are compared without regard to case. */
export function getEnvironment(call: ApiCall): Reply {
  const environment = call.state.environments.get((call.params.environment_name ?? '').toLowerCase());
  return environment ? { status: 200, body: viewEnvironment(call, environment) } : notFound();
}

/** The reviewers as GitHub lists them in rules and in pending deployments. */
export function viewReviewers(call: ApiCall, environment: Environment): JsonObject[] {
  return environment.reviewers.map((login) => ({
    type: 'User',
    reviewer: viewAccount(accountOf(call.state, login), call.origin),
  }));
}

function viewEnvironment(call: ApiCall, environment: Environment): JsonObject {
  const { id, name, branches, createdAt } = environment;
  return {
    id,
    node_id: nodeId('Environment', id),
    name,
    url: `${repositoryUrl(call)}/environments/${encodeURIComponent(name)}`,
    html_url: `${pageUrl(call)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: timestamp(createdAt),
    updated_at: timestamp(createdAt),
    protection_rules: rules(call, environment),
    deployment_branch_policy:
      branches === 'any'
        ? null
        : { protected_branches: branches === 'protected', custom_branch_policies: branches === 'selected' },
  };
}

function rules(call: ApiCall, environment: Environment): JsonObject[] {
  const { id, waitMinutes, reviewers, preventSelfReview, branches } = environment;
  const rule = (offset: number, type: string, rest: JsonObject): JsonObject => ({
    id: id * 10 + offset,
    node_id: nodeId('GateRule', id * 10 + offset),
    type,
    ...rest,
  });
  return [
    ...(waitMinutes > 0 ? [rule(1, 'wait_timer', { wait_timer: waitMinutes })] : []),
    ...(reviewers.length > 0
      ? [
          rule(2, 'required_reviewers', {
            prevent_self_review: preventSelfReview,
            reviewers: viewReviewers(call, environment),
          }),
        ]
      : []),
    ...(branches === 'any' ? [] : [rule(3, 'branch_policy', {})]),
  ];
}
