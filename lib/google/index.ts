export { googleAuth, withRetryAfter } from './auth';
export type { GoogleAuth } from './auth';
export { Code, codeOf, isConflict, isNotFound, isTransient } from './errors';
export { explained } from './explain';
export { backoff, retryRead } from './retry';
export type { Patience } from './retry';
