/** What a rollout is given, and what becomes of it. */
import type { CloudRun, Service } from '../cloudrun';
import type { Patience } from '../google';
import type { Verdict, VerdictSettings } from '../verdict';
import type { RegionSources } from './evidence';
import type { Policy } from './policy';
import type { RolloutState } from './state';
import type { Group } from './waves';

/** One region that a rollout goes through, and what it works with there. */
export interface RegionInRollout extends RegionSources {
  cloudRun: CloudRun;
  /** Index of its wave, from 0. */
  wave: number;
  /** As it was read last, with the record on it. */
  service: Service;
}

/** Everything that a rollout works with. */
export interface RolloutPorts {
  patience: Patience;
  /** Sees to it that this step is logged in for the next minutes. */
  login: () => Promise<void>;
  /** A line for people, as things happen. */
  tell: (line: string) => void;
}

/** What is to be carried out. */
export interface Undertaking {
  regions: readonly RegionInRollout[];
  group: Group;
  policy: Policy;
  settings: VerdictSettings;
  /** The page of this workflow run, or ''. */
  run: string;
  /** End at the first pause, for another run to go on within so many milliseconds; undefined: stay until the end. */
  resumeWithin?: number | undefined;
}

/** How it ended in one region. */
export interface RegionOutcome {
  region: string;
  state: RolloutState;
  service: Service;
  /** Why it could not be brought back. */
  left?: string;
}

/** How a rollout ended. */
export interface Outcome {
  result: 'promoted' | 'rolled-back' | 'held' | 'superseded' | 'raised' | 'rolling';
  why: string;
  /** On the wave that was in motion last. */
  verdict: Verdict;
  /** With the result `rolling`: when there is something to do again, Unix milliseconds. */
  resumeAfter?: number;
  regions: readonly RegionOutcome[];
}
