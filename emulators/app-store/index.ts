export { startAppStore } from './app-store';
export type { AppleAppSeed, AppStoreOptions, GroupSeed, RunningAppStore } from './app-store';
export type { BuildSeed } from './processing';
export type { Resource } from './records';
export type { Fate, Verdict } from './releasing';
export type { VersionSeed } from './seed-version';
