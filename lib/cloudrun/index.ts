export { advice } from './advice';
export { connectCloudRun } from './client';
export type { CloudRun } from './client';
export { connection, ONCE, orUndefined } from './connection';
export type { CloudRunOptions } from './connection';
export { converge, settle } from './converge';
export type { Converged, Settled } from './converge';
export { conditionFrom } from './from-proto';
export { LATEST } from './model';
export type {
  Condition,
  ListedRevision,
  Revision,
  Service,
  ServiceChange,
  Template,
  TrafficEntry,
} from './model';
export { isNameTaken } from './name-taken';
export {
  isPinnedVersion,
  numberRemembered,
  secretReferences,
  withoutSecretVersions,
  withSecretVersions,
} from './secret-references';
export type { SecretReference } from './secret-references';
export { fingerprint, nextAttempt, renderTemplate, revisionName, sameTemplate } from './template';
export type { SecretVersionReference, WantedTemplate } from './template';
export { openSession, openSessions } from './session';
export type { Session } from './session';
export {
  declaredTraffic,
  inWords,
  isRouted,
  isStranded,
  moved,
  pinned,
  revisionTagged,
  sameTraffic,
  shareOf,
  shares,
  soleRevision,
  tagged,
} from './traffic';
