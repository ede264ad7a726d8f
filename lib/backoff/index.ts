export { backoff } from './backoff';
export type { Patience } from './backoff';
export { connectionFault, isTransientStatus } from './transient';
