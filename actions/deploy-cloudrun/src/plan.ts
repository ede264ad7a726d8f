/** What a deploy has to do, decided from what is there and what is wanted. Pure: no I/O, no clock. */
import {
  declaredTraffic,
  inWords,
  isStranded,
  nextAttempt,
  pinned,
  renderTemplate,
  revisionName,
  revisionTagged,
  sameTemplate,
  shareOf,
  soleRevision,
  tagged,
} from '../../../lib/cloudrun';
import type { Revision, Service, Template, TrafficEntry } from '../../../lib/cloudrun';
import {
  isCandidateOnly,
  leaseUntil,
  planInWords,
  readState,
  tagsOf,
  trafficHash,
} from '../../../lib/rollout';
import type { RolloutState } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import { emptyState } from '../../../lib/verdict';
import type { Inputs } from './inputs';

/** The steps that a deploy will take. */
export type DeployPlan =
  /** There is nothing yet that could serve meanwhile: the first revision gets all the traffic. */
  | { do: 'create'; candidate: string; template: Template; exists: boolean }
  /** The candidate serves already. */
  | { do: 'nothing'; candidate: string; stable: string }
  /** A candidate is put beside the stable revision and then rolled out; without `template` it is there already. */
  | { do: 'start'; candidate: string; stable: string; template?: Template }
  /** A rollout of this very candidate was cut off and goes on. */
  | { do: 'resume'; candidate: string; stable: string; percent: number };

/**
 * @param commit full commit of the workflow run, or ''
 * @throws UserError when the service is in a state in which going on would take something away from somebody
 */
export function planDeploy(service: Service | undefined, inputs: Inputs, commit: string): DeployPlan {
  const target = targetOf(service, inputs, commit);
  if (!service || (!service.latestReadyRevision && target.template))
    return firstDeploy(service, target, inputs);
  const state = readState(service.annotations);
  if (state && isUnderWay(state, service)) {
    if (state.candidate === target.candidate) return resumed(service, state, inputs);
    if (state.status !== 'candidate') throw otherRollout(service, state);
  }
  const stable = stableOf(service);
  if (stable === target.candidate) return { do: 'nothing', candidate: stable, stable };
  refuseKnownBad(state, target.candidate, inputs);
  refuseForeignTags(service, state, inputs.tagPrefix);
  return { do: 'start', stable, ...target };
}

/**
 * The candidate has a part of the traffic, or stands at 0 % just as we left it. Where somebody has taken its traffic away
 * the rollout is over, although the record does not say so; where it had none, whatever somebody did is a new beginning.
 * A promotion that Cloud Run took and gave up is not over either.
 */
function isUnderWay(state: RolloutState, service: Service): boolean {
  const traffic = declaredTraffic(service);
  const isAsWeLeftIt = trafficHash(traffic, state.tagPrefix) === state.traffic;
  if (state.status === 'candidate') return isAsWeLeftIt;
  if (state.status === 'promoted') return isAsWeLeftIt && isStranded(service);
  const hasBegun = state.status === 'rolling' || state.status === 'held';
  return hasBegun && shareOf(pinned(traffic, service.latestReadyRevision ?? ''), state.candidate) > 0;
}

interface Target {
  candidate: string;
  template?: Template;
}

/** Which revision is to be rolled out, and the template that makes it, where it does not exist already. */
function targetOf(service: Service | undefined, inputs: Inputs, commit: string): Target {
  const { wanted, at } = inputs;
  if ('revision' in wanted) return { candidate: wanted.revision };
  const template = renderTemplate(service?.template, { ...inputs, image: wanted.image });
  const present = service?.template.revision || service?.latestCreatedRevision;
  const isPresent = service && present && sameTemplate(template, service.template);
  if (isPresent && service.latestReadyRevision) return { candidate: present };
  const candidate = isPresent ? firstTry(service, present) : revisionName(at.service, commit, template);
  return { candidate, template: { ...template, revision: candidate } };
}

/** A service's only revision: it is waited for while it starts, and tried under another name once it has failed. */
const firstTry = ({ settled, outcome }: Service, present: string): string =>
  settled && outcome?.failed ? nextAttempt(present) : present;

