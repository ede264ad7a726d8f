import { stepScope } from './contexts';
import { startDeadline } from './deadline';
import type { Result } from './events';
import { truthy } from './expressions';
import { messageOf } from './faults';
import type { Attempt, Frame } from './job-state';
import type { StepReport } from './options';
import type { Template } from './template';

/** A step, or a hook of one: what it takes to decide about it and to carry it out. */
export interface Unit {
  key: string;
  id: string | undefined;
  /** Undefined is given the name that the runner would give. */
  name: Template | undefined;
  fallbackName: string;
  condition: string;
  env: Template | undefined;
  continueOnError: Template | undefined;
  timeoutMinutes: Template | undefined;
  /** Throws to fail. */
  body: (attempt: Attempt) => Promise<void>;
}

/** Carries out a unit and takes note of how it went: in the `steps` context, the report and the live picture. */
export async function runUnit(frame: Frame, unit: Unit): Promise<void> {
  const { run } = frame.job;
  const startedAt = run.clock.now();
  const ending = await decideAndCarryOut(frame, unit);
  const id = unit.id ?? null;
  if (id !== null)
    frame.steps[id] = { outputs: ending.outputs, outcome: ending.outcome, conclusion: ending.conclusion };
  if (ending.conclusion === 'failure') frame.fail();
  if (frame.label !== undefined) return;
  const seconds = (run.clock.now() - startedAt) / 1000;
  const shown = Object.entries(ending.outputs).map(([key, value]): [string, string] => [
    key,
    run.masks.apply(value),
  ]);
  const { name, outcome, conclusion } = ending;
  frame.job.steps.push({
    id,
    name,
    result: outcome,
    conclusion,
    outputs: Object.fromEntries(shown),
    seconds,
  });
  run.emit({
    type: 'step-finished',
    job: frame.job.id,
    step: name,
    at: run.clock.now(),
    conclusion,
    seconds,
  });
}

interface Ending extends Pick<StepReport, 'name' | 'outputs' | 'conclusion'> {
  outcome: Result;
}

async function decideAndCarryOut(frame: Frame, unit: Unit): Promise<Ending> {
  const { run } = frame.job;
  const { expressions } = run;
  const outputs: Record<string, string> = {};
  let name = unit.fallbackName;
  const log = logger(frame, () => name);
  try {
    const { scope, env, ownEnv } = prepare(frame, unit);
    const holds = (): boolean => expressions.condition(unit.condition, { ...scope, status: frame.status() });
    name = run.masks.apply(expressions.text(unit.name, scope)) || name;
    if (!holds()) return { name, outputs, outcome: 'skipped', conclusion: 'skipped' };
    if (frame.label === undefined)
      run.emit({ type: 'step-started', job: frame.job.id, step: name, at: run.clock.now() });
    const attempt = {
      frame,
      key: unit.key,
      label: frame.label ?? name,
      id: actionId(unit),
      scope,
      env,
      ownEnv,
      outputs,
      log,
    };
    const outcome = await carryOut(attempt, unit, name, holds);
    const forgiven =
      outcome === 'failure' && unit.continueOnError && truthy(expressions.value(unit.continueOnError, scope));
    return { name, outputs, outcome, conclusion: forgiven ? 'success' : outcome };
  } catch (thrown) {
    // An expression that cannot be evaluated fails the step; continue-on-error does not forgive it on GitHub either.
    log(`Error: ${run.masks.apply(messageOf(thrown))}`);
    return { name, outputs, outcome: 'failure', conclusion: 'failure' };
  }
}

function logger(frame: Frame, name: () => string): (line: string) => void {
  const { run, id } = frame.job;
  return (line) => {
    run.emit({ type: 'output', job: id, step: frame.label ?? name(), line, at: run.clock.now() });
  };
}

/** The step's own `env` is evaluated first, and its condition and everything else may refer to it. */
function prepare(frame: Frame, unit: Unit): Pick<Attempt, 'scope' | 'env' | 'ownEnv'> {
  const around = { ...frame.job.env, ...frame.env };
  const own = frame.job.run.expressions.texts(unit.env, stepScope(frame, around, actionId(unit)));
  const env = { ...around, ...own };
  return { env, ownEnv: { ...frame.env, ...own }, scope: stepScope(frame, env, actionId(unit)) };
}

function actionId(unit: Unit): string {
  return unit.id ?? `__${unit.key.replaceAll('/', '_')}`;
}

/**
 * Runs the body until it ends, the step's time is up, or the job is cancelled; a step whose condition holds for a
 * cancelled job as well goes on.
 */
async function carryOut(
  prepared: Omit<Attempt, 'signal' | 'limit'>,
  unit: Unit,
  name: string,
  holds: () => boolean,
): Promise<Result> {
  const { frame, log, scope } = prepared;
  const { run } = frame.job;
  const stop = new AbortController();
  const limit = new AbortController();
  const end = (): void => {
    stop.abort();
    limit.abort();
  };
  const timeout = { minutes: 0, passed: false };
  if (unit.timeoutMinutes) timeout.minutes = Number(run.expressions.value(unit.timeoutMinutes, scope));
  const release = [
    onAbort(frame.job.cancelled, () => {
      if (!holds()) stop.abort();
    }),
    onAbort(frame.job.expired, end),
    onAbort(frame.ended, end),
    startDeadline(run.clock, timeout.minutes, () => {
      timeout.passed = true;
      end();
    }),
  ];
  try {
    await unit.body({ ...prepared, signal: stop.signal, limit: limit.signal });
    if (!stop.signal.aborted) return 'success';
  } catch (thrown) {
    if (!stop.signal.aborted) {
      log(`Error: ${run.masks.apply(messageOf(thrown))}`);
      return 'failure';
    }
  } finally {
    for (const undo of release) undo();
  }
  if (!timeout.passed) return 'cancelled';
  log(`Error: The action '${name}' has timed out after ${timeout.minutes} minutes.`);
  return 'failure';
}

/** Calls back when a signal fires from now on; gives what takes that back. */
function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  signal?.addEventListener('abort', callback);
  return () => signal?.removeEventListener('abort', callback);
}
