export { advice } from './advice';
export { connectCloudRun } from './client';
export type { CloudRun, CloudRunOptions } from './client';
export { converge, settle } from './converge';
export type { Converged, Settled } from './converge';
export { readServiceReference } from './inputs';
export { LATEST, serviceName } from './model';
export type {
  Condition,
  Revision,
  Service,
  ServiceChange,
  ServiceReference,
  Template,
  TrafficEntry,
} from './model';
export { fingerprint, nextAttempt, renderTemplate, revisionName, sameTemplate } from './template';
export type { WantedTemplate } from './template';
export { openSession } from './session';
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
