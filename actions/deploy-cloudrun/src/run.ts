import { openSession } from '../../../lib/cloudrun';
import type { Service, Session } from '../../../lib/cloudrun';
import { explained } from '../../../lib/google';
import {
  bringBack,
  checkProbes,
  isCandidateOnly,
  probePairs,
  readState,
  rollOut,
  tagsOf,
} from '../../../lib/rollout';
import type { Outcome, Probes, Return } from '../../../lib/rollout';
import { readInputs, UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { isJudged, readDeployInputs } from './inputs';
import type { Inputs } from './inputs';
import { checkedPlan, planDeploy, planLines } from './plan';
import type { DeployPlan } from './plan';
import { report } from './report';
import type { DeployResult } from './report';
import { createService, startCandidate } from './start';

/** In the step's state: which candidate this step set going, and that it saw it to its end. */
const STARTED = 'candidate';
const ENDED = 'ended';

/** Deploys: reads, plans, puts the candidate there, moves traffic, judges, and promotes or brings back. */
export async function run(runner: Runner): Promise<void> {
  const inputs = readInputs(runner.inputs, (input) => readDeployInputs(input, runner.environment));
  const session = openSession(runner, inputs.at);
  try {
    await deploy(runner, inputs, session);
  } catch (error) {
    throw explained(error, `The deploy of ${inputs.at.service}`);
  }
}

/** Brings back a candidate whose step died under it. Where the step came to its own end there is nothing to do. */
export async function post(runner: Runner): Promise<void> {
  const candidate = runner.state.get(STARTED);
  if (candidate === '' || runner.state.get(ENDED) === 'true') return;
  const inputs = readInputs(runner.inputs, (input) => readDeployInputs(input, runner.environment));
  const { cloudRun, patience } = openSession(runner, inputs.at);
  const service = await cloudRun.getService();
  const back = service && interrupted(service, candidate, runner);
  if (!back) return;
  const { wrote } = await bringBack(cloudRun, back, { patience, confirm: true, from: service });
  if (wrote)
    runner.log.warning(`The step was cut off: brought the traffic of ${candidate} back to ${back.stable}.`);
}

async function deploy(runner: Runner, inputs: Inputs, session: Session): Promise<void> {
  const { log } = runner;
  const service = await session.cloudRun.getService();
  const plan = await checked(
    session,
    inputs,
    planDeploy(service, inputs, runner.environment.sha ?? ''),
    service,
  );
  const lines = planLines(plan, inputs);
  for (const line of lines) log.info(line);
  if (inputs.dryRun || plan.do === 'nothing') {
    const result = plan.do === 'nothing' ? 'unchanged' : 'planned';
    report(runner, inputs, { result, ...revisionsOf(plan), service }, lines);
    return;
  }
  if (plan.do === 'start' && isJudged(inputs) && service)
    await checkProbes(service.uri, inputs.probes.paths, runner);
  runner.state.set(STARTED, plan.candidate);
  const done = await carryOut(runner, inputs, session, { plan, service });
  runner.state.set(ENDED, 'true');
  report(runner, inputs, done, lines);
  refuseBadEnd(done);
}

const revisionsOf = (plan: DeployPlan): { candidate: string; stable: string } => ({
  candidate: plan.candidate,
  stable: plan.do === 'create' ? '' : plan.stable,
});

async function checked(
  { cloudRun }: Session,
  inputs: Inputs,
  plan: DeployPlan,
  service: Service | undefined,
): Promise<DeployPlan> {
  if (!service || plan.do === 'create' || plan.do === 'nothing') return plan;
  const exists = plan.do === 'resume' || !plan.template;
  const [stable, candidate] = await Promise.all([
    cloudRun.getRevision(plan.stable),
    exists ? cloudRun.getRevision(plan.candidate) : undefined,
  ]);
  return checkedPlan(plan, { stable, candidate, service, inputs });
}

async function carryOut(
  runner: Runner,
  inputs: Inputs,
  session: Session,
  { plan, service }: { plan: DeployPlan; service: Service | undefined },
): Promise<DeployResult> {
  const run = runner.environment.runUrl ?? '';
  if (plan.do === 'create') {
    return {
      result: 'created',
      ...revisionsOf(plan),
      service: await createService(session, { plan, inputs, run }),
    };
  }
  if (!service) throw new Error('a plan for an existing service needs the service');
  const started =
    plan.do === 'start' ? await startCandidate(session, { plan, inputs, service, run }) : service;
  if (isCandidateOnly(inputs.policy.steps))
    return { result: 'candidate', ...revisionsOf(plan), service: started };
  const outcome = await withNet(runner, session, plan.candidate, () =>
    rolledOut(runner, inputs, session, started),
  );
  return { ...outcome, candidate: outcome.state.candidate, stable: outcome.state.stable };
}

/** While traffic moves, a cancelled job brings it back at once, without waiting for a confirmation. */
async function withNet<T>(
  runner: Runner,
  { urgent }: Session,
  candidate: string,
  work: () => Promise<T>,
): Promise<T> {
  const release = runner.onAbort(async () => {
    const service = await urgent.cloudRun.getService();
    const back = service && interrupted(service, candidate, runner);
    if (back)
      await bringBack(urgent.cloudRun, back, { patience: urgent.patience, confirm: false, from: service });
  });
  try {
    return await work();
  } finally {
    if (!runner.signal.aborted) release();
  }
}

function interrupted(service: Service, candidate: string, { environment }: Runner): Return | undefined {
  const state = readState(service.annotations);
  if (state?.candidate !== candidate || state.status !== 'rolling') return undefined;
  const why = 'the run that rolled it out was cut off';
  return { bad: candidate, stable: state.stable, cause: 'interrupted', why, run: environment.runUrl ?? '' };
}

async function rolledOut(
  runner: Runner,
  inputs: Inputs,
  session: Session,
  service: Service,
): Promise<Outcome> {
  const { cloudRun, patience } = session;
  const { policy, settings } = inputs;
  const probes = probesOf(runner, inputs, service);
  const run = runner.environment.runUrl ?? '';
  const ports = {
    cloudRun,
    probes,
    patience,
    tell: (line: string) => {
      runner.log.info(line);
    },
  };
  try {
    return await rollOut(ports, { service, policy, settings, run });
  } finally {
    await probes.close();
  }
}

function probesOf(runner: Runner, { probes, tagPrefix }: Inputs, { serving }: Service): Probes {
  const tags = tagsOf(tagPrefix);
  const address = (tag: string): string => serving.find((entry) => entry.tag === tag)?.uri ?? '';
  return probePairs({ stable: address(tags.stable), candidate: address(tags.candidate), ...probes }, runner);
}

/** Whatever did not end with the candidate where it was wanted fails the step. */
function refuseBadEnd({ result, candidate, stable, why = '' }: DeployResult): void {
  if (result === 'rolled-back') {
    throw new UserError(`${candidate} was rolled back to ${stable}: ${why}`, {
      remedy:
        'Correct it and deploy again. The same image with the same configuration is not deployed again unasked.',
    });
  }
  if (result === 'held') {
    throw new UserError(`${candidate} is held where it is: ${why}`, {
      remedy: 'Run this again to go on with it, or run sluice/rollback to bring it back.',
    });
  }
  if (result === 'superseded') {
    throw new UserError(`The rollout of ${candidate} was given up: ${why}`, {
      remedy:
        'Look at who moved the traffic; nothing of theirs was changed. Deploy again when they are done.',
    });
  }
}
