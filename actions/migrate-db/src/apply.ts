/** The verb `apply`: plan, examine, compare with what was approved, lock, back up, rehearse, apply, verify, record. */
import { formatDuration, UserError } from '../../../lib/runner';
import { carryOut } from './applying';
import type { Carried } from './applying';
import { shapeOf, withSession } from './database';
import type { Session, Target } from './database';
import { refuseBadEnd, refuseFaults, summarise } from './ending';
import {
  beginRun,
  endRun,
  ensureLedger,
  forgetShape,
  noteBackup,
  noteRehearsal,
  recordMigration,
  recordShape,
  unfinishedRuns,
} from './ledger';
import { acquireLock } from './lock';
import type { HeldLock } from './lock';
import { look, settle } from './leftovers';
import type { Identity, MigrationPlan, MigrationTool, Outcome, ToolName } from './model';
import { settleOrphans } from './orphans';
import { outcomeOfCutOff } from './outcome';
import type { Truth } from './outcome';
import { decisionOf, planLines } from './plan';
import { examine, refuseUnsafe } from './planning';
import type { BackupRecord, Providers } from './ports';
import { blockedError, writeOutputs } from './report';
import { readBefore, verify } from './verifying';
import type { Workshop } from './workshop';

/** In the step's state: it began to write, and it has told how that ended. */
export const STARTED = 'started';
export const ENDED = 'ended';

export async function apply(workshop: Workshop, providers: Providers): Promise<void> {
  const { place, inputs } = workshop;
  const { runner } = place;
  const first = await look(workshop);
  for (const line of planLines(first)) runner.log.info(line);
  const isSettled = !(await isCutOff(workshop));
  if (isSettled && isOver(workshop, first)) return;
  refuseUnsafe(await examine(workshop, providers, first), workshop);
  refuseUnapproved(first, inputs.approvedPlan);
  const lock = await lockFor(workshop);
  try {
    await underLock(workshop, lock, first);
  } finally {
    await lock.release();
  }
}

/** A run that never told its end may have left a backend behind that is still at work. */
async function isCutOff({ place, reading }: Workshop): Promise<boolean> {
  const unfinished = await withSession(place.target, reading, unfinishedRuns);
  return unfinished.length > 0;
}

/** Where there is nothing to do, or nothing may be done, that is told and nothing is touched. */
function isOver({ place }: Workshop, plan: MigrationPlan): boolean {
  const decision = decisionOf(plan);
  if (decision === 'apply') return false;
  writeOutputs(place.runner, { result: decision, plan });
  place.runner.summary.heading(`Database: ${plan.identity.database}`).list(planLines(plan));
  if (decision === 'blocked') throw blockedError(plan);
  return true;
}

/** What was approved and what would be applied must be one and the same. */
function refuseUnapproved({ hash, standing }: MigrationPlan, approved: string | undefined): void {
  if (approved === undefined || approved === hash || standing.pending.length === 0) return;
  throw new UserError(
    `The plan ${approved} was approved, but it would be ${hash} by now: the database, the migrations or the schema have changed since. Nothing was touched.`,
    { remedy: 'Start the workflow anew, so that what is there now is what gets approved.' },
  );
}

function lockFor({ place, inputs, capabilities }: Workshop): Promise<HeldLock> {
  const { runner, target, runId } = place;
  return acquireLock({ ...runner, target, runId, capabilities, timeout: inputs.lockWait });
}

async function underLock(workshop: Workshop, lock: HeldLock, first: MigrationPlan): Promise<void> {
  const { place, inputs } = workshop;
  const { runner } = place;
  const plan = await planAnew(workshop, lock);
  if (isOver(workshop, plan)) return;
  refuseUnapproved(plan, inputs.approvedPlan);
  if (plan.hash !== first.hash) runner.log.info(`It is another plan by now. ${planLines(plan).join(' ')}`);
  await ensureLedger(lock.session);
  await beginRun(lock.session, recordOf(workshop, plan));
  runner.state.set(STARTED, place.runId);
  const backup = await backedUp(workshop, lock);
  const rehearsed = await rehearsedOn(workshop, lock, plan);
  const before = await readBefore(workshop);
  const carried = await carryOut(workshop, lock, plan);
  const applied = await record(workshop, lock, plan, carried);
  runner.state.set(ENDED, 'true');
  writeOutputs(runner, { result: carried.outcome, plan, applied, backup });
  summarise(runner, plan, { ...carried, applied, backup });
  refuseBadEnd(workshop, plan, carried);
  refuseFaults(
    runner,
    await verify(workshop, { before, rehearsed, ...(carried.truth ? { now: carried.truth } : {}) }),
  );
}

