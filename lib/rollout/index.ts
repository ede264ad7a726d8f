export { bringBack, returning } from './bring-back';
export type { Return } from './bring-back';
export { rollOut } from './controller';
export type { RegionSources } from './evidence';
export type { Outcome, RegionInRollout, RegionOutcome, RolloutPorts, Undertaking } from './undertaking';
export { decide } from './machine';
export type { Decision, Member, Observation } from './machine';
export type { Policy } from './policy';
export { leaseUntil, shiftTo } from './shift';
export { standingOf } from './standing';
export type { Standing } from './standing';
export { isCandidateOnly, parsePlan, planInWords } from './plan';
export type { Step } from './plan';
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
export type { EvidenceSource, Probes, TrafficEvidence } from './sources';
export { groupOf, parseWaves, wavesInWords } from './waves';
export type { Group, Waves } from './waves';
export { withdrawing, withdrawLeft } from './withdraw';
