import type { ActionName } from './action';
import type { Prior } from './place';

/** A run that is disturbed: which action, and how far a rollout had come before. */
export interface Scenario {
  name: string;
  action: ActionName;
  prior: Prior;
  /** The candidate's share when the run begins: undefined where there is no candidate yet. */
  candidateAt: number | undefined;
  /** The shares of the candidate, in percent, that are a good end. */
  ends: readonly number[];
}

const ROLLOUT = { action: 'deploy-cloudrun', candidateAt: undefined, ends: [0, 100] } as const;
const ROLLBACK = { action: 'rollback', ends: [0] } as const;

/** Every run that a fault is injected into. The rollouts come first: the rollbacks begin with what those wrote. */
export const SCENARIOS: readonly Scenario[] = (['pinned', 'latest'] as const).flatMap((prior) => [
  { ...ROLLOUT, name: `rollout (prior traffic ${prior})`, prior },
  { ...ROLLBACK, name: `rollback at 25 % (prior traffic ${prior})`, prior, candidateAt: 25 },
  { ...ROLLBACK, name: `rollback after promotion (prior traffic ${prior})`, prior, candidateAt: 100 },
]);