/** With the lock in hand: nobody works on behind our back, and every run before has its end on record. */
export async function planAnew(workshop: Workshop, lock: HeldLock): Promise<MigrationPlan> {
  const { place, inputs } = workshop;
  const { runner, runId } = place;
  const { clock, log, signal } = runner;
  const settling = { session: lock.session, runId, clock, log, patience: inputs.orphanPatience };
  for (const line of await settleOrphans(settling, signal))
    log.info(`Left over by a job that is no more: ${line}.`);
  const runs = await unfinishedRuns(lock.session);
  const plan = await settle(workshop, workshop.toolOn(place.target, signal), runs);
  for (const run of runs) {
    const outcome = outcomeOfCutOff(run.pending, plan.standing);
    await endRun(lock.session, run.id, outcome);
    if (outcome !== 'unchanged') await forgetShape(lock.session);
    log.warning(`The run ${run.runUrl || run.id} was cut off; what it left is: ${outcome}.`);
  }
  return plan;
}

function recordOf({ place }: Workshop, plan: MigrationPlan): Parameters<typeof beginRun>[1] {
  const { environment } = place.runner;
  return {
    id: place.runId,
    tool: plan.tool,
    plan: plan.hash,
    pending: plan.standing.pending.map(({ id }) => id),
    runUrl: environment.runUrl ?? '',
    actor: environment.actor ?? '',
    sha: environment.sha ?? '',
    fingerprint: plan.fingerprint,
  };
}

async function backedUp(
  { place, inputs, identity }: Workshop,
  lock: HeldLock,
): Promise<BackupRecord | undefined> {
  const backups = await inputs.backups?.(place);
  if (backups === undefined) return undefined;
  const backup = await orUnchanged(lock, place.runId, () => backups.take(identity));
  await noteBackup(lock.session, place.runId, backup);
  place.runner.log.info(`Backed up: ${backup.reference} (${backup.proof}).`);
  return backup;
}

/** @returns the fingerprint that production must come out with */
async function rehearsedOn(
  workshop: Workshop,
  lock: HeldLock,
  plan: MigrationPlan,
): Promise<string | undefined> {
  const { place, inputs } = workshop;
  const rehearsal = await inputs.rehearsal?.(place);
  if (rehearsal === undefined) return undefined;
  const toolOn = (copy: Target): MigrationTool => workshop.toolOn(copy, place.runner.signal);
  const { took, fingerprint } = await orUnchanged(lock, place.runId, () =>
    rehearsal.rehearse({ plan, toolOn }),
  );
  await noteRehearsal(lock.session, place.runId, fingerprint);
  place.runner.log.info(`It went well ${rehearsal.inWords}, in ${formatDuration(took)}.`);
  return fingerprint;
}

/** A failure before the apply leaves the database as it was, and its run on record as such. */
async function orUnchanged<Result>(
  lock: HeldLock,
  runId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await endRun(lock.session, runId, 'unchanged');
    throw error;
  }
}

/** @returns the ids of what was applied */
async function record(
  { place, identity }: Workshop,
  { session }: HeldLock,
  plan: MigrationPlan,
  { outcome, truth }: Carried,
): Promise<string[]> {
  if (truth === undefined) return [];
  const left = new Set(truth.standing.pending.map(({ id }) => id));
  const applied = plan.standing.pending.filter(({ id }) => !left.has(id));
  for (const migration of applied)
    await recordMigration(session, plan.tool, { ...migration, state: 'applied' }, place.runId);
  await keepShape({ session, identity }, plan.tool, outcome, truth);
  await endRun(session, place.runId, outcome);
  return applied.map(({ id }) => id);
}

/** What the schema is now that all is well: the next run holds against it what it finds. */
async function keepShape(
  { session, identity }: { session: Session; identity: Identity },
  tool: ToolName,
  outcome: Outcome,
  { standing }: Truth,
): Promise<void> {
  if (outcome !== 'applied' && outcome !== 'unchanged') {
    await forgetShape(session);
    return;
  }
  const { lines } = await shapeOf(session);
  const applied = standing.applied.map(({ id }) => id);
  await recordShape(session, { tool, applied, serverVersion: identity.serverVersion, lines });
}
