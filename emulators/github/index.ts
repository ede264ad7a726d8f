export type { JobClaims } from './claims';
export { startGitHub } from './github';
export type { GitHubOptions, RunningGitHub } from './github';
export { addCommit, plantEnvironment } from './seed';
export type { CommitSeed, EnvironmentSeed, Seed } from './seed';
export type { Deployment, Environment, Issue, Release, State } from './state';
export type { Grants, JobTokens, Level, Tokens } from './tokens';
