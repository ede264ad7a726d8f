export { bucketAt } from './bucket';
export { Conflict, ContentDiffers, Corrupted } from './errors';
export { ABSENT } from './model';
export type {
  Bucket,
  Described,
  Generation,
  ObjectState,
  Reading,
  Source,
  Uploaded,
  WriteOptions,
} from './model';
export { openObjects } from './session';
export type { StoragePorts } from './session';
export type { Connection } from './wire';