function firstDeploy(
  service: Service | undefined,
  { candidate, template }: Target,
  { at }: Inputs,
): DeployPlan {
  if (template) return { do: 'create', candidate, template, exists: service !== undefined };
  throw new UserError(
    `There is no service ${at.service} in ${at.region} of ${at.project}, so it has no revision ${candidate}.`,
    {
      remedy: 'Correct `service`, `region` or `project`, or give `image` to create the service.',
    },
  );
}

function resumed(service: Service, state: RolloutState, { policy, tagPrefix }: Inputs): DeployPlan {
  const { candidate, stable } = state;
  if (trafficHash(declaredTraffic(service), state.tagPrefix) !== state.traffic) {
    throw new UserError(
      `Somebody has moved the traffic of a rollout that is under way. Now: ${inWords(service.serving)}.`,
      {
        remedy: `Find out who and why. To give up the rollout, run sluice/rollback; then deploy again.`,
      },
    );
  }
  const plan = planInWords(policy.steps);
  if (state.tagPrefix !== tagPrefix) {
    throw new UserError(
      `The rollout of ${candidate} is under way with the tag-prefix \`${state.tagPrefix}\`, not \`${tagPrefix}\`.`,
      {
        remedy: `Give the same tag-prefix to go on with it, or run sluice/rollback first.`,
      },
    );
  }
  if (state.step >= 0 && state.plan !== plan && !isCandidateOnly(policy.steps)) {
    throw new UserError(
      `The rollout of ${candidate} is under way with the plan \`${state.plan}\`, not \`${plan}\`.`,
      {
        remedy: `Give the same plan to go on with it, or run sluice/rollback first.`,
      },
    );
  }
  return { do: 'resume', candidate, stable, percent: shareOf(service.serving, candidate) };
}

function otherRollout(service: Service, state: RolloutState): UserError {
  const where = state.run === '' ? '' : ` (${state.run})`;
  return new UserError(`Another rollout is under way${where}: ${inWords(service.serving)}.`, {
    remedy: `Let it end, or run sluice/rollback to give it up; then run this again.`,
  });
}

/** The sole revision that serves, by what is declared and by what really happens. */
function stableOf(service: Service): string {
  const declared = soleRevision(pinned(declaredTraffic(service), service.latestReadyRevision ?? ''));
  const serving = soleRevision(service.serving);
  if (declared !== undefined && declared === serving) return declared;
  throw new UserError(
    `The traffic of the service is split, and not by a rollout of ours: ${inWords(service.serving)}.`,
    {
      remedy: `Decide which revision is the good one and give it everything (gcloud run services update-traffic SERVICE --to-revisions REVISION=100); then run this again.`,
    },
  );
}

function refuseKnownBad(state: RolloutState | undefined, candidate: string, { retryFailed }: Inputs): void {
  if (retryFailed || state?.candidate !== candidate) return;
  const why = whyBad(state);
  if (why === undefined) return;
  throw new UserError(`${candidate} ${why}`, {
    remedy:
      'Deploy a corrected image or configuration; or set `retry-failed: true` to try the same one again.',
  });
}

/** Undefined where nothing is known against the candidate of the record. */
function whyBad({ status, cause, at, why = 'no reason was given' }: RolloutState): string | undefined {
  if (status === 'rolled-back' && cause !== 'interrupted') return `was rolled back at ${at}: ${why}`;
  if (status === 'rolling' || status === 'held')
    return 'lost its traffic while it was rolled out: somebody took it away.';
  return undefined;
}

function refuseForeignTags(service: Service, state: RolloutState | undefined, prefix: string): void {
  if (state?.tagPrefix === prefix) return;
  const traffic = declaredTraffic(service);
  const taken = Object.values(tagsOf(prefix)).filter((tag) => revisionTagged(traffic, tag) !== undefined);
  if (taken.length === 0) return;
  throw new UserError(
    `The service uses the traffic tag ${taken.join(' and ')} already, and not for a rollout of ours.`,
    {
      remedy: 'Give a `tag-prefix`, such as sluice-, so that our tags do not take yours away.',
    },
  );
}

