/** Going on with a rollout that another run has left waiting: what it is stands on record. */
import { isStranded } from '../../../lib/cloudrun';
import type { Service } from '../../../lib/cloudrun';
import { parsePlan, readState, wavesInWords } from '../../../lib/rollout';
import type { RolloutState } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import type { Inputs } from './inputs';
import type { SeenRegion } from './regions';
import { claimIn, whoIn } from './right-of-way';

/** There is nothing to go on with, and why. */
export interface NothingToResume {
  nothing: string;
}

/**
 * The regions with the inputs that go on with what is under way.
 * @throws UserError where the regions are not those of the rollout
 */
export function resumption(
  runner: Runner,
  regions: readonly SeenRegion[],
  inputs: Inputs,
): SeenRegion[] | NothingToResume {
  const alive = regions.filter((seen) => claimIn(runner, seen) === 'alive');
  if (alive.length > 0) return { nothing: `Another run is at work on it: ${whoIn(alive)}.` };
  const records = regions.map((seen) => ({
    seen,
    state: seen.service && readState(seen.service.annotations),
  }));
  const underWay = records.find(({ seen, state }) => state && isUnderWay(state, seen.service));
  const { state: leading } = underWay ?? {};
  if (!leading) return { nothing: whyNothing(records) };
  refuseOtherRegions(leading, inputs);
  return records.flatMap(({ seen, state }) => {
    if (state?.group?.id !== leading.group?.id) throw notPartOfIt(seen);
    return state ? [{ ...seen, inputs: asRecorded(seen.inputs, state) }] : [];
  });
}

/** It waits, or was cut off; or it was promoted, and Cloud Run gave that up. */
const isUnderWay = ({ status }: RolloutState, service: Service | undefined): boolean =>
  status === 'waiting' ||
  status === 'rolling' ||
  (status === 'promoted' && service !== undefined && isStranded(service));

function whyNothing(records: readonly { state: RolloutState | undefined }[]): string {
  const held = records.find(({ state }) => state?.status === 'held')?.state;
  if (!held) return 'No rollout is under way, so there is nothing to go on with.';
  return `The rollout of ${held.candidate} is held, for a person to decide: the same deploy once more goes on with it, and sluice/rollback brings it back.`;
}

function refuseOtherRegions({ group, candidate }: RolloutState, { waves }: Inputs): void {
  const [theirs, ours] = [group?.waves, wavesInWords(waves)];
  if (theirs === undefined || theirs === ours) return;
  throw new UserError(
    `The rollout of ${candidate} goes through the regions \`${theirs}\`, not \`${ours}\`.`,
    { remedy: `Give \`region: ${theirs}\` to go on with it.` },
  );
}

const notPartOfIt = ({ region }: SeenRegion): UserError =>
  new UserError(`The service in ${region} has no part in the rollout that is under way.`, {
    remedy:
      'Find out what was deployed there meanwhile. To give up the rollout, run sluice/rollback in the other regions.',
  });

/** The rollout is what it was: its revision, its plan and its tags. */
function asRecorded(inputs: Inputs, { candidate, plan, tagPrefix }: RolloutState): Inputs {
  const steps = parsePlan(plan);
  return {
    ...inputs,
    wanted: { revision: candidate },
    tagPrefix,
    policy: { ...inputs.policy, steps: Array.isArray(steps) ? steps : inputs.policy.steps },
  };
}
