import { inWords, openSession, shares } from '../../../lib/cloudrun';
import type { Service, Session } from '../../../lib/cloudrun';
import { explained } from '../../../lib/google';
import { bringBack } from '../../../lib/rollout';
import type { Return } from '../../../lib/rollout';
import { readInputs, UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { readRollbackInputs } from './inputs';
import type { Inputs } from './inputs';
import { checkReady, planRollback } from './plan';
import type { RollbackPlan } from './plan';

/** In the step's state: it began to bring traffic back, and it came to its end. */
const STARTED = 'started';
const ENDED = 'ended';

/** Brings traffic back: reads, plans, writes once, and confirms. */
export async function run(runner: Runner): Promise<void> {
  const inputs = readInputs(runner.inputs, (input) => readRollbackInputs(input, runner.environment));
  const session = openSession(runner, inputs.at);
  try {
    await rollback(runner, inputs, session);
  } catch (error) {
    throw explained(error, `The rollback of ${inputs.at.service}`);
  }
}

/** A rollback whose step died is finished here: it only ever brings traffic back, so it may run once more. */
export async function post(runner: Runner): Promise<void> {
  if (runner.state.get(STARTED) === 'true' && runner.state.get(ENDED) !== 'true') await run(runner);
}

async function rollback(runner: Runner, inputs: Inputs, session: Session): Promise<void> {
  const { cloudRun, patience } = session;
  const service = await cloudRun.getService();
  if (!service) throw noService(inputs);
  const plan = planRollback(service, inputs, runner.clock.now());
  if (plan.do === 'nothing') {
    report(runner, inputs, plan, service);
    return;
  }
  checkReady(await cloudRun.getRevision(plan.good), plan.good, inputs);
  runner.state.set(STARTED, 'true');
  const back = returnOf(plan, inputs, runner);
  const release = runner.onAbort(async () => {
    await bringBack(session.urgent.cloudRun, back, { patience: session.urgent.patience, confirm: false });
  });
  const done = await bringBack(cloudRun, back, { patience, confirm: true, from: service });
  release();
  runner.state.set(ENDED, 'true');
  report(runner, inputs, plan, done.service);
}

function returnOf(
  plan: Extract<RollbackPlan, { do: 'bring-back' }>,
  { reason }: Inputs,
  { environment }: Runner,
): Return {
  const { bad, alsoFrom, good } = plan;
  return { bad, alsoFrom, stable: good, cause: 'asked', why: reason, run: environment.runUrl ?? '' };
}

function noService({ at }: Inputs): UserError {
  return new UserError(`There is no service ${at.service} in ${at.region} of ${at.project}.`, {
    remedy:
      'Correct `service`, `region` or `project`; or grant roles/run.viewer, without which it cannot be seen.',
  });
}

function report(runner: Runner, { at, reason }: Inputs, plan: RollbackPlan, service: Service): void {
  const bad = plan.do === 'bring-back' ? plan.bad : '';
  const outputs = {
    result: plan.do === 'bring-back' ? 'rolled-back' : 'unchanged',
    revision: plan.good,
    'bad-revision': bad,
    url: service.uri,
    traffic: shares(service.serving),
  };
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  const line =
    plan.do === 'bring-back'
      ? `Brought the traffic of ${plan.bad} back to ${plan.good}.`
      : `Nothing to bring back: ${plan.why}.`;
  runner.log.info(line);
  runner.summary.heading(`Rollback: ${at.service}`).paragraph(line);
  if (bad !== '') runner.summary.paragraph(`Why: ${reason}`);
  runner.summary.paragraph(`Serving now: ${inWords(service.serving)}.`);
}
