/** A step of a job, as the runner plays it: an action in its main or its post phase. Part of the actions' bundle. */
import type { Action, Clock, InputSource, Runner, Variables } from '../../../../lib/runner';
import { MarkdownSummary } from '../../../../lib/runner';
import { environmentOf } from '../../../../lib/runner/environment';
import { isInterruption, reportFailure } from '../../../../lib/runner/failure';
import { Interruption } from '../../../../lib/runner/interruption';
import { createLog } from '../../../../lib/runner/log';
import { Masks } from '../../../../lib/runner/masks';

/** What a step is given. */
export interface StepRequest {
  phase: 'main' | 'post';
  inputs: InputSource;
  variables: Variables;
  clock: Clock;
  random: () => number;
  /** What the main phase leaves for the post phase. */
  state: Pick<Map<string, string>, 'get' | 'set'>;
  /** Told every line that the step prints. */
  print: (line: string) => void;
}

/** How a step ended. */
export interface StepEnd {
  outcome: 'success' | 'failure' | 'cancelled';
  outputs: ReadonlyMap<string, unknown>;
  /** Its annotations of level error. */
  errors: readonly string[];
}

/** A step that is being played. */
export interface PlayedStep {
  ended: Promise<StepEnd>;
  /** What GitHub does first when a job is cancelled: it sends SIGINT. */
  cancel(): void;
}

export function playStep(action: Action, request: StepRequest): PlayedStep {
  const outputs = new Map<string, unknown>();
  const errors: string[] = [];
  const masks = new Masks(() => undefined);
  const log = createLog(toolkitOf(request, errors), masks);
  const interruption = new Interruption(log);
  const runner: Runner = {
    inputs: request.inputs,
    environment: environmentOf(request.variables),
    clock: request.clock,
    random: request.random,
    log,
    summary: new MarkdownSummary(),
    state: {
      get: (name) => request.state.get(name) ?? '',
      set: (name, value) => request.state.set(name, value),
    },
    signal: interruption.signal,
    setOutput: (name, value) => outputs.set(name, value),
    secret: (value) => {
      masks.add(value);
    },
    onAbort: (hook) => interruption.onAbort(hook),
  };
  const phase = async (): Promise<StepEnd['outcome']> => {
    const failed = await failureOf(() =>
      request.phase === 'main' ? action.run(runner) : (action.post?.(runner) ?? Promise.resolve()),
    );
    await interruption.settled();
    const isCancelled = interruption.signal.aborted;
    if (failed && !(isCancelled && isInterruption(failed.error))) reportFailure(failed.error, log);
    if (isCancelled) return 'cancelled';
    return failed ? 'failure' : 'success';
  };
  return {
    ended: phase().then((outcome) => ({ outcome, outputs, errors })),
    cancel: () => {
      interruption.begin('SIGINT');
    },
  };
}

async function failureOf(work: () => Promise<void>): Promise<{ error: unknown } | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return { error };
  }
}

type Toolkit = Parameters<typeof createLog>[0];

function toolkitOf({ print }: StepRequest, errors: string[]): Toolkit {
  const tell = (line: string | Error): void => {
    print(String(line));
  };
  return {
    info: tell,
    debug: () => undefined,
    notice: tell,
    warning: tell,
    error: (message) => {
      errors.push(String(message));
      tell(`ERROR ${String(message)}`);
    },
    group: (_, work) => work(),
    getInput: () => '',
    getState: () => '',
    saveState: () => undefined,
    setOutput: () => undefined,
    setSecret: () => undefined,
  };
}
