/** The linter as this action's port: findings on the migrations of a plan. */
import type { Migration, MigrationPlan } from '../model';
import { contractFindings } from './contract';
import type { Serving } from './contract';
import { lintMigrations } from './lint';
import type { Finding, MigrationFile, PlanFinding, TableFacts } from './model';

/**
 * Lints what a plan would send. Migrations whose SQL is not known are left out: only their rehearsal can tell.
 * @param facts what is known of the tables beyond the sizes that are in the plan, by schema.name
 */
export async function lintPlan(
  plan: MigrationPlan,
  facts: ReadonlyMap<string, TableFacts> = sizesOf(plan),
): Promise<PlanFinding[]> {
  const migrations = plan.standing.pending.filter((migration) => migration.sql !== undefined);
  const findings = await lintMigrations(
    migrations.map((migration) => fileOf(plan, migration)),
    // Every session that applies something is given a lock_timeout by this action.
    { tables: facts, serverVersion: plan.identity.serverVersion, lockTimeout: true },
  );
  const byPath = new Map(migrations.map((migration) => [pathOf(migration), migration]));
  return findings.map((finding) => planFinding(finding, byPath.get(finding.file)));
}

/** What stands against the contract files of a plan, as long as revisions need what they take away. */
export async function contractPlanFindings(
  plan: MigrationPlan,
  { revisions, needsOldShape }: Serving,
): Promise<PlanFinding[]> {
  const migrations = plan.standing.pending.filter((migration) => migration.sql !== undefined);
  const files = migrations.map((migration) => fileOf(plan, migration));
  const findings = await contractFindings(files, revisions, needsOldShape);
  const byPath = new Map(migrations.map((migration) => [pathOf(migration), migration]));
  return findings.map((finding) => planFinding(finding, byPath.get(finding.file)));
}

/** For an empty database that stands in for one with rows: each table may be a large one. */
export const withoutSizes = (facts: ReadonlyMap<string, TableFacts>): Map<string, TableFacts> =>
  new Map([...facts].map(([table, each]) => [table, { ...each, rows: undefined, bytes: undefined }]));

const sizesOf = ({ sizes }: MigrationPlan): Map<string, TableFacts> =>
  new Map(sizes.map(({ table, rows, bytes }) => [table, { rows, bytes }]));

const pathOf = ({ file, id }: Migration): string => file ?? id;

const fileOf = ({ tool }: MigrationPlan, migration: Migration): MigrationFile => ({
  path: pathOf(migration),
  sql: migration.sql ?? '',
  transactional: migration.transactional,
  lineOffset: (migration.line ?? 1) - 1,
  tool,
});

function planFinding({ file, line, column, ...finding }: Finding, of: Migration | undefined): PlanFinding {
  const place = of?.line === undefined ? { line: undefined, column: undefined } : { line, column };
  return { ...finding, migration: of?.id ?? file, file: of?.file, ...place };
}
