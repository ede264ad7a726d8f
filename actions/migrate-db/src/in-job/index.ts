export { isInJob, readJobInputs } from './inputs';
export type { JobInputs } from './inputs';
export { afterJob, runInJob } from './verbs';
