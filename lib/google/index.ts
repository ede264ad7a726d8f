export { googleAuth, withRetryAfter } from './auth';
export type { GoogleAuth } from './auth';
export { Code, codeOf, isConflict, isNotFound, isTransient } from './errors';
export { explained } from './explain';
export { retryRead } from './retry';
export { backoff } from '../backoff';
export type { Patience } from '../backoff';
