/** One service in one region: reads, plans, writes once, and looks whether it serves. */
import { isRouted, settle, shares } from '../../../lib/cloudrun';
import type { Service, Session } from '../../../lib/cloudrun';
import type { ServiceReference } from '../../../lib/places';
import { explained } from '../../../lib/google';
import { bringBack, readState } from '../../../lib/rollout';
import type { Return, RolloutState } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import type { Inputs } from './inputs';
import { withoutLeftTag } from './left-tag';
import { checkReady, planRollback } from './plan';
import type { RollbackPlan } from './plan';
import { revisionOf } from './target';
import { checkServes } from './verify';

/** In the step's state: it began to bring traffic back. */
export const STARTED = 'started';

/** How long Cloud Run may take to route requests anew, in milliseconds. */
const ROUTING_TIME = 300_000;

/** How it ended in one place. */
export interface Ending {
  at: ServiceReference;
  result: 'rolled-back' | 'unchanged' | 'failed';
  plan?: RollbackPlan;
  /** As it was read last. */
  service?: Service;
  /** The record that was found on the service. */
  before?: RolloutState;
  /** When the traffic was confirmed to be back; Unix time in milliseconds. */
  restoredAt?: number;
  /** The log of the revision that lost its traffic, as Cloud Run links it; looked up for those who are told. */
  logUri?: string;
  /** An earlier step of the same run had brought it back already: the deploy itself, or the main step of this post step. */
  isEarlier?: true;
  /** The rollout of this run has ended with more traffic on its candidate than it gave it; nothing was brought back. */
  isRaised?: true;
  /** What went wrong, if anything: with the way back itself, or with what serves after it. */
  fault?: unknown;
}

/** Another rollout has begun between the plan and the write: what is to be brought back has to be planned anew. */
class Overtaken extends UserError {}

/** How often that may be. */
const MOST_PLANS = 5;

/** Brings one place back. It never rejects, so that no place has to wait or suffer for another. */
export async function bringBackPlace(runner: Runner, inputs: Inputs, session: Session): Promise<Ending> {
  const { at } = session.cloudRun;
  for (let planned = 1; ; planned += 1) {
    const ending: Ending = { at, result: 'failed' };
    try {
      await carryOut(runner, inputs, session, ending);
    } catch (error) {
      if (error instanceof Overtaken && planned < MOST_PLANS) continue;
      ending.fault = explained(error, `The rollback of ${at.service}`);
    }
    return ending;
  }
}

/** Fills in the ending step by step, so that a fault leaves behind what was known before it. */
async function carryOut(runner: Runner, inputs: Inputs, session: Session, ending: Ending): Promise<void> {
  const { cloudRun } = session;
  const { at } = cloudRun;
  const service = await cloudRun.getService();
  if (!service) throw noService(at);
  ending.service = service;
  const before = readState(service.annotations);
  if (before) ending.before = before;
  const revision = await revisionOf(inputs.target, {
    at,
    service,
    revisions: () => cloudRun.listRevisions(),
  });
  const plan = planRollback(service, { ...inputs, at, revision }, runner.clock.now());
  ending.plan = plan;
  if (plan.do === 'nothing') {
    ending.result = 'unchanged';
    if (before && wasRaised(before, inputs)) ending.isRaised = true;
    ending.service = await withoutLeftTag(runner, inputs, session, service);
    await finishEarlier(runner, inputs, session, ending);
    return;
  }
  checkReady(await cloudRun.getRevision(plan.good), plan.good, at);
  runner.state.set(STARTED, 'true');
  ending.service = await written(runner, returnOf(plan, inputs), session, service);
  ending.result = 'rolled-back';
  ending.restoredAt = runner.clock.now();
  await checkServes(ending.service, plan.good, at, { runner, patience: session.patience });
}

const wasRaised = ({ raised, status, run }: RolloutState, inputs: Inputs): boolean =>
  raised === true && status === 'held' && inputs.only === 'this-run' && run === inputs.run;

/**
 * What this run had written already is confirmed, so that people are told of it: by a deploy that brought its own
 * candidate back, for the job that comes after it; or by a main step that died, for its post step.
 */
async function finishEarlier(
  runner: Runner,
  inputs: Inputs,
  session: Session,
  ending: Ending,
): Promise<void> {
  const { before } = ending;
  const isOurs = before?.status === 'rolled-back' && before.run === inputs.run && inputs.run !== '';
  const isMeant = inputs.only === 'this-run' || runner.state.get(STARTED) === 'true';
  if (!isOurs || !isMeant) return;
  const { cloudRun, patience } = session;
  const { candidate: bad, stable: good } = before;
  const routed = await settle(cloudRun, (seen) => (isRouted(seen) ? 'done' : 'pending'), {
    patience,
    within: ROUTING_TIME,
  });
  Object.assign(ending, {
    result: 'rolled-back',
    isEarlier: true,
    plan: { do: 'bring-back', bad, alsoFrom: [], good },
    service: routed.service,
    restoredAt: runner.clock.now(),
  } satisfies Partial<Ending>);
  await checkServes(routed.service, good, cloudRun.at, { runner, patience });
}

/** The one write, which a cancelled step makes all the same. */
async function written(runner: Runner, back: Return, session: Session, from: Service): Promise<Service> {
  const { cloudRun, patience, urgent } = session;
  const stillMeant = stillAbout([readState(from.annotations)?.candidate, back.bad]);
  const release = runner.onAbort(async () => {
    await bringBack(urgent.cloudRun, back, { patience: urgent.patience, confirm: false, stillMeant });
  });
  try {
    const { service } = await bringBack(cloudRun, back, { patience, confirm: true, from, stillMeant });
    release();
    return service;
  } catch (error) {
    // Planned anew, it is another return that a cancelled step has to make.
    if (error instanceof Overtaken) release();
    throw error;
  }
}

/** @throws Overtaken where the record is of another candidate than these: that of the plan, and the one that is brought back */
const stillAbout =
  (candidates: readonly (string | undefined)[]) =>
  ({ annotations }: Service): void => {
    const candidate = readState(annotations)?.candidate;
    if (candidate !== undefined && !candidates.includes(candidate))
      throw new Overtaken(`The rollout of ${candidate} has begun meanwhile.`, {
        remedy: 'Stop the runs that begin rollouts of this service, and run this again.',
      });
  };

function returnOf(plan: Extract<RollbackPlan, { do: 'bring-back' }>, { reason, run }: Inputs): Return {
  const { bad, alsoFrom, good } = plan;
  return { bad, alsoFrom, stable: good, cause: 'asked', why: reason, run };
}

export function noService(at: ServiceReference): UserError {
  return new UserError(`There is no service ${at.service} in ${at.region} of ${at.project}.`, {
    remedy:
      'Correct `service`, `region` or `project`; or grant roles/run.viewer, without which it cannot be seen.',
  });
}

/** Who serves at the end, in percent by revision. */
export const servingAt = ({ service }: Ending): Record<string, number> =>
  service ? shares(service.serving) : {};

/** Looks up where the bad revision's log is. That it cannot be found out is no reason to tell nobody. */
export async function lookUpLog({ log }: Runner, { cloudRun }: Session, ending?: Ending): Promise<void> {
  if (ending?.plan?.do !== 'bring-back') return;
  try {
    const bad = await cloudRun.getRevision(ending.plan.bad);
    if (bad) ending.logUri = bad.logUri;
  } catch (error) {
    log.debug(`The log of ${ending.plan.bad} was not found: ${String(error)}`);
  }
}
