export { bucketAt } from './bucket';
export { fingerprintOf } from './digest';
export { Conflict, ContentDiffers, Corrupted } from './errors';
export { ABSENT } from './model';
export type {
  Bucket,
  Described,
  Fingerprint,
  Generation,
  ObjectState,
  Reading,
  Source,
  WriteOnceOptions,
  WriteOptions,
} from './model';
export { openObjects } from './session';
export type { StoragePorts } from './session';
export type { Connection } from './wire';
