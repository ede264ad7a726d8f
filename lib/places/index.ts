export { readPlaces, readProject, readServiceName } from './inputs';
export { parseRegions } from './names';
export { serviceName, shortName } from './reference';
export type { ServiceReference } from './reference';
export { CLOUD_RUN } from './rest';
export { commitOf, reachableRevisions } from './serving';
export type { ReachableRevision } from './serving';
