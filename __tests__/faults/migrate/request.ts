import type { StepRequest } from '../../runner/fake-runner';
import type { Stage } from './stage';

/** Real milliseconds after which a step counts as hanging. */
const DEADLINE = 90_000;

/** Where an apply of the stage's project goes. */
export interface Route {
  readonly url: string;
  /** In place of the server's own, for a way that is looked at. */
  readonly port?: number;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** An apply as a step. */
export function requestFor(stage: Stage, { url, port, inputs, environment, signal }: Route): StepRequest {
  const through = new URL(url);
  if (port !== undefined) through.port = String(port);
  return {
    entry: [stage.entry],
    inputs: { command: 'apply', tool: 'sql', lint: 'off', 'database-url': through.href, ...inputs },
    env: { ...stage.environment, ...environment },
    signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]),
  };
}
