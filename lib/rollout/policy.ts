import type { Step } from './plan';

/** What the caller decided about this rollout beforehand. */
export interface Policy {
  steps: readonly Step[];
  /** Milliseconds by which a step may be extended while the verdict is inconclusive. */
  extension: number;
  onInconclusive: 'hold' | 'promote' | 'rollback';
  /** A promotion pins the traffic to the candidate by its name, unless it is to follow whatever is the latest. */
  afterPromotion?: 'pinned' | 'latest';
}