/**
 * Looks at the two revisions before anything is written.
 * @param candidate as Cloud Run has it; undefined where it does not exist yet
 * @returns the plan, with another name for a candidate that has failed to become ready; one that is gone is made again
 */
export function checkedPlan(
  plan: DeployPlan,
  {
    stable,
    candidate,
    service,
    inputs,
  }: { stable?: Revision | undefined; candidate?: Revision | undefined; service: Service; inputs: Inputs },
): DeployPlan {
  if (plan.do === 'create' || plan.do === 'nothing') return plan;
  if (!stable?.ready) {
    throw new UserError(
      `The revision that serves, ${plan.stable}, is not ready: nothing could be brought back to it.`,
      {
        remedy:
          'Repair the service first: give the traffic to a revision that is ready; then run this again.',
      },
    );
  }
  if (plan.do === 'start' && plan.template) return plan;
  if ('revision' in inputs.wanted) return ready(plan, candidate);
  const hasTraffic = (readState(service.annotations)?.step ?? -1) >= 0;
  if (plan.do === 'resume' && hasTraffic) return plan;
  const failed =
    candidate?.conditions.some((condition) => condition.type === 'Ready' && condition.failed) ?? false;
  if (candidate && !failed) return plan;
  const revision = candidate ? nextAttempt(plan.candidate) : plan.candidate;
  return {
    do: 'start',
    stable: plan.stable,
    candidate: revision,
    template: { ...service.template, revision },
  };
}

function ready(plan: DeployPlan, candidate: Revision | undefined): DeployPlan {
  if (candidate?.ready) return plan;
  throw new UserError(
    candidate
      ? `The revision ${plan.candidate} is not ready.`
      : `The service has no revision ${plan.candidate}.`,
    { remedy: 'Name a revision that is ready (gcloud run revisions list --service SERVICE).' },
  );
}

/** The first write of a rollout: the candidate gets its tag and no traffic, and the record begins. */
export function startingState(
  service: Service,
  { candidate, stable }: { candidate: string; stable: string },
  { inputs, now, run }: { inputs: Inputs; now: number; run: string },
): { traffic: TrafficEntry[]; state: RolloutState } {
  const tags = tagsOf(inputs.tagPrefix);
  const fixed = pinned(declaredTraffic(service), service.latestReadyRevision ?? stable);
  const traffic = tagged(tagged(fixed, tags.candidate, candidate), tags.stable, stable);
  const at = new Date(now).toISOString();
  const state: RolloutState = {
    version: 1,
    candidate,
    stable,
    tagPrefix: inputs.tagPrefix,
    plan: planInWords(inputs.policy.steps),
    step: -1,
    stepStartedAt: at,
    status: 'candidate',
    leaseUntil: leaseUntil(now, 0, inputs.policy),
    verdict: emptyState(),
    traffic: trafficHash(traffic, inputs.tagPrefix),
    at,
    run,
  };
  return { traffic, state };
}

/** The plan for people, a line a step. */
export function planLines(plan: DeployPlan, inputs: Inputs): string[] {
  const steps = planInWords(inputs.policy.steps);
  switch (plan.do) {
    case 'create':
      return [
        `There is no revision that serves yet, so ${plan.candidate} gets all the traffic at once; the steps of the rollout do not apply.`,
      ];
    case 'nothing':
      return [
        `${plan.candidate} has all the traffic already, with this image and these variables: nothing to do.`,
      ];
    case 'resume':
      return [
        `${plan.candidate} stands at ${plan.percent} % beside ${plan.stable}; ${steps === '0%' ? 'it is left there' : `the rollout goes on from there: ${steps}`}.`,
      ];
    case 'start':
      return [
        plan.template
          ? `Create ${plan.candidate} at 0 %, beside ${plan.stable} at 100 %.`
          : `Tag ${plan.candidate}, which exists, at 0 %, beside ${plan.stable} at 100 %.`,
        steps === '0%' ? 'Give it no traffic.' : `Give it traffic step by step: ${steps}.`,
      ];
  }
}
