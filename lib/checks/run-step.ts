import type { Bindings } from './bindings';
import { captured } from './captures';
import { curlOf, requestLineOf } from './curl';
import { shortfallOf } from './expectations';
import type { Shortfall } from './expectations';
import { TransportError } from './http';
import type { Answer } from './http';
import type { Expectation, Step } from './model';
import type { Failure, StepResult } from './result';
import { RefusedRequest, isPassing } from './sender';
import type { Sender, Sent } from './sender';
import { Unbound } from './templates';

/** One step's result, and the body of the answer for whoever asked to see it. */
export interface StepRun {
  readonly result: StepResult;
  readonly body?: string;
}

/** What a step is run with. */
export interface StepTurn {
  readonly journey: string;
  readonly bindings: Bindings;
  readonly sender: Sender;
  readonly signal: AbortSignal;
  /** Whether a failed connection may be tried once more. */
  readonly retry: boolean;
}

/** Sends one step, judges the answer and keeps what it captures. Rejects only when the signal is aborted, or on a fault of ours. */
export async function runStep(step: Step, turn: StepTurn): Promise<StepRun> {
  const { journey, bindings, sender, signal } = turn;
  const about = { journey, step: step.name, line: step.line };
  const retry = turn.retry && step.retry;
  try {
    const sent = await sender.send(step, bindings.lookup, { signal, retry });
    return { result: { ...about, ...judged(step, sent, bindings) }, body: sent.answer.text };
  } catch (error) {
    if (error instanceof Unbound) {
      const note = `\`${error.variable}\` was not captured`;
      return { result: { ...about, outcome: 'skipped', requests: 0, note } };
    }
    const requests = error instanceof RefusedRequest ? 0 : retry && isPassing(error) ? 2 : 1;
    return { result: { ...about, outcome: 'failed', requests, failure: failureOf(error, step, bindings) } };
  }
}

function judged(step: Step, sent: Sent, bindings: Bindings): Omit<StepResult, 'journey' | 'step' | 'line'> {
  const { answer, requests } = sent;
  const { expect, note } = expectationNow(step.expect, sent);
  const seen = { status: answer.status, millis: answer.millis, requests, ...(note ? { note } : {}) };
  const shortfall = shortfallOf(expect, answer, bindings.lookup) ?? keep(step, answer, bindings);
  if (shortfall) return { ...seen, outcome: 'failed', failure: explained(shortfall, step, bindings) };
  return { ...seen, outcome: requests > 1 ? 'flaky' : 'passed' };
}

/** The first answer of all may be a cold start, which says nothing about how fast the service is. */
function expectationNow(expect: Expectation, { first }: Sent): { expect: Expectation; note?: string } {
  if (!first || expect.under === undefined) return { expect };
  const { under: _, ...rest } = expect;
  return { expect: rest, note: 'its time was not judged: it was the first answer' };
}

function keep(step: Step, answer: Answer, bindings: Bindings): Shortfall | undefined {
  const { bindings: values, shortfall } = captured(step.capture, answer);
  bindings.add(values);
  return shortfall;
}

function explained({ subject, expected, actual }: Shortfall, step: Step, bindings: Bindings): Failure {
  return {
    kind: subject === 'status' ? 'http' : 'assertion',
    message: `${subject}: expected ${expected}, got ${actual}`,
    expected: `${subject}: ${expected}`,
    actual,
    ...repeatable(step, bindings),
  };
}

function repeatable(step: Step, { lookup }: Bindings): Pick<Failure, 'request' | 'curl'> {
  return { request: requestLineOf(step, lookup), curl: curlOf(step, lookup) };
}

function failureOf(error: unknown, step: Step, bindings: Bindings): Failure {
  if (error instanceof RefusedRequest)
    return { kind: 'refused', message: `The request was not sent: ${error.message}` };
  if (error instanceof TransportError)
    return { kind: error.kind, message: error.message, ...repeatable(step, bindings) };
  throw error;
}
