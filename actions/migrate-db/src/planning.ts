/** The verb `plan`: what would be done, for whoever approves it. Writes nothing. */
import { UserError } from '../../../lib/runner';
import { writeBrief } from './brief';
import { violations } from './checks';
import { withSession } from './database';
import type { SessionSettings, Target } from './database';
import { look } from './leftovers';
import { CONTRACT_TOO_EARLY } from './lint/meta-rules';
import { decisionOf, planLines } from './plan';
import type { MigrationPlan } from './model';
import type { Ask, Finding, Providers } from './ports';
import { blockedError, writeOutputs } from './report';
import { readServing } from './serving/serving';
import type { Workshop } from './workshop';

export async function plan(workshop: Workshop, providers: Providers): Promise<void> {
  const { place, inputs } = workshop;
  const { runner } = place;
  const found = await look(workshop);
  for (const line of planLines(found)) runner.log.info(line);
  const examined = await examine(workshop, providers, found);
  writeBrief(runner.summary, {
    plan: found,
    inputs,
    ...examined,
    backups: await inputs.backups?.(place),
    rehearsal: await inputs.rehearsal?.(place),
  });
  const decision = decisionOf(found);
  writeOutputs(runner, { result: decision === 'apply' ? 'planned' : decision, plan: found });
  if (decision === 'blocked') throw blockedError(found);
  refuseUnsafe(examined, workshop);
}

export interface Examined {
  readonly findings: readonly Finding[];
  /** Violations that the pre-checks have found. */
  readonly violations: readonly string[];
}

/** What the linter and the pre-checks say about a plan; each finding is shown beside its line. */
export async function examine(
  workshop: Workshop,
  providers: Providers,
  found: MigrationPlan,
): Promise<Examined> {
  const { place, inputs, reading } = workshop;
  if (decisionOf(found) !== 'apply') return { findings: [], violations: [] };
  const serving = await readServing(place, inputs, found);
  const rules = inputs.lint !== 'off';
  const scope = { rules, tableSizes: inputs.tableSizes, serving };
  const findings =
    rules || serving !== undefined ? await providers.lint(found, askOf(place.target, reading), scope) : [];
  annotate(workshop, findings);
  const { target } = place;
  return { findings, violations: await violations({ target, reading }, inputs.checks.before) };
}

const askOf =
  (target: Target, reading: SessionSettings): Ask =>
  (sql) =>
    withSession(target, reading, (session) => session.query(sql));

/** GitHub shows ten of a kind for a step; one error is kept for the one that ends it. The brief has them all. */
const SHOWN: Readonly<Record<Finding['severity'], number>> = { error: 9, warning: 10, notice: 10 };

function annotate(workshop: Workshop, findings: readonly Finding[]): void {
  const shown = { error: 0, warning: 0, notice: 0 };
  for (const finding of findings) {
    shown[finding.severity] += 1;
    if (shown[finding.severity] <= SHOWN[finding.severity]) annotateOne(workshop, finding);
  }
}

function annotateOne({ place, inputs }: Workshop, finding: Finding): void {
  const { severity, rule, migration, file, line, message, remedy } = finding;
  const position = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
  const shown = severity === 'error' && inputs.lint === 'report' ? 'warning' : severity;
  place.runner.log[shown](`${migration} (${rule}): ${message} ${remedy}`, position);
}

/** @throws UserError where the linter or a pre-check stands against it; nothing has been connected that could write */
export function refuseUnsafe({ findings, violations: broken }: Examined, { inputs }: Workshop): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  // Who would be hit by it is no matter of style.
  refuseTooEarly(errors.filter(({ rule }) => rule === CONTRACT_TOO_EARLY.id));
  if (inputs.lint === 'enforce' && errors.length > 0)
    throw new UserError(
      [
        `The linter stands against it; nothing was touched:`,
        ...errors.map(({ migration, rule, message }) => `- ${migration} (${rule}): ${message}`),
      ].join('\n'),
      { remedy: 'Write it as the findings say; or say in the file why it is safe here.' },
    );
  if (broken.length > 0)
    throw new UserError(
      [
        'Checks before the migration do not hold; nothing was touched:',
        ...broken.map((each) => `- ${each}`),
      ].join('\n'),
      {
        remedy: 'Put the data in order, or correct the checks in `pre-checks`.',
      },
    );
}

function refuseTooEarly(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  throw new UserError(
    [
      'It is too early to take anything away; nothing was touched:',
      ...findings.map(({ migration, message }) => `- ${migration}: ${message}`),
    ].join('\n'),
    { remedy: [...new Set(findings.map(({ remedy }) => remedy))].join('\n') },
  );
}
