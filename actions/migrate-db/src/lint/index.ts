export { annotationsOf } from './annotations';
export type { Annotation, Annotations } from './annotations';
export { contractFindings, neededUpTo } from './contract';
export type { NeedsOldShape, Serving, ServingRevision } from './contract';
export { endsOf } from './ends';
export type { Ends } from './ends';
export { TABLE_FACTS_SQL, tableFactsFrom } from './facts';
export type { TableFactsRow } from './facts';
export { lintMigrations } from './lint';
export { contractPlanFindings, lintPlan, withoutSizes } from './lint-plan';
export { CONTRACT_TOO_EARLY, META_RULES } from './meta-rules';
export type {
  Finding,
  LintContext,
  LockClaim,
  LockMode,
  MigrationFile,
  PlanFinding,
  Severity,
  TableFacts,
} from './model';
export { countsInWords, locksInWords, writeFindings } from './report';
export type { Rule } from './rule';
export { RULES } from './rules';
export { sarifOf } from './sarif';
export type { SarifLog } from './sarif';
