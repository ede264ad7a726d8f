export type { PermissionsOf } from './access';
export type { Cut, CutBook } from './cuts';
export { startGcs } from './gcs';
export type { GcsOptions, RunningGcs } from './gcs';
export type { SigningKeys } from './signatures';
export type { Bucket, Store, Version } from './store';
