import type { Clock } from './clock';
import type { Environment } from './environment';
import type { InputSource } from './input-source';
import type { Log } from './log';
import type { Summary } from './summary';

/** What an action does in the main step, and what its post step finishes or puts right. */
export interface Action {
  run(runner: Runner): Promise<void>;
  post?(runner: Runner): Promise<void>;
}

/** What the main step leaves for the post step of the same action. */
export interface StepState {
  /** The value that the main step set, or '' where it set none. */
  get(name: string): string;
  set(name: string, value: string): void;
}

/** Called when the job is cancelled; all hooks together have 7.5 seconds. */
export type AbortHook = () => Promise<void>;

/** GitHub's runner as an action sees it. Everything an action says or learns goes through here. */
export interface Runner {
  /** The raw inputs, to be read with `readInputs`. */
  readonly inputs: InputSource;
  readonly environment: Environment;
  /** Real time, or scaled by SLUICE_TIME_SCALE where every endpoint is on this machine. */
  readonly clock: Clock;
  /** A number from 0 up to 1, for jitter; repeatable with SLUICE_SEED where every endpoint is on this machine. */
  readonly random: () => number;
  readonly log: Log;
  /** The step's summary page; written by `main` when the step ends, also when it fails. */
  readonly summary: Summary;
  readonly state: StepState;
  /** Aborted on SIGINT and SIGTERM with an `Interrupted` as its reason; hand it to every sleep and request. */
  readonly signal: AbortSignal;
  /** Objects are written as JSON. */
  readonly setOutput: (name: string, value: string | number | boolean | object) => void;
  /** Masks the value in everything that is printed from now on, also in its usual encodings. */
  readonly secret: (value: string) => void;
  /**
   * Registers what must happen when the job is cancelled; at once if it already is.
   * @returns the function that takes the hook away again
   */
  readonly onAbort: (hook: AbortHook) => () => void;
}
