export { backoff } from './backoff';
export type { Patience } from './backoff';
