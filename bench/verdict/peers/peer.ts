import type { Minute } from '../streams/stream';

/** What became of a rollout under some rule. */
export interface Ruling {
  /** How it stands when the window is over. `hold`: neither forward nor back without a person. */
  end: 'promote' | 'rollback' | 'hold';
  /** For a rollback: how many minutes had passed. */
  minutes?: number;
}

/** A canary tool's rule: what it does with a rollout, minute by minute, of which it sees the whole only in hindsight. */
export type Peer = (minutes: readonly Minute[]) => Ruling;

export const rollback = (minutes: number): Ruling => ({ end: 'rollback', minutes });
export const promote: Ruling = { end: 'promote' };
export const hold: Ruling = { end: 'hold' };

/** The quantile by nearest rank of values in any order. 0 without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
