import { getOctokit } from '@actions/github';
import { UserError } from '../runner';
import type { Patience } from './patience';

/** GitHub's own client, as actions use it. */
export type Octokit = ReturnType<typeof getOctokit>;

/** One repository of GitHub, and how patiently it is asked. */
export interface GitHub {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly repo: string;
  readonly patience: Patience;
}

export interface Connection {
  /** The job's GITHUB_TOKEN. */
  token: string;
  /** owner/name */
  repository: string;
  /** Base of the REST API; GITHUB_API_URL, which the runner sets, when left out. */
  apiUrl?: string;
  patience: Patience;
}

/** @throws UserError where there is no token or the repository's name is none */
export function connectGitHub({ token, repository, apiUrl, patience }: Connection): GitHub {
  const [owner = '', repo = '', ...rest] = repository.split('/');
  if (owner === '' || repo === '' || rest.length > 0)
    throw new UserError(`"${repository}" is not a repository of the form owner/name.`, {
      remedy: 'Name the repository as owner/name.',
    });
  if (token === '')
    throw new UserError('There is no token for GitHub.', {
      remedy: 'Give the step `github-token: ${{ github.token }}`.',
    });
  const octokit = getOctokit(token, apiUrl === undefined ? {} : { baseUrl: apiUrl });
  octokit.hook.before('request', (options) => {
    options.request = { ...options.request, signal: patience.signal };
  });
  return { octokit, owner, repo, patience };
}
