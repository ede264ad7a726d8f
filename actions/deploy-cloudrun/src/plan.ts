/** What a deploy has to do, decided from what is there and what is wanted. Pure: no I/O, no clock. */
import {
  declaredTraffic,
  fingerprint,
  inWords,
  isStranded,
  nextAttempt,
  pinned,
  revisionName,
  sameTemplate,
  shareOf,
} from '../../../lib/cloudrun';
import type { Service, Template } from '../../../lib/cloudrun';
import { isCandidateOnly, planInWords, readState, standingOf, trafficHash } from '../../../lib/rollout';
import type { RolloutState } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Inputs } from './inputs';
import { otherRollout, refuseForeignTags, refuseKnownBad, refuseOlder, stableOf } from './refusals';
import type { Candidate } from './refusals';
import { askedTemplate } from './wanted-template';

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
 * @param template of the next revision, where an image is wanted; as it was asked for when left out
 * @throws UserError when the service is in a state in which going on would take something away from somebody
 */
export function planDeploy(
  service: Service | undefined,
  inputs: Inputs,
  commit: string,
  template = askedTemplate(service, inputs),
): DeployPlan {
  const target = targetOf(service, inputs, { commit, template });
  if (!service || (!service.latestReadyRevision && target.template))
    return firstDeploy(service, target, inputs);
  const state = readState(service.annotations);
  if (state && isUnderWay(state, service)) {
    if (state.candidate === target.candidate) return resumed(service, state, inputs);
    if (state.status !== 'candidate') throw otherRollout(service, state);
  }
  const stable = stableOf(service);
  if (stable === target.candidate) return { do: 'nothing', candidate: stable, stable };
  refuseKnownBad(service, state, named(target.candidate, template), inputs);
  refuseOlder(state, inputs);
  refuseForeignTags(service, state, inputs);
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
  const isOver = state.status === 'rolled-back';
  return !isOver && shareOf(pinned(traffic, service.latestReadyRevision ?? ''), state.candidate) > 0;
}

interface Target {
  candidate: string;
  template?: Template;
}

const named = (revision: string, template: Template | undefined): Candidate => ({
  revision,
  ...(template ? { template: fingerprint(template) } : {}),
});

/** Which revision is to be rolled out, and the template that makes it, where it does not exist already. */
function targetOf(
  service: Service | undefined,
  { wanted, at }: Inputs,
  { commit, template }: { commit: string; template: Template | undefined },
): Target {
  if ('revision' in wanted) return { candidate: wanted.revision };
  if (!template) throw new Error('a deploy of an image needs the template of its revision');
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
  // What somebody has raised is judged on.
  if (standingOf(service, state) === 'moved') {
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
