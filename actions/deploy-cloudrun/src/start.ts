/** Puts the candidate there: the writes before any traffic moves, and the wait until Cloud Run has carried them out. */
import { advice, converge, isRouted, sameTemplate, sameTraffic, settle } from '../../../lib/cloudrun';
import type { CloudRun, Service, ServiceChange, Session, Template } from '../../../lib/cloudrun';
import { isConflict, isTransient } from '../../../lib/google';
import { planInWords, readState, withState } from '../../../lib/rollout';
import type { RolloutState } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import { emptyState } from '../../../lib/verdict';
import type { Inputs } from './inputs';
import { startingState } from './plan';
import type { DeployPlan } from './plan';

/** How long a revision may take to become ready, in milliseconds. */
const START_TIME = 900_000;

type Start = Extract<DeployPlan, { do: 'start' }>;
type Create = Extract<DeployPlan, { do: 'create' }>;

/**
 * Makes the candidate at 0 %, pinned and tagged, in one write that Cloud Run was asked about beforehand.
 * @returns the service with the candidate ready
 * @throws UserError with Cloud Run's reason and what to do about it when the candidate does not become ready
 */
export async function startCandidate(
  session: Session,
  { plan, inputs, service, run }: { plan: Start; inputs: Inputs; service: Service; run: string },
): Promise<Service> {
  const { cloudRun, patience } = session;
  const now = patience.clock.now();
  const change = (seen: Service): ServiceChange | undefined => {
    const { traffic, state } = startingState(seen, plan, { inputs, now, run });
    if (readState(seen.annotations)?.at === state.at) return undefined;
    return {
      traffic,
      annotations: withState(seen.annotations, state),
      ...(plan.template ? { template: plan.template } : {}),
    };
  };
  await askedFirst(session, plan, service, change(service));
  await converge(cloudRun, onlyOver(service, change), { patience, from: service });
  const ended = await settle(
    cloudRun,
    (seen) => {
      if (readState(seen.annotations)?.at !== new Date(now).toISOString() || !seen.settled) return 'pending';
      if (plan.template && seen.outcome?.failed) return 'failed';
      return isRouted(seen) ? 'done' : 'pending';
    },
    { patience, within: START_TIME },
  );
  if (ended.result !== 'done') throw await notReady(cloudRun, plan.candidate, ended.service);
  return ended.service;
}

/** A change of the template is checked by Cloud Run before it is written; retried like a read, since it writes nothing. */
async function askedFirst(
  { cloudRun, patience }: Session,
  plan: Start,
  from: Service,
  change: ServiceChange | undefined,
): Promise<void> {
  if (!plan.template || !change) return;
  for (let tried = 1; ; tried += 1) {
    try {
      await cloudRun.updateService(from.etag, change, { validateOnly: true });
      return;
    } catch (error) {
      // A conflict is for the write itself to find and to settle.
      if (isConflict(error)) return;
      if (!isTransient(error) || tried >= patience.tries) throw error;
      await patience.clock.sleep(1_000 * tried, patience.signal);
    }
  }
}

/** The plan was made for what was read: what anybody has written meanwhile, ours must not go over. */
function onlyOver(
  before: Service,
  change: (seen: Service) => ServiceChange | undefined,
): (seen: Service) => ServiceChange | undefined {
  const planned = readState(before.annotations)?.at;
  return (seen) => {
    const wanted = change(seen);
    if (!wanted) return undefined;
    if (readState(seen.annotations)?.at !== planned) {
      throw new UserError('Another run began a rollout of this service at the same moment.', {
        remedy: 'Let it end, then run this again; give the job a `concurrency` group so that runs queue up.',
      });
    }
    if (sameTemplate(seen.template, before.template) && sameTraffic(seen.traffic, before.traffic))
      return wanted;
    throw new UserError(
      'Somebody changed the traffic or the configuration of this service at the same moment.',
      {
        remedy: 'Nothing of theirs was changed. Run this again: it starts from what is there now.',
      },
    );
  };
}

/**
 * Makes a service, or gives one that never had a ready revision another; all the traffic goes there.
 * @throws UserError when the revision does not become ready
 */
export async function createService(
  session: Session,
  { plan, inputs, run }: { plan: Create; inputs: Inputs; run: string },
): Promise<Service> {
  const { cloudRun, patience } = session;
  const state = firstState(plan.candidate, inputs, { now: patience.clock.now(), run });
  if (plan.exists) await replaceTemplate(session, plan.template, state);
  else await createOnce(cloudRun, plan.template, state);
  const ended = await settle(
    cloudRun,
    (seen) => {
      if (!seen.settled || seen.latestCreatedRevision !== plan.candidate) return 'pending';
      if (seen.latestReadyRevision === plan.candidate) return 'done';
      return seen.outcome?.failed ? 'failed' : 'pending';
    },
    { patience, within: START_TIME },
  );
  if (ended.result !== 'done') throw await notReady(cloudRun, plan.candidate, ended.service);
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

function firstState(
  candidate: string,
  inputs: Inputs,
  { now, run }: { now: number; run: string },
): RolloutState {
  const at = new Date(now).toISOString();
  return {
    version: 1,
    candidate,
    stable: '',
    tagPrefix: inputs.tagPrefix,
    plan: planInWords(inputs.policy.steps),
    step: inputs.policy.steps.length - 1,
    stepStartedAt: at,
    status: 'promoted',
    leaseUntil: at,
    verdict: emptyState(),
    traffic: '0'.repeat(16),
    at,
    run,
  };
}

async function notReady(cloudRun: CloudRun, candidate: string, service: Service): Promise<UserError> {
  const revision = await cloudRun.getRevision(candidate);
  const condition = revision?.conditions.find((each) => each.failed) ?? service.outcome;
  const log = revision?.logUri ? ` Its log: ${revision.logUri}` : '';
  return new UserError(
    `The revision ${candidate} did not become ready: ${advice(condition)}. It has no traffic.`,
    {
      remedy: `Correct that and deploy again.${log}`,
    },
  );
}
