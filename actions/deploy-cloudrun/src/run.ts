import { openSession } from '../../../lib/cloudrun';
import type { Revision, Service, Session } from '../../../lib/cloudrun';
import { explained } from '../../../lib/google';
import { isCandidateOnly, readState } from '../../../lib/rollout';
import { readInputs, UserError } from '../../../lib/runner';
import type { Runner, Variables } from '../../../lib/runner';
import { planFingerprint, writeBrief } from './brief';
import type { BriefFacts } from './brief';
import { gateInWords, readGate } from './gate';
import { isJudged, readDeployInputs } from './inputs';
import type { Inputs } from './inputs';
import { prepareJudgement, refuseTooShort } from './judgement';
import type { Judgement } from './judgement';
import { markEnded, markStarted, withNet } from './net';
import { checkedPlan, planDeploy, planLines } from './plan';
import type { DeployPlan } from './plan';
import { readProbes, usableProbes } from './probes';
import { report } from './report';
import type { DeployResult } from './report';
import { rolledOut } from './roll-out';
import type { Preparation } from './roll-out';
import { createService, startCandidate } from './start';

/** Deploys: reads, plans, puts the candidate there, moves traffic, judges, and promotes or brings back. */
export async function run(runner: Runner, variables: Variables = process.env): Promise<void> {
  const inputs = readInputs(runner.inputs, (input) => readDeployInputs(input, runner.environment));
  const session = openSession(runner, inputs.at);
  try {
    await deploy(runner, inputs, { session, variables });
  } catch (error) {
    throw explained(error, `The deploy of ${inputs.at.service}`);
  }
}

interface Surroundings {
  session: Session;
  variables: Variables;
}

async function deploy(runner: Runner, inputs: Inputs, { session, variables }: Surroundings): Promise<void> {
  const { log } = runner;
  const service = await session.cloudRun.getService();
  const { plan, stable } = await checked(
    session,
    inputs,
    planDeploy(service, inputs, runner.environment.sha ?? ''),
    service,
  );
  const lines = planLines(plan, inputs);
  for (const line of lines) log.info(line);
  const what = { ...revisionsOf(plan), plan: planFingerprint(plan, service, inputs) };
  const judgement = await judgementFor(runner, inputs, { plan, service, variables });
  if (inputs.dryRun) await brief(runner, { plan, service, inputs, stable, judgement });
  if (inputs.dryRun || plan.do === 'nothing') {
    const result = plan.do === 'nothing' ? 'unchanged' : 'planned';
    report(runner, inputs, { result, ...what, service }, lines);
    return;
  }
  refuseUnapproved(what.plan, inputs);
  const preparation = judgement && service && (await prepared(runner, inputs, { judgement, plan, service }));
  markStarted(runner, plan.candidate);
  const done = {
    ...what,
    ...(await carryOut(runner, inputs, session, { plan, service, preparation })),
  };
  markEnded(runner);
  report(runner, inputs, done, lines);
  refuseBadEnd(done);
}

interface Situation {
  plan: DeployPlan;
  service: Service | undefined;
}

/** Undefined where nobody will be judged. */
async function judgementFor(
  runner: Runner,
  inputs: Inputs,
  { plan, service, variables }: Situation & { variables: Variables },
): Promise<Judgement | undefined> {
  if (!service || !isJudged(inputs) || plan.do === 'create' || plan.do === 'nothing') return undefined;
  const judgement = await prepareJudgement(runner, inputs, { service, stable: plan.stable, variables });
  for (const line of judgement.lines) runner.log.info(line);
  return judgement;
}

/** The last look before the first write. @throws UserError where no verdict would be possible */
async function prepared(
  runner: Runner,
  inputs: Inputs,
  { judgement, plan, service }: { judgement: Judgement; plan: DeployPlan; service: Service },
): Promise<Preparation> {
  const begins = plan.do === 'start' || readState(service.annotations)?.step === -1;
  if (begins) refuseTooShort(judgement);
  const probes = await readProbes(runner, inputs);
  return { judgement, probes, usable: await usableProbes(runner, probes, { inputs, service, begins }) };
}

/** @throws UserError where nobody stands at the gate */
async function brief(runner: Runner, facts: Omit<BriefFacts, 'gate'>): Promise<void> {
  const { inputs } = facts;
  const protection = await readGate(runner, inputs);
  const gate = protection && gateInWords(protection, inputs);
  writeBrief(runner.summary, { ...facts, gate });
  if (facts.judgement && facts.plan.do === 'start') refuseTooShort(facts.judgement);
}

/** What was approved and what would be deployed must be one and the same. */
function refuseUnapproved(plan: string, { approvedPlan }: Inputs): void {
  if (approvedPlan === undefined || approvedPlan === plan) return;
  throw new UserError(
    `The plan ${approvedPlan} was approved, but this deploy would be ${plan}: the image, the configuration of the service, or the revision that serves has changed since.`,
    {
      remedy:
        'Nothing was written. Start the workflow anew, so that what is there now is what gets approved.',
    },
  );
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
): Promise<{ plan: DeployPlan; stable?: Revision | undefined }> {
  if (!service || plan.do === 'create' || plan.do === 'nothing') return { plan };
  const exists = plan.do === 'resume' || !plan.template;
  const [stable, candidate] = await Promise.all([
    cloudRun.getRevision(plan.stable),
    exists ? cloudRun.getRevision(plan.candidate) : undefined,
  ]);
  return { plan: checkedPlan(plan, { stable, candidate, service, inputs }), stable };
}

type CarriedOut = Pick<DeployResult, 'result' | 'service'> & Partial<DeployResult>;

async function carryOut(
  runner: Runner,
  inputs: Inputs,
  session: Session,
  { plan, service, preparation }: Situation & { preparation: Preparation | undefined },
): Promise<CarriedOut> {
  const run = runner.environment.runUrl ?? '';
  if (plan.do === 'create') {
    return { result: 'created', service: await createService(session, { plan, inputs, run }) };
  }
  if (!service) throw new Error('a plan for an existing service needs the service');
  const started =
    plan.do === 'start' ? await startCandidate(session, { plan, inputs, service, run }) : service;
  if (isCandidateOnly(inputs.policy.steps)) return { result: 'candidate', service: started };
  const { result, why, verdict, ...end } = await withNet(runner, session, plan.candidate, () =>
    rolledOut(runner, inputs, session, { service: started, preparation, ...revisionsOf(plan) }),
  );
  return { result, why, verdict, service: end.service };
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
