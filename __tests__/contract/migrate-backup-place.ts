import { tmpdir } from 'node:os';
import { onDatabase, parseTarget } from '../../actions/migrate-db/src/database';
import type { Target } from '../../actions/migrate-db/src/database';
import type { Place } from '../../actions/migrate-db/src/ports';
import { scaledClock } from '../../emulators/clock';
import { processesOf } from '../../lib/processes';
import { inputsFrom, MarkdownSummary } from '../../lib/runner';
import { environmentOf } from '../../lib/runner/environment';
import { Refusal } from '../../lib/runner/input-reader';

/** A place in this very process, for ports that no step can be given from outside. */
export interface TestPlace extends Place {
  /** What was logged. */
  readonly lines: string[];
  /** What was masked. */
  readonly masked: string[];
  /** Cancels the job. */
  cancel(): void;
}

export function targetOf(url: string, database?: string): Target {
  const target = parseTarget(url);
  if (target instanceof Refusal) throw new Error(target.message);
  return database === undefined ? target : onDatabase(target, database);
}

/** @param scale how many times faster than real time its clock runs */
export function placeAt(url: string, variables: Record<string, string>, scale = 600): TestPlace {
  const job = new AbortController();
  const [lines, masked]: [string[], string[]] = [[], []];
  const say = (message: string): void => {
    lines.push(message);
  };
  const log = { info: say, notice: say, warning: say, error: say, debug: say, foreign: say };
  const environment = environmentOf(variables);
  const ports = { clock: scaledClock(scale), random: () => 0.5, signal: job.signal };
  const runner = {
    ...ports,
    inputs: inputsFrom({}),
    environment,
    log: { ...log, group: <Result>(_name: string, work: () => Promise<Result>) => work() },
    summary: new MarkdownSummary(),
    state: { get: () => '', set: () => undefined },
    setOutput: () => undefined,
    secret: (value: string) => {
      masked.push(value);
    },
    onAbort: () => () => undefined,
  };
  const run = processesOf({ variables, folder: tmpdir(), signal: job.signal });
  return {
    ...{ runner, variables, run, lines, masked },
    target: targetOf(url),
    runId: '42-1-test',
    temporary: tmpdir(),
    cancel: () => {
      job.abort(new Error('cancelled'));
    },
  };
}
