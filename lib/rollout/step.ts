/** When a step is over, and how. Pure. */
import type { Verdict } from '../verdict';
import type { Policy } from './policy';

/** A step, and what is known of it. */
export interface StepSeen {
  /** Index in the plan; -1 before the first. */
  step: number;
  /** Unix milliseconds. */
  began: number;
  verdict: Verdict;
  /** Unix milliseconds at which this run began to watch. */
  watchedSince: number;
}

/** How a step stands. */
export type StepEnd =
  | { do: 'wait'; until: number; due: boolean }
  | { do: 'next'; why: string }
  | { do: 'abort'; why: string }
  | { do: 'end'; result: 'held'; why: string };

export function decideStep(
  { step: index, began, verdict, watchedSince }: StepSeen,
  now: number,
  { steps, extension, onInconclusive }: Policy,
): StepEnd {
  const step = steps[index];
  if (!step) return { do: 'next', why: 'the candidate is ready' };
  if (step.observe === 0) return { do: 'next', why: 'it has all the traffic' };
  const over = began + step.observe;
  if (now < over) return { do: 'wait', until: over, due: false };
  if (verdict.result === 'pass') return { do: 'next', why: verdict.reason };
  const last = Math.max(over, watchedSince) + extension;
  if (now < last) return { do: 'wait', until: last, due: true };
  const why = `no verdict after the longest extension: ${verdict.reason}`;
  // Where stable is sick too, the candidate is not to blame, and there is nothing better to go back to.
  if (verdict.environmentSick) return { do: 'end', result: 'held', why };
  if (onInconclusive === 'promote') return { do: 'next', why };
  if (onInconclusive === 'rollback') return { do: 'abort', why };
  return { do: 'end', result: 'held', why };
}
