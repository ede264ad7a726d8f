/** Makes the first revision of a service that serves; nothing stands beside it. */
import { converge, settle } from '../../../lib/cloudrun';
import type { CloudRun, Service, Session, Template } from '../../../lib/cloudrun';
import { isTransient } from '../../../lib/google';
import { readState, withState } from '../../../lib/rollout';
import type { Group, RolloutState } from '../../../lib/rollout';
import { underFreeName } from './free-name';
import type { Inputs } from './inputs';
import { notReady } from './not-ready';
import type { DeployPlan } from './plan';
import { firstState } from './starting-state';

/** How long a revision may take to become ready, in milliseconds. */
const START_TIME = 900_000;

type Create = Extract<DeployPlan, { do: 'create' }>;

/**
 * Makes a service, or gives one that never had a ready revision another; all the traffic goes there.
 * @returns the service; its newest revision is the one that was made
 * @throws UserError when the revision does not become ready
 */
export async function createService(
  session: Session,
  { plan, inputs, run, group }: { plan: Create; inputs: Inputs; run: string; group: Group },
): Promise<Service> {
  const { cloudRun, patience } = session;
  const beginning = { inputs, now: patience.clock.now(), run, group };
  const { candidate } = await underFreeName(plan, async (named) => {
    const state = firstState(named, beginning);
    if (plan.exists) await replaceTemplate(session, named.template, state);
    else await createOnce(cloudRun, named.template, state);
  });
  const ended = await settle(
    cloudRun,
    (seen) => {
      if (!seen.settled || seen.latestCreatedRevision !== candidate) return 'pending';
      if (seen.latestReadyRevision === candidate) return 'done';
      return seen.outcome?.failed ? 'failed' : 'pending';
    },
    { patience, within: START_TIME },
  );
  if (ended.result !== 'done') throw await notReady(cloudRun, candidate, ended.service);
  return ended.service;
}

/** The service may have been made although the answer was lost: then there is nothing left to do but wait for it. */
async function createOnce(cloudRun: CloudRun, template: Template, state: RolloutState): Promise<void> {
  try {
    await cloudRun.createService({ template, annotations: withState({}, state) });
  } catch (error) {
    if (!isTransient(error) || !(await cloudRun.getService())) throw error;
  }
}

async function replaceTemplate(
  { cloudRun, patience }: Session,
  template: Template,
  state: RolloutState,
): Promise<void> {
  await converge(
    cloudRun,
    (seen) => {
      const isThere =
        seen.template.revision === template.revision &&
        readState(seen.annotations)?.candidate === state.candidate;
      return isThere
        ? undefined
        : { template, traffic: seen.traffic, annotations: withState(seen.annotations, state) };
    },
    { patience },
  );
}
