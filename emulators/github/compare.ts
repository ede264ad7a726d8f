import { viewAccount } from './account-views';
import type { ApiCall } from './api-call';
import { nodeId, pageUrl, repositoryUrl, timestamp } from './api-call';
import type { Reply } from './exchange';
import { notFound } from './exchange';
import { ancestors } from './history';
import type { JsonObject } from './json';
import type { Commit } from './state';
import { accountOf, commitOf } from './state';

/** `GET .../compare/{base}...{head}`: the commits of head that base has not, the oldest first. */
export function compareCommits(call: ApiCall): Reply {
  const { state, params } = call;
  const [from = '', to = ''] = (params.basehead ?? '').split('...');
  const base = commitOf(state, from);
  const head = commitOf(state, to);
  if (!base || !head) return notFound();
  const ofBase = ancestors(state, base.sha);
  const ofHead = ancestors(state, head.sha);
  const ahead = ofHead.filter((commit) => !ofBase.includes(commit)).reverse();
  const behind = ofBase.filter((commit) => !ofHead.includes(commit));
  const shared = ofHead.find((commit) => ofBase.includes(commit));
  if (!shared) return notFound();
  const page = `${pageUrl(call)}/compare/${from}...${to}`;
  return {
    status: 200,
    body: {
      url: `${repositoryUrl(call)}/compare/${from}...${to}`,
      html_url: page,
      permalink_url: `${pageUrl(call)}/compare/${base.sha}...${head.sha}`,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: view(call, base),
      merge_base_commit: view(call, shared),
      status: statusOf(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: ahead.map((commit) => view(call, commit)),
      files: [...new Set(ahead.flatMap(({ files }) => files))].map((file) => viewFile(call, file, head.sha)),
    },
  };
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

function view(call: ApiCall, { sha, message, author, at, parents }: Commit): JsonObject {
  const url = `${repositoryUrl(call)}/commits/${sha}`;
  const page = `${pageUrl(call)}/commit/${sha}`;
  const person = { name: author, email: `${author}@users.noreply.github.com`, date: timestamp(at) };
  const account = viewAccount(accountOf(call.state, author), call.origin);
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url,
    html_url: page,
    comments_url: `${url}/comments`,
    commit: {
      url: `${repositoryUrl(call)}/git/commits/${sha}`,
      message,
      author: person,
      committer: person,
      comment_count: 0,
      tree: { sha, url: `${repositoryUrl(call)}/git/trees/${sha}` },
    },
    author: account,
    committer: account,
    parents: parents.map((parent) => ({
      sha: parent,
      url: `${repositoryUrl(call)}/commits/${parent}`,
      html_url: `${pageUrl(call)}/commit/${parent}`,
    })),
  };
}

/** The emulated commits name their files without contents. */
function viewFile(call: ApiCall, filename: string, sha: string): JsonObject {
  return {
    sha: null,
    filename,
    status: 'modified',
    additions: 1,
    deletions: 1,
    changes: 2,
    blob_url: `${pageUrl(call)}/blob/${sha}/${filename}`,
    raw_url: `${pageUrl(call)}/raw/${sha}/${filename}`,
    contents_url: `${repositoryUrl(call)}/contents/${filename}?ref=${sha}`,
  };
}
