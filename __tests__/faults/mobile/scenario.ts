import type { Call } from '../../../emulators/call';
import type { Stage } from './stage';

export const KINDS = [
  ...(['409', '503', '429', 'reset-before', 'reset-after', 'kill-before', 'kill-after'] as const),
  ...(['cut', 'kill-amid', 'console'] as const),
] as const;

/** What strikes a call: a status, a connection that breaks, an end, a body cut short, or somebody at the same time. */
export type Kind = (typeof KINDS)[number];

/** One thing that a team does at a store, and where it has to end, however it is disturbed. */
export interface Scenario {
  name: string;
  stage: Stage;
  /** The states that a step may tell when it is done. */
  states: readonly string[];
  /** A step that did its work ends in an error, so that somebody notices. */
  alarms: boolean;
  inputs: () => Readonly<Record<string, string>>;
  /** What leads the step to the store. */
  env: () => Readonly<Record<string, string>>;
  /** Sets what is at stake. */
  reset: () => Promise<void>;
  /** What is wrong with what people get, and with what is there. */
  faults: () => string[];
  /** What a run that came to its end must not leave. */
  leftOpen: () => string[];
  /** Somebody changes something on the pages of the store. */
  actByHand: () => void;
  /** Whether that is still there. */
  isKept: () => boolean;
  /** What cannot strike a call, because the store never does so or the call has nothing for it to strike. */
  impossible: (call: Call) => readonly Kind[];
}
