/** The verb `plan`: what would be done, for whoever approves it. Writes nothing. */
import { UserError } from '../../../lib/runner';
import { writeBrief } from './brief';
import { violations } from './checks';
import { writeSarif } from './code-scanning';
import { withSession } from './database';
import type { SessionSettings, Target } from './database';
import { look } from './leftovers';
import type { PlanFinding } from './lint';
import { annotationsOf } from './lint/annotations';
import { CONTRACT_TOO_EARLY } from './lint/meta-rules';
import { decisionOf, planLines } from './plan';
import type { MigrationPlan } from './model';
import type { Ask, Providers } from './ports';
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
  readonly findings: readonly PlanFinding[];
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
  const decision = decisionOf(found);
  if (decision !== 'apply') {
    // With nothing pending, nothing is found any more.
    if (decision === 'unchanged' && inputs.lint !== 'off') await writeSarif(place, []);
    return { findings: [], violations: [] };
  }
  const serving = await readServing(place, inputs, found);
  const rules = inputs.lint !== 'off';
  const scope = { rules, tableSizes: inputs.tableSizes, serving };
  const findings =
    rules || serving !== undefined ? await providers.lint(found, askOf(place.target, reading), scope) : [];
  annotate(workshop, findings);
  if (rules) await writeSarif(place, findings);
  const { target } = place;
  return { findings, violations: await violations({ target, reading }, inputs.checks.before) };
}

const askOf =
  (target: Target, reading: SessionSettings): Ask =>
  (sql) =>
    withSession(target, reading, (session) => session.query(sql));

/** One error is kept for the one that ends the step. */
function annotate({ place, inputs }: Workshop, findings: readonly PlanFinding[]): void {
  const { log } = place.runner;
  const { shown, more } = annotationsOf(findings.map(inputs.lint === 'report' ? milder : asIs), { error: 1 });
  for (const { severity, position, message } of shown) log[severity](message, position);
  if (more !== undefined) log.info(more);
}

const asIs = (finding: PlanFinding): PlanFinding => finding;

/** What stops nothing is no error of the step. */
const milder = (finding: PlanFinding): PlanFinding =>
  finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding;

/** @throws UserError where the linter or a pre-check stands against it; nothing has been connected that could write */
export function refuseUnsafe({ findings, violations: broken }: Examined, { inputs }: Workshop): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  // Who would be hit by it is no matter of style.
  refuseTooEarly(errors.filter(({ rule }) => rule === CONTRACT_TOO_EARLY.id));
  if (inputs.lint === 'enforce' && errors.length > 0)
    throw new UserError(
      [
        `The linter stands against it; nothing was touched:`,
        ...errors.map(({ migration, rule, why }) => `- ${migration} (${rule}): ${why}`),
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

function refuseTooEarly(findings: readonly PlanFinding[]): void {
  if (findings.length === 0) return;
  throw new UserError(
    [
      'It is too early to take anything away; nothing was touched:',
      ...findings.map(({ migration, why }) => `- ${migration}: ${why}`),
    ].join('\n'),
    { remedy: [...new Set(findings.map(({ remedy }) => remedy))].join('\n') },
  );
}
