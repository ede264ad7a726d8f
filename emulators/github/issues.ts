import { viewAccount } from './account-views';
import type { ApiCall } from './api-call';
import { nodeId, pageUrl, repositoryUrl, timestamp } from './api-call';
import type { Reply } from './exchange';
import { notFound } from './exchange';
import type { Json, JsonObject } from './json';
import { isObject, textOf } from './json';
import { paged } from './paging';
import type { Issue } from './state';
import { accountOf, newId } from './state';

/** `GET /repos/{owner}/{repo}/issues`, the newest first; pull requests are among them, as on GitHub. */
export function listIssues(call: ApiCall): Reply {
  const { query } = call.asked;
  const wanted = query.get('state') ?? 'open';
  const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const creator = query.get('creator');
  const matching = call.state.issues
    .filter(({ state }) => wanted === 'all' || state === wanted)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .filter(({ author }) => creator === null || author.login === creator)
    .sort((a, b) => b.number - a.number);
  if (query.get('direction') === 'asc') matching.reverse();
  return paged(
    matching.map((issue) => viewIssue(call, issue)),
    call.asked,
    call.origin,
  );
}

export function createIssue(call: ApiCall): Reply {
  const { state, body, caller, now } = call;
  const issue: Issue = {
    id: newId(state),
    number: state.issues.length + 1,
    title: titleOf(body.title),
    body: typeof body.body === 'string' ? body.body : null,
    state: 'open',
    stateReason: null,
    labels: labelsOf(body.labels),
    assignees: loginsOf(body.assignees),
    author: caller.account,
    pullRequest: false,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    comments: [],
  };
  state.issues.push(issue);
  return { status: 201, body: viewIssue(call, issue) };
}

export function getIssue(call: ApiCall): Reply {
  const issue = findIssue(call);
  return issue ? { status: 200, body: viewIssue(call, issue) } : notFound();
}

/** `PATCH .../issues/{issue_number}`: only what is sent changes. */
export function updateIssue(call: ApiCall): Reply {
  const issue = findIssue(call);
  if (!issue) return notFound();
  const { body, now } = call;
  if (body.title !== undefined && body.title !== null) issue.title = titleOf(body.title);
  if (body.body !== undefined) issue.body = typeof body.body === 'string' ? body.body : null;
  if (body.labels !== undefined) issue.labels = labelsOf(body.labels);
  if (body.assignees !== undefined) issue.assignees = loginsOf(body.assignees);
  if (body.state === 'open' || body.state === 'closed') move(issue, body.state, body.state_reason, now);
  issue.updatedAt = now;
  return { status: 200, body: viewIssue(call, issue) };
}

function move(issue: Issue, to: Issue['state'], reason: Json | undefined, now: number): void {
  const given = typeof reason === 'string' ? (reason as Issue['stateReason']) : null;
  if (to !== issue.state) issue.stateReason = to === 'open' ? 'reopened' : 'completed';
  if (to === 'closed' && given !== null) issue.stateReason = given;
  issue.closedAt = to === 'closed' ? (issue.closedAt ?? now) : null;
  issue.state = to;
}

/** GitHub takes a number for a title, too. */
function titleOf(title: Json | undefined): string {
  return typeof title === 'number' ? String(title) : textOf(title);
}

export function findIssue({ state, params }: ApiCall): Issue | undefined {
  return state.issues.find(({ number }) => String(number) === params.issue_number);
}

function labelsOf(labels: Json | undefined): string[] {
  const list = Array.isArray(labels) ? labels : [];
  return list.map((label) => (isObject(label) ? textOf(label.name) : textOf(label)));
}

function loginsOf(assignees: Json | undefined): string[] {
  const list = Array.isArray(assignees) ? assignees : [];
  return list.map((assignee) => (isObject(assignee) ? textOf(assignee.login) : textOf(assignee)));
}

function viewIssue(call: ApiCall, issue: Issue): JsonObject {
  const url = `${repositoryUrl(call)}/issues/${issue.number}`;
  const page = `${pageUrl(call)}/${issue.pullRequest ? 'pull' : 'issues'}/${issue.number}`;
  const assignees = issue.assignees.map((login) => viewAccount(accountOf(call.state, login), call.origin));
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    number: issue.number,
    url,
    repository_url: repositoryUrl(call),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: viewAccount(issue.author, call.origin),
    labels: issue.labels.map((name) => viewLabel(call, name)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: issue.comments.length,
    closed_at: issue.closedAt === null ? null : timestamp(issue.closedAt),
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    author_association: 'NONE',
    ...(issue.pullRequest
      ? {
          pull_request: {
            url,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: null,
          },
        }
      : {}),
  };
}

function viewLabel(call: ApiCall, name: string): JsonObject {
  const url = `${repositoryUrl(call)}/labels/${encodeURIComponent(name)}`;
  const own = { id: 1, node_id: nodeId('Label', name), color: 'ededed', default: false, description: null };
  return { ...own, name, url };
}
