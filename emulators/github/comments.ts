import { viewAccount } from './account-views';
import type { ApiCall } from './api-call';
import { nodeId, pageUrl, repositoryUrl, timestamp } from './api-call';
import type { Reply } from './exchange';
import { invalid, notFound } from './exchange';
import { findIssue } from './issues';
import type { JsonObject } from './json';
import { textOf } from './json';
import { paged } from './paging';
import type { Comment, Issue } from './state';
import { newId } from './state';

/** The longest body of a comment, in characters. */
const longestBody = 65_536;

/** `GET .../issues/{issue_number}/comments`, the oldest first; for pull requests too. */
export function listComments(call: ApiCall): Reply {
  const issue = findIssue(call);
  if (!issue) return notFound();
  return paged(
    issue.comments.map((comment) => view(call, issue, comment)),
    call.asked,
    call.origin,
  );
}

export function createComment(call: ApiCall): Reply {
  const { state, body, caller, now } = call;
  const issue = findIssue(call);
  if (!issue) return notFound();
  const text = textOf(body.body);
  const fault = faultOf(text);
  if (fault) return fault;
  const comment: Comment = {
    id: newId(state),
    body: text,
    author: caller.account,
    createdAt: now,
    updatedAt: now,
  };
  issue.comments.push(comment);
  issue.updatedAt = now;
  return { status: 201, body: view(call, issue, comment) };
}

export function getComment(call: ApiCall): Reply {
  const found = find(call);
  return found ? { status: 200, body: view(call, found.issue, found.comment) } : notFound();
}

export function updateComment(call: ApiCall): Reply {
  const found = find(call);
  if (!found) return notFound();
  const text = textOf(call.body.body);
  const fault = faultOf(text);
  if (fault) return fault;
  found.comment.body = text;
  found.comment.updatedAt = call.now;
  return { status: 200, body: view(call, found.issue, found.comment) };
}

function faultOf(text: string): Reply | null {
  if (text.trim() === '') return invalid('IssueComment', 'body', 'missing_field');
  if (text.length <= longestBody) return null;
  return invalid('IssueComment', 'body', 'custom', `body is too long (maximum is ${longestBody} characters)`);
}

function find({ state, params }: ApiCall): { issue: Issue; comment: Comment } | undefined {
  for (const issue of state.issues) {
    const comment = issue.comments.find(({ id }) => String(id) === params.comment_id);
    if (comment) return { issue, comment };
  }
  return undefined;
}

function view(call: ApiCall, issue: Issue, comment: Comment): JsonObject {
  const page = `${pageUrl(call)}/${issue.pullRequest ? 'pull' : 'issues'}/${issue.number}`;
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${repositoryUrl(call)}/issues/comments/${comment.id}`,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(call)}/issues/${issue.number}`,
    body: comment.body,
    user: viewAccount(comment.author, call.origin),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: 'NONE',
  };
}
