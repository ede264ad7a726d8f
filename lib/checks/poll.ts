/** Readiness and version: not an assertion, but a request that is repeated until it passed often enough in a row. */
import type { Clock } from '../runner';
import type { Poll } from './model';
import { runStep } from './run-step';
import type { StepRun, StepTurn } from './run-step';

interface PollPorts {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Gets a sentence about what is waited for. */
  readonly note: (sentence: string) => void;
}

/** @returns the last request's result, with all requests counted; failed where the deadline came first */
export async function poll(
  { step, within, consecutive, every }: Poll,
  turn: StepTurn,
  { clock, signal, note }: PollPorts,
): Promise<StepRun> {
  const started = clock.now();
  let [inARow, requests, reason] = [0, 0, ''];
  for (;;) {
    const run = await runStep(step, turn);
    const { outcome, failure } = run.result;
    requests += 1;
    inARow = outcome === 'passed' ? inARow + 1 : 0;
    if (inARow >= consecutive) return { ...run, result: { ...run.result, requests } };
    if (failure && failure.message !== reason) note(`${turn.journey}: not yet (${failure.message})`);
    reason = failure?.message ?? reason;
    if (clock.now() + every > started + within) return late(run, { requests, inARow, within });
    await clock.sleep(every, signal);
  }
}

function late(
  { result, body }: StepRun,
  { requests, inARow, within }: { requests: number; inARow: number; within: number },
): StepRun {
  const last = result.failure?.message ?? `only ${inARow} in a row passed`;
  const message = `not within ${within / 1000} s (${requests} requests); the last one: ${last}`;
  const failure = { kind: 'timeout' as const, ...result.failure, message };
  return {
    result: { ...result, outcome: 'failed', requests, failure },
    ...(body === undefined ? {} : { body }),
  };
}
