/**
 * What a rollout does next: a pure function of what is written down, what was seen and what time it is. It reads no
 * clock and calls nobody; the controller carries out what it says.
 */
import type { Condition, TrafficEntry } from '../cloudrun';
import { moved, shareOf, tagged } from '../cloudrun';
import type { Verdict, VerdictState } from '../verdict';
import type { Step } from './plan';
import { tagsOf, trafficHash } from './state';
import type { RolloutState } from './state';

/** What the caller decided about this rollout beforehand. */
export interface Policy {
  steps: readonly Step[];
  /** Milliseconds by which a step may be extended while the verdict is inconclusive. */
  extension: number;
  onInconclusive: 'hold' | 'promote' | 'rollback';
}

/** What was seen at the last look. */
export interface Observation {
  /** The traffic table as it is declared on the service. */
  traffic: readonly TrafficEntry[];
  /** Set when Cloud Run says that the candidate is broken. */
  broken?: Condition | undefined;
  verdict: Verdict;
  /** Cloud Run gave up the last change, so that something else serves than is declared. */
  stranded?: boolean;
  /** Unix time in milliseconds at which this run began to watch: a run that goes on from another's record looks anew. */
  watchedSince: number;
}

/** What to do now. */
export type Decision =
  | { do: 'wait'; until: number }
  | { do: 'shift'; step: number; why: string }
  | { do: 'abort'; why: string }
  | { do: 'end'; result: 'promoted' | 'held' | 'superseded'; why: string };

/** @param now Unix time in milliseconds */
export function decide(state: RolloutState, seen: Observation, now: number, policy: Policy): Decision {
  const isAsWeLeftIt = trafficHash(seen.traffic, state.tagPrefix) === state.traffic;
  if (state.status === 'promoted' && seen.stranded && isAsWeLeftIt)
    return { do: 'shift', step: state.step, why: 'once more, since Cloud Run had given it up' };
  if (state.status === 'promoted')
    return { do: 'end', result: 'promoted', why: 'all traffic is on the candidate' };
  if (state.status === 'rolled-back' || !isAsWeLeftIt) {
    return { do: 'end', result: 'superseded', why: 'somebody else has moved the traffic meanwhile' };
  }
  if (seen.broken)
    return {
      do: 'abort',
      why: `the candidate is broken: ${seen.broken.reason} ${seen.broken.message}`.trim(),
    };
  if (seen.verdict.result === 'fail') return { do: 'abort', why: seen.verdict.reason };
  const step = policy.steps[state.step];
  if (!step) return { do: 'shift', step: 0, why: 'the candidate is ready' };
  const started = Date.parse(state.stepStartedAt);
  return decideStep(state.step, started + step.observe, seen, now, policy);
}

function decideStep(
  step: number,
  over: number,
  { verdict, watchedSince }: Observation,
  now: number,
  policy: Policy,
): Decision {
  if (now < over) return { do: 'wait', until: over };
  if (verdict.result === 'pass') return { do: 'shift', step: step + 1, why: verdict.reason };
  const last = Math.max(over, watchedSince) + policy.extension;
  if (now < last) return { do: 'wait', until: last };
  const why = `no verdict after the longest extension: ${verdict.reason}`;
  // Where stable is sick too, the candidate is not to blame, and there is nothing better to go back to.
  if (verdict.environmentSick) return { do: 'end', result: 'held', why };
  if (policy.onInconclusive === 'promote') return { do: 'shift', step: step + 1, why };
  if (policy.onInconclusive === 'rollback') return { do: 'abort', why };
  return { do: 'end', result: 'held', why };
}

/** What is written when traffic moves: the table and the record of it, together. */
export interface Shift {
  traffic: TrafficEntry[];
  state: RolloutState;
}

/** The write that brings the candidate to a step of the plan, made from the table as it is now. */
export function shiftTo(index: number, { policy, traffic, state, evidence, now }: ShiftInput): Shift {
  const { steps } = policy;
  const percent = steps[index]?.percent ?? 0;
  const more = percent - shareOf(traffic, state.candidate);
  const split = moved(traffic, state.stable, state.candidate, more);
  const promoted = percent === 100;
  const next = promoted ? promotedTags(split, state) : split;
  const at = new Date(now).toISOString();
  return {
    traffic: next,
    state: {
      ...state,
      step: index,
      status: promoted ? 'promoted' : 'rolling',
      stepStartedAt: at,
      leaseUntil: leaseUntil(now, index, policy),
      at,
      verdict: evidence,
      traffic: trafficHash(next, state.tagPrefix),
    },
  };
}

interface ShiftInput {
  policy: Policy;
  traffic: readonly TrafficEntry[];
  state: RolloutState;
  evidence: VerdictState;
  /** Unix time in milliseconds. */
  now: number;
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

/** The write that a hold makes: the traffic stays, and the record says that nobody is at work on it. */
export function heldState(
  state: RolloutState,
  evidence: VerdictState,
  why: string,
  now: number,
): RolloutState {
  const at = new Date(now).toISOString();
  return { ...state, status: 'held', why: why.slice(0, 1_000), verdict: evidence, at, leaseUntil: at };
}

/**
 * The write with which a run goes on where another stopped. The step begins anew: what was seen since the last write was
 * lost with the run that saw it.
 */
export function takenOver({ why: _, ...state }: RolloutState, policy: Policy, now: number): RolloutState {
  const at = new Date(now).toISOString();
  const lease = leaseUntil(now, state.step, policy);
  return { ...state, status: 'rolling', stepStartedAt: at, leaseUntil: lease, at };
}

/** Milliseconds for what a step does beside observing: routing, the reads and writes around it, and their retries. */
const MARGIN = 900_000;

/** Until when a run that begins a step now has written again, if it is alive: an ISO date. */
export function leaseUntil(now: number, step: number, { steps, extension }: Policy): string {
  return new Date(now + (steps[step]?.observe ?? 0) + extension + MARGIN).toISOString();
}
