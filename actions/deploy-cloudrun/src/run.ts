import { explained } from '../../../lib/google';
import { readState } from '../../../lib/rollout';
import { readInputs, UserError } from '../../../lib/runner';
import type { Runner, Variables } from '../../../lib/runner';
import { writeBrief } from './brief';
import { carryOut } from './carry-out';
import { refuseBadEnd } from './ending';
import { gateInWords, readGate } from './gate';
import { isJudged, readDeployInputs } from './inputs';
import type { Inputs } from './inputs';
import { prepareJudgement, refuseTooShort } from './judgement';
import type { Judgement } from './judgement';
import { markEnded } from './net';
import { groupFingerprint, planFingerprint } from './plan-fingerprint';
import { planLines } from './plan-lines';
import { preflight } from './preflight';
import { readProbes, usableProbes } from './probes';
import { closeIncidentOf } from './recovered';
import { inEvery, openRegions, readServices } from './regions';
import type { PlannedRegion, SeenRegion } from './regions';
import { report } from './report';
import type { DeployResult } from './report';
import { resumption } from './resumption';
import { rightOfWay } from './right-of-way';
import type { Preparation } from './roll-out';

/** Deploys: reads, plans, puts the candidate there, moves traffic, judges, and promotes or brings back. */
export async function run(runner: Runner, variables: Variables = process.env): Promise<void> {
  const inputs = readInputs(runner.inputs, (input) => readDeployInputs(input, runner.environment));
  const { regions: opened, flush } = openRegions(runner, inputs);
  try {
    const seen = await readServices(opened);
    const free = await rightOfWay(runner, inputs, seen);
    const regions = inputs.resume ? resumption(runner, free, inputs) : free;
    if ('nothing' in regions) reportNothing(runner, inputs, free, regions.nothing);
    else await deploy(runner, inputs, { regions, variables });
  } catch (error) {
    throw explained(error, `The deploy of ${inputs.at.service}`);
  } finally {
    await flush();
  }
}

interface Surroundings {
  regions: readonly SeenRegion[];
  variables: Variables;
}

async function deploy(
  runner: Runner,
  given: Inputs,
  { regions: seen, variables }: Surroundings,
): Promise<void> {
  // What a rollout that goes on was begun with is the same in all its regions.
  const inputs = {
    ...given,
    ...(seen[0] ? { policy: seen[0].inputs.policy, tagPrefix: seen[0].inputs.tagPrefix } : {}),
  };
  const regions = await inEvery(seen, async (region) => ({
    ...region,
    ...(await preflight(runner, region.session, region.inputs, region.service)),
  }));
  const lines = tellPlans(runner, regions);
  const judgement = await judgementFor(runner, inputs, regions, variables);
  if (inputs.dryRun) await brief(runner, inputs, { regions, judgement });
  const plan = fingerprintOf(regions, 'template');
  const isNothing = regions.every((region) => region.plan.do === 'nothing');
  if (inputs.dryRun || isNothing) {
    const result = isNothing ? 'unchanged' : 'planned';
    report(runner, inputs, { result, plan, regions: regions.map(asPlanned) }, lines);
    return;
  }
  refuseUnapproved([plan, fingerprintOf(regions, 'asked')], inputs);
  const preparation = judgement && (await prepared(runner, inputs, judgement, regions));
  const done = { plan, ...(await carryOut(runner, inputs, { regions, preparation })) };
  markEnded(runner);
  if (done.result === 'promoted') await closeIncidentOf(runner, inputs, done.regions[0]?.candidate ?? '');
  report(runner, inputs, done, lines);
  refuseBadEnd(done);
}

/** Tells of the plans and their warnings; the same of several regions once. */
function tellPlans({ log }: Runner, regions: readonly PlannedRegion[]): string[] {
  for (const warning of new Set(regions.flatMap(({ warnings }) => warnings))) log.warning(warning);
  const lines = regions.flatMap(({ region, plan, inputs, wanted }) =>
    planLines(plan, inputs, wanted?.pinned).map((line) => (regions.length > 1 ? `${region}: ${line}` : line)),
  );
  for (const line of lines) log.info(line);
  return lines;
}

