export { startAppStore } from './app-store';
export type { AppleAppSeed, AppStoreOptions, GroupSeed, RunningAppStore } from './app-store';
export type { BuildSeed } from './processing';
export type { Resource } from './records';
export type { Fate } from './releasing';
export type { Verdict } from './service';
export type { VersionSeed } from './seed-version';
