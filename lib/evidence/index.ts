export { refuseFailing, usableQuestions } from './check-probes';
export type { UsableQuestions } from './check-probes';
export { checkQuestions } from './check-questions';
export type { ChecksFile } from './check-questions';
export { probePairs } from './probes';
export type { ProbeSettings } from './probes';
export { only, pathQuestions, together } from './questions';
export type { Answered, Questions } from './questions';
export { trafficEvidence } from './traffic-evidence';