/** Nothing of a rollout is under way: a run that comes by schedule finds that most of the time. */
function reportNothing(runner: Runner, inputs: Inputs, seen: readonly SeenRegion[], line: string): void {
  runner.log.info(line);
  const regions = seen.map(({ region, service }) => {
    const { candidate = '', stable = '' } = (service && readState(service.annotations)) ?? {};
    return { region, candidate, stable, service };
  });
  report(runner, inputs, { result: 'unchanged', plan: '', regions }, [line]);
}

const asPlanned = ({ region, plan, service }: PlannedRegion): DeployResult['regions'][number] => ({
  region,
  candidate: plan.candidate,
  stable: plan.do === 'create' ? '' : plan.stable,
  service,
});

const fingerprintOf = (regions: readonly PlannedRegion[], which: 'template' | 'asked'): string =>
  groupFingerprint(
    regions.map(({ region, plan, wanted, inputs }) => ({
      region,
      fingerprint: planFingerprint(plan, wanted?.[which], inputs),
    })),
  );

/** Undefined where nobody will be judged. */
async function judgementFor(
  runner: Runner,
  inputs: Inputs,
  regions: readonly PlannedRegion[],
  variables: Variables,
): Promise<Judgement | undefined> {
  if (!isJudged(inputs)) return undefined;
  const judged = regions.flatMap(({ service, plan, ...region }) =>
    service && (plan.do === 'start' || plan.do === 'resume')
      ? [{ ...region, service, stable: plan.stable }]
      : [],
  );
  if (judged.length === 0) return undefined;
  const judgement = await prepareJudgement(runner, inputs, { regions: judged, variables });
  for (const line of judgement.lines) runner.log.info(line);
  return judgement;
}

/** The last look before the first write. @throws UserError where no verdict would be possible */
async function prepared(
  runner: Runner,
  inputs: Inputs,
  judgement: Judgement,
  regions: readonly PlannedRegion[],
): Promise<Preparation> {
  if (regions.every(begins)) refuseTooShort(judgement);
  const probes = await readProbes(runner, inputs);
  const judged = regions.filter(({ region }) => judgement.traffic.has(region));
  const usable = await inEvery(judged, async (planned): Promise<[string, readonly number[]]> => {
    const { region, service, inputs: there } = planned;
    if (!service) return [region, []];
    const asked = { inputs: there, service, begins: begins(planned) };
    return [region, await usableProbes(runner, probes, asked)];
  });
  return { judgement, probes, usable: new Map(usable) };
}

const begins = ({ plan, service }: PlannedRegion): boolean =>
  plan.do !== 'resume' || (service && readState(service.annotations)?.step) === -1;

/** @throws UserError where nobody stands at the gate */
async function brief(
  runner: Runner,
  inputs: Inputs,
  facts: { regions: readonly PlannedRegion[]; judgement: Judgement | undefined },
): Promise<void> {
  const protection = await readGate(runner, inputs);
  const gate = protection && gateInWords(protection, inputs);
  writeBrief(runner.summary, { ...facts, inputs, gate });
  if (facts.judgement && facts.regions.every(({ plan }) => plan.do !== 'resume'))
    refuseTooShort(facts.judgement);
}

/**
 * What was approved and what would be deployed must be one and the same. Who planned may have been denied the versions of
 * secrets: then the plan was approved with references that float.
 */
function refuseUnapproved(plans: readonly string[], { approvedPlan }: Inputs): void {
  const [plan = ''] = plans;
  if (approvedPlan === undefined || plans.includes(approvedPlan)) return;
  throw new UserError(
    `The plan ${approvedPlan} was approved, but this deploy would be ${plan}: the image, the configuration of the service, or the revision that serves has changed since.`,
    {
      remedy:
        'Nothing was written. Start the workflow anew, so that what is there now is what gets approved.',
    },
  );
}
