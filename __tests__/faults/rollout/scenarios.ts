import type { ActionName } from './action';
import { BAD_IMAGE, GOOD_IMAGE } from './place';
import type { Prior } from './place';

/** A run that is disturbed: which action, and how far a rollout had come before. */
export interface Scenario {
  name: string;
  action: ActionName;
  /** The image that is deployed, or was. */
  image: string;
  prior: Prior;
  /** The candidate's share when the run begins: undefined where there is no candidate yet. */
  candidateAt: number | undefined;
  /** How the main step ends when nothing disturbs it. */
  exitCode: number;
  /** The shares of the candidate, in percent, that are a good end. */
  ends: readonly number[];
  /** Which of its calls are disturbed: what comes after the first write is the same whatever there was before. */
  disturbed: 'every call' | 'the calls before the second write';
}

const ROLLOUT = {
  action: 'deploy-cloudrun',
  image: GOOD_IMAGE,
  candidateAt: undefined,
  exitCode: 0,
  ends: [0, 100],
} as const;

const ROLLBACK = {
  action: 'rollback',
  image: GOOD_IMAGE,
  exitCode: 0,
  ends: [0],
  disturbed: 'every call',
} as const;

/** Every run that a fault is injected into. A rollback begins with what the rollout before it in the list wrote. */
export const SCENARIOS: readonly Scenario[] = [
  { ...ROLLOUT, name: 'rollout', prior: 'pinned', disturbed: 'every call' },
  { ...ROLLBACK, name: 'rollback at 25 %', prior: 'pinned', candidateAt: 25 },
  { ...ROLLBACK, name: 'rollback after promotion', prior: 'pinned', candidateAt: 100 },
  {
    ...ROLLOUT,
    name: 'rollout of a bad candidate',
    image: BAD_IMAGE,
    prior: 'pinned',
    exitCode: 1,
    ends: [0],
    disturbed: 'every call',
  },
  {
    ...ROLLOUT,
    name: 'rollout over LATEST',
    prior: 'latest',
    disturbed: 'the calls before the second write',
  },
  { ...ROLLBACK, name: 'rollback at 25 % that began over LATEST', prior: 'latest', candidateAt: 25 },
];
