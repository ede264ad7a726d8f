/** What a deploy refuses to begin, and what to do about it. Pure. */
import { declaredTraffic, inWords, pinned, soleRevision } from '../../../lib/cloudrun';
import type { Service } from '../../../lib/cloudrun';
import { failureOf, foreignTags, lastPromoted, readFailures } from '../../../lib/rollout';
import type { Failure, RolloutState } from '../../../lib/rollout';
import { Refusal, UserError } from '../../../lib/runner';
import type { Inputs } from './inputs';

/**
 * The sole revision that serves, by what is declared and by what really happens.
 * @throws UserError where traffic is split, and not by us
 */
export function stableOf(service: Service): string {
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

export function otherRollout(service: Service, state: RolloutState): UserError {
  const where = state.run === '' ? '' : ` (${state.run})`;
  return new UserError(`Another rollout is under way${where}: ${inWords(service.serving)}.`, {
    remedy: `Let it end, or run sluice/rollback to give it up; then run this again.`,
  });
}

/** A candidate by its name, and by the hash of its template where that is known. */
export interface Candidate {
  revision: string;
  template?: string;
}

/** @throws UserError where the candidate was brought back before, or somebody took its traffic away */
export function refuseKnownBad(
  service: Service,
  state: RolloutState | undefined,
  candidate: Candidate,
  { retryFailed }: Pick<Inputs, 'retryFailed'>,
): void {
  const failures = readFailures(service.annotations);
  if (failures instanceof Refusal) throw new UserError(failures.message, { remedy: failures.remedy });
  if (retryFailed) return;
  const failure = failureOf(failures, candidate);
  const name = failure?.revision ?? candidate.revision;
  const why = failure ? rolledBack(failure) : state?.candidate === name ? whyBad(state) : undefined;
  if (why === undefined) return;
  const same = name === candidate.revision ? '' : ', with the same image and configuration,';
  throw new UserError(`${name}${same} ${why}`, {
    remedy:
      'Deploy a corrected image or configuration; or set `retry-failed: true` to try the same one again.',
  });
}

const rolledBack = ({ at, why }: Pick<Failure, 'at' | 'why'>): string => `was rolled back at ${at}: ${why}`;

/** Undefined where nothing is known against the candidate of the record. */
function whyBad({ status, cause, at, why = 'no reason was given' }: RolloutState): string | undefined {
  if (status === 'rolled-back')
    return cause === 'failed' || cause === 'asked' ? rolledBack({ at, why }) : undefined;
  if (status === 'rolling' || status === 'waiting' || status === 'held')
    return 'lost its traffic while it was rolled out: somebody took it away.';
  return undefined;
}

/** @throws UserError where something newer has been promoted, so that this deploy would bring old code back */
export function refuseOlder(
  state: RolloutState | undefined,
  { sequence, allowOlder, at }: Pick<Inputs, 'sequence' | 'allowOlder' | 'at'>,
): void {
  const promoted = lastPromoted(state);
  if (sequence === undefined || promoted === undefined || sequence >= promoted || allowOlder) return;
  throw new UserError(
    `This is deploy number ${sequence}, and number ${promoted} has been promoted on ${at.service} already: a re-run of an older run would bring old code back.`,
    {
      remedy:
        'Start the workflow anew for the commit that is wanted. To go back to what served before, run sluice/rollback; or set `allow-older: true`.',
    },
  );
}

/** @throws UserError where one of our tags' names is used by somebody else, whenever that began */
export function refuseForeignTags(
  service: Service,
  state: RolloutState | undefined,
  { tagPrefix }: Pick<Inputs, 'tagPrefix'>,
): void {
  const taken = foreignTags(declaredTraffic(service), state, tagPrefix);
  if (taken.length === 0) return;
  throw new UserError(
    `The service uses the traffic tag ${taken.join(' and ')} already, and not for a rollout of ours.`,
    {
      remedy:
        'Give a `tag-prefix`, such as sluice-, so that our tags do not take yours away; or take that tag off the service (gcloud run services update-traffic SERVICE --remove-tags TAG).',
    },
  );
}
