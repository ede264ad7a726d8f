import { createHash } from 'node:crypto';
import type { Commit, Environment, Repository, State } from './state';
import { accountOf, newId } from './state';

/** The repository as a test or a rehearsal describes it. */
export interface Seed {
  /** `owner/name` */
  repository: string;
  /** 424242 when left out. */
  repositoryId?: number;
  /** 4242 when left out. */
  ownerId?: number;
  /** `public` when left out. */
  visibility?: Repository['visibility'];
  /** `enterprise` when left out. */
  plan?: Repository['plan'];
  /** `main` when left out. */
  defaultBranch?: string;
  /** false when left out. */
  immutableReleases?: boolean;
  environments?: readonly EnvironmentSeed[];
  /** The history of the default branch, the oldest first; one commit when left out. */
  commits?: readonly CommitSeed[];
}

export interface EnvironmentSeed {
  name: string;
  /** Logins; at most 6. */
  reviewers?: readonly string[];
  preventSelfReview?: boolean;
  waitMinutes?: number;
  branches?: Environment['branches'];
}

export interface CommitSeed {
  message: string;
  /** 40 hexadecimal digits; made from the message and its parent when left out. */
  sha?: string;
  author?: string;
  files?: readonly string[];
}

/** @param now milliseconds since the epoch */
export function plant(seed: Seed, now: number): State {
  const [owner = '', name = ''] = seed.repository.split('/');
  if (owner === '' || name === '') throw new Error(`'${seed.repository}' is not of the form owner/name.`);
  const state: State = {
    repository: {
      fullName: seed.repository,
      id: seed.repositoryId ?? 424_242,
      owner: { login: owner, id: seed.ownerId ?? 4242, type: 'Organization' },
      visibility: seed.visibility ?? 'public',
      defaultBranch: seed.defaultBranch ?? 'main',
      plan: seed.plan ?? 'enterprise',
      immutableReleases: seed.immutableReleases ?? false,
    },
    accounts: new Map([
      ['github-actions[bot]', { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' }],
    ]),
    environments: new Map(),
    deployments: [],
    issues: [],
    releases: [],
    refs: new Map(),
    tags: new Map(),
    commits: new Map(),
    burnedTags: new Set(),
    pendingRuns: new Map(),
    nextId: 1000,
  };
  state.accounts.set(owner.toLowerCase(), state.repository.owner);
  for (const environment of seed.environments ?? []) plantEnvironment(state, environment, now);
  for (const commit of seed.commits ?? [{ message: 'Begin' }]) addCommit(state, commit, now);
  return state;
}

/** Refuses reviewers where the plan has none, as GitHub's settings page does not offer them there. */
export function plantEnvironment(state: State, seed: EnvironmentSeed, now: number): void {
  const { visibility, plan } = state.repository;
  const reviewers = [...(seed.reviewers ?? [])];
  if (reviewers.length > 6) throw new Error(`The environment ${seed.name} has more than 6 reviewers.`);
  if (reviewers.length > 0 && visibility !== 'public' && plan !== 'enterprise')
    throw new Error(`A ${visibility} repository of the plan ${plan} has no required reviewers.`);
  for (const login of reviewers) accountOf(state, login);
  state.environments.set(seed.name.toLowerCase(), {
    id: newId(state),
    name: seed.name,
    reviewers,
    preventSelfReview: seed.preventSelfReview ?? false,
    waitMinutes: seed.waitMinutes ?? 0,
    branches: seed.branches ?? 'any',
    createdAt: now,
  });
}

/** Adds a commit on top of the default branch. */
export function addCommit(state: State, seed: CommitSeed, now: number): Commit {
  const head = `refs/heads/${state.repository.defaultBranch}`;
  const parent = state.refs.get(head);
  const sha =
    seed.sha ??
    createHash('sha1')
      .update(`${parent ?? ''}\n${seed.message}`)
      .digest('hex');
  const commit: Commit = {
    sha,
    message: seed.message,
    author: accountOf(state, seed.author ?? 'ada').login,
    at: now,
    parents: parent === undefined ? [] : [parent],
    files: [...(seed.files ?? [])],
  };
  state.commits.set(sha, commit);
  state.refs.set(head, sha);
  return commit;
}
