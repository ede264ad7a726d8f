import { readServiceReference } from '../../../lib/cloudrun';
import type { ServiceReference } from '../../../lib/cloudrun';
import type { Environment, InputReader } from '../../../lib/runner';

/** What the caller asks for. */
export interface Inputs {
  at: ServiceReference;
  /** The revision to return to; undefined means the one that served before the last rollout. */
  revision: string | undefined;
  /** Which rollout may be brought back. */
  only: 'any' | 'this-run' | 'abandoned';
  /** The page of this workflow run, or ''. */
  run: string;
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
    only: input.choice('only', ['any', 'this-run', 'abandoned'], { default: 'any' }),
    run: environment.runUrl ?? '',
    reason: input.text('reason', { default: 'A rollback was asked for.' }),
  };
}
