/** Why an update left the present model where it is. The vectors and every client use these very words. */
export type Reason =
  // fetching
  | 'offline'
  | 'timeout'
  | 'too-many-redirects'
  | 'unsafe-redirect'
  | 'unexpected-status'
  | 'too-large'
  // accepting a manifest, in the order in which it is looked at
  | 'not-an-envelope'
  | 'other-payload-type'
  | 'not-signed'
  | 'newer-schema'
  | 'not-a-manifest'
  | 'other-model'
  | 'lower-sequence'
  | 'other-content'
  | 'expired'
  // choosing a version, in the order in which it is looked at
  | 'no-version'
  | 'not-for-apps'
  | 'unknown-format'
  | 'app-too-old'
  | 'runtime-too-old'
  | 'unknown-preprocessing'
  | 'failed-before'
  | 'up-to-date'
  // fetching the model
  | 'cut-off'
  | 'wrong-size'
  | 'wrong-hash'
  // trying it on this device
  | 'not-loadable'
  | 'other-tensors'
  | 'golden-unreadable'
  | 'golden-differs'
  // the disk
  | 'storage-failed';

/** Something from outside that is not to be used; the present model stays. */
export class Rejected extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'Rejected';
    this.reason = reason;
  }
}
