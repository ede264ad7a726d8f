/** The reference client: what an app does with a published model. Copy the folder; it needs nothing but node:crypto and fetch. */
export { accept } from './accept';
export type { Accepted, Seen, Trust } from './accept';
export { bucketOf, choose } from './choose';
export type { Choice } from './choose';
export { ModelClient } from './client';
export type { ClientOptions, Launch, Present, Updated } from './client';
export { pinnedKey } from './envelope';
export type { Installation, Requirements } from './installation';
export { readManifest } from './manifest';
export type { Manifest, PublishedVersion, Tensor } from './manifest';
export { DEFAULT_LIMITS, inFolder, inRelease } from './ports';
export type { AddressOf, Clock, Fetch, Limits, LoadedModel, ModelRuntime, Storage } from './ports';
export { Rejected } from './reasons';
export type { Reason } from './reasons';
export { compareVersions } from './versions';
