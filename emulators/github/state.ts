/** A person, an organisation or an app's robot. */
export interface Account {
  login: string;
  id: number;
  type: 'User' | 'Organization' | 'Bot';
}

export interface Repository {
  /** `owner/name` */
  fullName: string;
  id: number;
  owner: Account;
  visibility: 'public' | 'private' | 'internal';
  defaultBranch: string;
  /** Private repositories of `free`, `pro` and `team` have no required reviewers. */
  plan: 'free' | 'pro' | 'team' | 'enterprise';
  /** GitHub's immutable releases: the tag name of a published one can never be used again. */
  immutableReleases: boolean;
}

export interface Environment {
  id: number;
  name: string;
  /** Logins of the people whose approval is asked for; one of them is enough. */
  reviewers: string[];
  /** Whether who started the run may not approve it. */
  preventSelfReview: boolean;
  waitMinutes: number;
  /** Which branches may deploy: any, only protected ones, or those that a pattern names. */
  branches: 'any' | 'protected' | 'selected';
  createdAt: number;
}

export type DeploymentState =
  'error' | 'failure' | 'inactive' | 'pending' | 'success' | 'queued' | 'in_progress';

export interface DeploymentStatus {
  id: number;
  state: DeploymentState;
  description: string;
  environment: string;
  environmentUrl: string;
  logUrl: string;
  creator: Account;
  at: number;
}

export interface Deployment {
  id: number;
  sha: string;
  ref: string;
  task: string;
  environment: string;
  originalEnvironment: string;
  description: string | null;
  payload: string | Record<string, unknown>;
  transient: boolean;
  production: boolean;
  creator: Account;
  at: number;
  /** The newest first. */
  statuses: DeploymentStatus[];
}

export interface Comment {
  id: number;
  body: string;
  author: Account;
  createdAt: number;
  updatedAt: number;
}

/** An issue or a pull request: GitHub numbers and comments them alike. */
export interface Issue {
  id: number;
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null;
  labels: string[];
  assignees: string[];
  author: Account;
  pullRequest: boolean;
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  comments: Comment[];
}

export interface Asset {
  id: number;
  name: string;
  label: string | null;
  contentType: string;
  bytes: Buffer;
  uploader: Account;
  at: number;
}

export interface Release {
  id: number;
  tag: string;
  target: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  author: Account;
  createdAt: number;
  publishedAt: number | null;
  assets: Asset[];
}

export interface Commit {
  sha: string;
  message: string;
  author: string;
  at: number;
  parents: string[];
  /** Paths that it changed. */
  files: string[];
}

export interface AnnotatedTag {
  sha: string;
  tag: string;
  message: string;
  object: string;
  at: number;
}

/** A run that waits for the reviewers of environments. */
export interface PendingRun {
  /** Login of who started it. */
  actor: string;
  sha: string;
  ref: string;
  /** Names of the environments that it waits for. */
  waitingFor: string[];
  reviews: { environment: string; state: 'approved' | 'rejected'; by: string; comment: string }[];
}

/** Everything that the emulator holds of its one repository. */
export interface State {
  repository: Repository;
  accounts: Map<string, Account>;
  environments: Map<string, Environment>;
  /** The newest first. */
  deployments: Deployment[];
  issues: Issue[];
  /** The newest first. */
  releases: Release[];
  /** Full names, such as `refs/tags/v1`, to the object's SHA. */
  refs: Map<string, string>;
  tags: Map<string, AnnotatedTag>;
  commits: Map<string, Commit>;
  /** Tag names of immutable releases, for ever. */
  burnedTags: Set<string>;
  pendingRuns: Map<number, PendingRun>;
  nextId: number;
}

/** A number that nothing else in this repository has. */
export function newId(state: State): number {
  state.nextId += 1;
  return state.nextId;
}

/** The account of a login; one that was never seen comes into being as a person. */
export function accountOf(state: State, login: string): Account {
  const known = state.accounts.get(login.toLowerCase());
  if (known) return known;
  const type = login.endsWith('[bot]') ? 'Bot' : 'User';
  const account: Account = { login, id: newId(state), type };
  state.accounts.set(login.toLowerCase(), account);
  return account;
}

/** The commit that a SHA, a branch or a tag names. */
export function commitOf(state: State, ref: string): Commit | undefined {
  const names = [ref, `refs/heads/${ref}`, `refs/tags/${ref}`];
  const object = names.map((name) => state.refs.get(name)).find((sha) => sha !== undefined) ?? ref;
  return state.commits.get(state.tags.get(object)?.object ?? object);
}
