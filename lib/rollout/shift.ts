/** What a rollout writes on a service: the traffic and the record of it, together. Pure. */
import { declaredTraffic, LATEST, moved, shareOf, tagged } from '../cloudrun';
import type { Service, TrafficEntry } from '../cloudrun';
import type { VerdictState } from '../verdict';
import type { Policy } from './policy';
import { promotedTraffic } from './promotion';
import { tagsOf, trafficHash } from './state';
import type { RolloutState } from './state';

/** One write: the whole traffic table, and the record. */
export interface Written {
  traffic: TrafficEntry[];
  state: RolloutState;
}

/** What every write is made from. */
export interface WriteInput {
  policy: Policy;
  service: Pick<Service, 'traffic' | 'latestReadyRevision' | 'latestCreatedRevision'>;
  state: RolloutState;
  evidence: VerdictState;
  /** Unix time in milliseconds. */
  now: number;
}

/** The write that brings the candidate to a step of the plan, made from the table as it is now. */
export function shiftTo(
  index: number,
  { policy, service, state, evidence, now, commit }: WriteInput & { commit: boolean },
): Written {
  const percent = policy.steps[index]?.percent ?? 0;
  const named = byName(service, state.candidate);
  const more = percent - shareOf(named, state.candidate);
  const split = moved(named, state.stable, state.candidate, more);
  const traffic = commit
    ? promotedTraffic(promotedTags(split, state), service, { ...state, ...policy })
    : split;
  const { raised: _, ...rest } = state;
  return {
    traffic,
    state: {
      ...rest,
      step: index,
      status: commit ? 'promoted' : 'rolling',
      stepStartedAt: new Date(now).toISOString(),
      leaseUntil: leaseUntil(now, index, policy),
      at: new Date(now).toISOString(),
      verdict: evidence,
      traffic: trafficHash(traffic, state.tagPrefix),
    },
  };
}

/** What somebody has given to LATEST is the candidate's by name, where that is what it means. */
function byName({ traffic, latestReadyRevision }: WriteInput['service'], candidate: string): TrafficEntry[] {
  const declared = declaredTraffic({ traffic });
  if (latestReadyRevision !== candidate) return declared;
  return moved(declared, LATEST, candidate, shareOf(declared, LATEST));
}

/** The candidate is the stable one now, and the one before it stays addressable: a rollback must find it. */
function promotedTags(
  traffic: TrafficEntry[],
  { candidate, stable, tagPrefix }: RolloutState,
): TrafficEntry[] {
  const tags = tagsOf(tagPrefix);
  const withStable = tagged(tagged(traffic, tags.candidate, undefined), tags.stable, candidate);
  return tagged(withStable, tags.previous, stable);
}

/**
 * The write over a share that somebody has raised: it stays, and our two tags are put back where they are missing, so that
 * it can be judged on.
 */
export function marked({ service, state, evidence, policy, now }: WriteInput): Written {
  const tags = tagsOf(state.tagPrefix);
  const declared = declaredTraffic(service);
  const traffic = tagged(tagged(declared, tags.candidate, state.candidate), tags.stable, state.stable);
  const record: RolloutState = {
    ...state,
    status: 'rolling',
    raised: true,
    leaseUntil: leaseUntil(now, state.step, policy),
    at: new Date(now).toISOString(),
    verdict: evidence,
    traffic: trafficHash(traffic, state.tagPrefix),
  };
  return { traffic, state: record };
}

/** A write of the record alone: the traffic stays as it is declared. */
const recorded = ({ service }: WriteInput, state: RolloutState): Written => ({
  traffic: declaredTraffic(service),
  state,
});

/** The write that a hold makes: the record says that nobody is at work on it. */
export function held(input: WriteInput, why: string): Written {
  const at = new Date(input.now).toISOString();
  const { state, evidence: verdict } = input;
  return recorded(input, {
    ...state,
    status: 'held',
    why: why.slice(0, 1_000),
    verdict,
    at,
    leaseUntil: at,
  });
}

/** The write of a run that ends its job, for another one to go on with the rollout. */
export function waiting(input: WriteInput, within: number): Written {
  const { state, evidence: verdict, now } = input;
  const at = new Date(now).toISOString();
  return recorded(input, {
    ...state,
    status: 'waiting',
    verdict,
    at,
    leaseUntil: new Date(now + within).toISOString(),
  });
}

/** The write that says that this run is alive. */
export function renewed(input: WriteInput): Written {
  const { state, evidence, policy, now } = input;
  return recorded(input, {
    ...state,
    verdict: evidence,
    leaseUntil: leaseUntil(now, state.step, policy),
    at: new Date(now).toISOString(),
  });
}

/**
 * The write with which a run goes on where another stopped. Where that one died, the step begins anew: what was seen since
 * the last write was lost with the run that saw it. One that was left waiting has gone on by itself. Whoever goes on with
 * one that is held agrees to the share that somebody had raised.
 */
export function takenOver(input: WriteInput): Written {
  const { state, policy, now } = input;
  const { why: _, raised, ...rest } = state;
  const at = new Date(now).toISOString();
  return recorded(input, {
    ...rest,
    ...(raised && state.status !== 'held' ? { raised } : {}),
    status: 'rolling',
    stepStartedAt: state.status === 'waiting' ? state.stepStartedAt : at,
    leaseUntil: leaseUntil(now, state.step, policy),
    at,
  });
}

/** Milliseconds for what a step does beside observing: routing, the reads and writes around it, and their retries. */
const MARGIN = 900_000;

/** Until when a run that begins a step now has written again, if it is alive: an ISO date. */
export function leaseUntil(now: number, step: number, { steps, extension }: Policy): string {
  return new Date(now + (steps[step]?.observe ?? 0) + extension + MARGIN).toISOString();
}
