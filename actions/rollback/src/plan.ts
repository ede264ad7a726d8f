/** What a rollback has to do, decided from what is there and what is asked for. Pure: no I/O, no clock. */
import { declaredTraffic, inWords, pinned, shareOf, shares } from '../../../lib/cloudrun';
import type { Revision, Service } from '../../../lib/cloudrun';
import { readState } from '../../../lib/rollout';
import type { RolloutState } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Inputs } from './inputs';

/** Take the traffic of `bad` (and of `alsoFrom`) to `good`; or there is nothing to take. */
export type RollbackPlan =
  | { do: 'nothing'; good: string; why: string }
  | { do: 'bring-back'; bad: string; alsoFrom: string[]; good: string };

/**
 * @throws UserError when it is not known what to return to, or when the traffic is split by somebody else
 */
export function planRollback(service: Service, inputs: Inputs): RollbackPlan {
  const state = readState(service.annotations);
  const traffic = pinned(declaredTraffic(service), service.latestReadyRevision ?? '');
  const serving = Object.keys(shares(traffic));
  if (inputs.onlyRun !== undefined && state?.run !== inputs.onlyRun) {
    return { do: 'nothing', good: serving.join(', '), why: 'this run has moved no traffic' };
  }
  const good = inputs.revision ?? lastGood(state, inputs);
  const losing = serving.filter((revision) => revision !== good);
  const why = `${good} is where the traffic belongs already`;
  if (losing.length === 0) return { do: 'nothing', good, why };
  const bad = badRevision(losing, state);
  if (bad !== undefined)
    return { do: 'bring-back', bad, alsoFrom: losing.filter((revision) => revision !== bad), good };
  if (!inputs.revision && state && shareOf(traffic, state.candidate) === 0)
    return { do: 'nothing', good, why };
  throw new UserError(
    `The traffic of the service is split, and not by a rollout of ours: ${inWords(traffic)}.`,
    {
      remedy:
        'Decide by hand who gets what (gcloud run services update-traffic SERVICE --to-revisions REVISION=100).',
    },
  );
}

function lastGood(state: RolloutState | undefined, { at }: Inputs): string {
  if (state && state.stable !== '') return state.stable;
  const why = state ? 'it has had one revision only' : 'no rollout of ours is on record there';
  throw new UserError(`What ${at.service} served before is not known: ${why}.`, {
    remedy: `Give \`revision\` (gcloud run revisions list --service ${at.service} --region ${at.region} shows which there are).`,
  });
}

/**
 * Who is at fault: the candidate on record, where only it and its stable revision serve; else the only one that serves.
 * Undefined where somebody else takes part: their share is not ours to take.
 */
function badRevision(losing: string[], state: RolloutState | undefined): string | undefined {
  const ours = state ? [state.candidate, state.stable] : [];
  if (state && losing.includes(state.candidate) && losing.every((revision) => ours.includes(revision)))
    return state.candidate;
  return losing.length === 1 && !isSplitOfOthers(losing, ours) ? losing[0] : undefined;
}

const isSplitOfOthers = (losing: string[], ours: string[]): boolean =>
  ours.length > 0 && !losing.some((each) => ours.includes(each));

/**
 * @param revision as Cloud Run has it; undefined where it does not exist
 * @throws UserError when the revision cannot serve: traffic never goes onto one that is not ready
 */
export function checkReady(revision: Revision | undefined, name: string, { at }: Inputs): void {
  if (revision?.ready) return;
  const list = `gcloud run revisions list --service ${at.service} --region ${at.region}`;
  throw new UserError(
    revision
      ? `The revision ${name} is not ready, so nothing is brought back to it.`
      : `The service ${at.service} has no revision ${name}.`,
    {
      remedy: `Give \`revision\` with the name of one that is ready (${list}).`,
    },
  );
}
