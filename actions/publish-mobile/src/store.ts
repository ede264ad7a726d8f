/** What the stores have in common: what they are asked for, and the words in which they answer. */
import type { Runner } from '../../../lib/runner';
import type { Artifact } from './artifact';
import type { Notes } from './notes';

export type StoreName = 'play' | 'app-store';

/** What the caller sees the stores called. */
export const STORE_NAMES: Readonly<Record<StoreName, string>> = {
  play: 'Google Play',
  'app-store': 'the App Store',
};

/** What a step can be asked to do; not every store knows every verb. */
export const VERBS = [
  'upload',
  'promote',
  'stage',
  'advance',
  'distribute',
  'submit',
  'phase',
  'pause',
  'halt',
  'resume',
  'complete',
  'status',
] as const;

export type Verb = (typeof VERBS)[number];

/** What a store needs of the step; a `Runner` has it all. */
export type StorePorts = Pick<Runner, 'clock' | 'random' | 'signal' | 'log' | 'environment' | 'secret'>;

/** Inputs that mean the same to both stores. */
export interface SharedInputs {
  verb: Verb;
  /** Milliseconds that the App Store may take for its own work on an upload. */
  deadline: number;
  /** `CFBundleShortVersionString`, where no file says it. */
  version: string | undefined;
  /** The version code, or `CFBundleVersion`, where no file says it. */
  build: string | undefined;
}

/**
 * Where a version stands.
 * - `absent`: nothing of it is there
 * - `processing`: uploaded, and the store still works on it
 * - `ready`: could be given to people, and nobody has it: a draft, or a build in no group
 * - `testing`: testers have it
 * - `in-review`: the store looks at it
 * - `rejected`: the store said no
 * - `awaiting-release`: approved, and waits for somebody to release it
 * - `rolling-out`: a part of the users can have it
 * - `halted`: was rolling out, and stands still
 * - `released`: everybody can have it
 * - `superseded`: a newer version has taken its place
 * - `failed`: this step could not do what it was asked for
 */
export type State =
  | 'absent'
  | 'processing'
  | 'ready'
  | 'testing'
  | 'in-review'
  | 'rejected'
  | 'awaiting-release'
  | 'rolling-out'
  | 'halted'
  | 'released'
  | 'superseded'
  | 'failed';

/** What a crash gate answers. */
export type GateAnswer = 'pass' | 'fail' | 'insufficient';

/** What became of a version at one store. */
export interface Outcome {
  store: StoreName;
  /** Package name or bundle id. */
  app: string;
  /** As people read it; empty where it is not known. */
  version: string;
  /** Version codes or build number; empty where it is not known. */
  build: string;
  state: State;
  /** The track, the TestFlight groups, or the App Store. */
  where: string;
  /** Of the users, where the store tells it. */
  percent: number | undefined;
  /** Whether this step changed anything; otherwise everything was so already. */
  changed: boolean;
  /** Why it stands there, in a sentence or two. */
  reason: string;
  /** What a person does next; empty for nothing. */
  remedy: string;
  /** What was done, in order, in words. */
  steps: readonly string[];
  /** What the crash gate said, where it was asked. */
  gate?: GateAnswer;
}

/** What was read from disk before any call. */
export interface Material<App extends Artifact> {
  artifact: App | undefined;
  notes: Notes;
}
