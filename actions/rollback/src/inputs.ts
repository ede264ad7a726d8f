import { readServiceReference } from '../../../lib/cloudrun';
import type { ServiceReference } from '../../../lib/cloudrun';
import type { Environment, InputReader } from '../../../lib/runner';

/** What the caller asks for. */
export interface Inputs {
  at: ServiceReference;
  /** The revision to return to; undefined means the one that served before the last rollout. */
  revision: string | undefined;
  /** The page of this run, where only its own rollout is to be brought back. */
  onlyRun: string | undefined;
  reason: string;
}

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readRollbackInputs(input: InputReader, environment: Environment): Inputs {
  return {
    at: readServiceReference(input, environment),
    revision: input.text('revision', {
      pattern: /^[a-z][a-z0-9-]{0,62}$/,
      describe: 'the name of a revision',
    }),
    onlyRun: input.boolean('of-this-run', false) ? (environment.runUrl ?? '') : undefined,
    reason: input.text('reason', { default: 'A rollback was asked for.' }),
  };
}
