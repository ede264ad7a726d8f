/** Puts the candidate there: the writes before any traffic moves, and the wait until Cloud Run has carried them out. */
import { converge, isNameTaken, isRouted, sameTemplate, sameTraffic, settle } from '../../../lib/cloudrun';
import type { Service, ServiceChange, Session, Template } from '../../../lib/cloudrun';
import { isConflict, isTransient } from '../../../lib/google';
import { readState, withdrawing } from '../../../lib/rollout';
import type { Group } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import { underFreeName } from './free-name';
import type { Inputs } from './inputs';
import { notReady } from './not-ready';
import type { DeployPlan } from './plan';
import { startingState } from './starting-state';

/** How long a revision may take to become ready, in milliseconds. */
const START_TIME = 900_000;

type Start = Extract<DeployPlan, { do: 'start' }>;
type Making = Start & { template: Template };

/** What a candidate is made from. */
interface Starting {
  plan: Start;
  inputs: Inputs;
  /** As it was read when the plan was made. */
  service: Service;
  /** The page of the workflow run, or ''. */
  run: string;
  group: Group;
}

/**
 * Makes the candidate at 0 %, pinned and tagged, in one write that Cloud Run was asked about beforehand. Where another
 * revision has the candidate's name already, it gets the next attempt's.
 * @returns the service with the candidate ready, and with the record of it: the record tells its name
 * @throws UserError with Cloud Run's reason and what to do about it when the candidate does not become ready
 */
export async function startCandidate(session: Session, starting: Starting): Promise<Service> {
  const { cloudRun, patience } = session;
  const now = patience.clock.now();
  const started = await written(session, starting, now);
  const ended = await settle(
    cloudRun,
    (seen) => {
      if (readState(seen.annotations)?.at !== new Date(now).toISOString() || !seen.settled) return 'pending';
      if (started.template && seen.outcome?.failed) return 'failed';
      return isRouted(seen) ? 'done' : 'pending';
    },
    { patience, within: START_TIME },
  );
  if (ended.result === 'done') return ended.service;
  const error = await notReady(cloudRun, started.candidate, ended.service);
  if (ended.result === 'failed')
    await converge(cloudRun, (seen) => withdrawing(seen, started.candidate), {
      patience,
      from: ended.service,
    });
  throw error;
}

/** @returns the plan with the name under which the candidate was made */
async function written(session: Session, starting: Starting, now: number): Promise<Start> {
  const { plan } = starting;
  if (!plan.template) {
    await write(session, starting, now);
    return plan;
  }
  const making: Making = { ...plan, template: plan.template };
  const asked = await underFreeName(making, (named) => ask(session, { ...starting, plan: named }, now));
  return underFreeName(asked, (named) => write(session, { ...starting, plan: named }, now));
}

/** What makes the candidate out of a service as it is seen; undefined where it is made. */
const changeOf =
  ({ plan, inputs, run, group }: Starting, now: number) =>
  (seen: Service): ServiceChange | undefined => {
    const { traffic, state, annotations } = startingState(seen, plan, { inputs, now, run, group });
    if (readState(seen.annotations)?.at === state.at) return undefined;
    return { traffic, annotations, ...(plan.template ? { template: plan.template } : {}) };
  };

/** A change of the template is checked by Cloud Run before it is written; retried like a read, since it writes nothing. */
async function ask({ cloudRun, patience }: Session, starting: Starting, now: number): Promise<void> {
  const { service } = starting;
  const change = changeOf(starting, now)(service);
  if (!change) return;
  for (let tried = 1; ; tried += 1) {
    try {
      await cloudRun.updateService(service.etag, change, { validateOnly: true });
      return;
    } catch (error) {
      // A conflict is for the write itself to find and to settle; a name that is taken is for the caller.
      if (isConflict(error) && !isNameTaken(error)) return;
      if (!isTransient(error) || tried >= patience.tries) throw error;
      await patience.clock.sleep(1_000 * tried, patience.signal);
    }
  }
}

async function write({ cloudRun, patience }: Session, starting: Starting, now: number): Promise<void> {
  const { service } = starting;
  const change = onlyOver(service, changeOf(starting, now));
  await converge(cloudRun, change, { patience, from: service });
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
