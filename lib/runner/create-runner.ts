import { clockOf } from './clock';
import { environmentOf } from './environment';
import type { Host } from './host';
import type { InputSource } from './input-source';
import type { Interruption } from './interruption';
import type { Log } from './log';
import type { Masks } from './masks';
import { randomOf } from './random';
import type { Runner } from './runner';
import type { Summary } from './summary';

/** What outlives the action's own work: it is needed to report how that ended. */
export interface Step {
  readonly log: Log;
  readonly masks: Masks;
  readonly summary: Summary;
  readonly interruption: Interruption;
}

/** @throws UserError where the environment asks for what only a rehearsal may do */
export function createRunner(
  { toolkit, variables }: Host,
  { log, masks, summary, interruption }: Step,
): Runner {
  const secret = (value: string): void => {
    masks.add(value);
  };
  const inputs: InputSource = { get: (name) => toolkit.getInput(name), mask: secret };
  return {
    inputs,
    environment: environmentOf(variables),
    clock: clockOf(variables),
    random: randomOf(variables),
    log,
    summary,
    state: { get: toolkit.getState, set: toolkit.saveState },
    signal: interruption.signal,
    setOutput: (name, value) => {
      toolkit.setOutput(name, value);
    },
    secret,
    onAbort: (hook) => interruption.onAbort(hook),
  };
}
