import { viewAccount } from './account-views';
import type { ApiCall } from './api-call';
import { nodeId, pageUrl, repositoryUrl, timestamp } from './api-call';
import type { Reply } from './exchange';
import type { JsonObject } from './json';

/** `GET /repos/{owner}/{repo}` */
export function getRepository(call: ApiCall): Reply {
  const { repository, issues } = call.state;
  const owner = viewAccount(repository.owner, call.origin);
  const open = issues.filter(({ state }) => state === 'open').length;
  const created = timestamp(Date.UTC(2026, 0, 1));
  return {
    status: 200,
    body: {
      id: repository.id,
      node_id: nodeId('Repository', repository.id),
      name: repository.fullName.split('/')[1] ?? '',
      full_name: repository.fullName,
      owner,
      organization: owner,
      private: repository.visibility !== 'public',
      visibility: repository.visibility,
      default_branch: repository.defaultBranch,
      ...addresses(call),
      ...counts(open),
      description: null,
      homepage: null,
      language: null,
      license: null,
      fork: false,
      archived: false,
      disabled: false,
      has_issues: true,
      has_projects: true,
      has_wiki: false,
      has_pages: false,
      has_discussions: false,
      created_at: created,
      updated_at: created,
      pushed_at: timestamp(call.now),
    },
  };
}

function counts(open: number): JsonObject {
  const none = ['forks', 'forks_count', 'stargazers_count', 'watchers', 'watchers_count', 'network_count'];
  return {
    ...Object.fromEntries([...none, 'subscribers_count', 'size'].map((name) => [name, 0])),
    open_issues: open,
    open_issues_count: open,
  };
}

/** The names of the addresses, and what stands behind the repository's own in each. */
const links: Readonly<Record<string, string>> = {
  url: '',
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

function addresses(call: ApiCall): JsonObject {
  const api = repositoryUrl(call);
  const page = pageUrl(call);
  return {
    ...Object.fromEntries(Object.entries(links).map(([name, end]) => [name, `${api}${end}`])),
    html_url: page,
    svn_url: page,
    clone_url: `${page}.git`,
    git_url: `git://${page.slice('https://'.length)}.git`,
    ssh_url: `git@github.com:${call.state.repository.fullName}.git`,
    mirror_url: null,
  };
}
