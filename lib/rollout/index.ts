export { bringBack, returning } from './bring-back';
export type { Return } from './bring-back';
export { rollOut } from './controller';
export type { RegionSources } from './evidence';
export type { Outcome, RegionInRollout, RegionOutcome, RolloutPorts, Undertaking } from './undertaking';
export { decide } from './machine';
export type { Decision, Member, Observation, Policy } from './machine';
export { leaseUntil, shiftTo } from './shift';
export { standingOf } from './standing';
export type { Standing } from './standing';
export { isCandidateOnly, parsePlan, planInWords } from './plan';
export type { Step } from './plan';
export { checkQuestions } from './check-questions';
export type { ChecksFile } from './check-questions';
export { refuseFailing, usableQuestions } from './check-probes';
export type { UsableQuestions } from './check-probes';
export { only, pathQuestions, together } from './questions';
export type { Answered, Questions } from './questions';
export { probePairs } from './probes';
export type { Probes, ProbeSettings } from './probes';
export {
  FAILURES_ANNOTATION,
  failedTagOf,
  failureOf,
  identityOf,
  identityOn,
  readFailures,
  withFailure,
  withoutFailure,
} from './failures';
export type { Failure, Identity } from './failures';
export { isLatest } from './promotion';
export { guarded } from './guarded';
export type { Guarded } from './guarded';
export { ownRun } from './own-runs';
export type { CopySettings } from './second-copy';
export { lastPromoted, promotedBefore } from './sequence';
export { ANNOTATION, foreignTags, parseState, readState, tagsOf, trafficHash, withState } from './state';
export type { RolloutState } from './state';
export { trafficEvidence } from './traffic-evidence';
export type { TrafficEvidence } from './traffic-evidence';
export { groupOf, parseWaves, wavesInWords } from './waves';
export type { Group, Waves } from './waves';
