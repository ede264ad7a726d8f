/** A step's result in words. */
import type { StepResult } from '../../../lib/checks';

/** One line, such as "passed   streak / POST /sessions (201, 34 ms)". */
export function lineOf(result: StepResult): string {
  const details = [
    result.status === undefined ? '' : String(result.status),
    result.millis === undefined ? '' : inMillis(result.millis),
    result.requests > 1 ? `${result.requests} requests` : '',
    result.note ?? '',
  ].filter((detail) => detail !== '');
  const behind = details.length === 0 ? '' : ` (${details.join(', ')})`;
  return `${result.outcome.padEnd(8)} ${nameOf(result)}${behind}`;
}

/** "streak / POST /sessions" */
export function nameOf({ journey, step }: StepResult): string {
  return `${journey} / ${step}`;
}

/** What a failing step shows: the request, what was expected of it and what came, and how to repeat it. */
export function failureLines({ status, failure }: StepResult): string[] {
  if (!failure) return [];
  const { kind, message, request, expected, actual, curl } = failure;
  return [
    `${kind}: ${message}`,
    ...(request === undefined ? [] : [`request:  ${request}`]),
    ...(status === undefined ? [] : [`status:   ${status}`]),
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(actual === undefined ? [] : [`actual:   ${actual}`]),
    ...(curl === undefined ? [] : [`repeat:   ${curl}`]),
  ];
}

export function inMillis(millis: number): string {
  return `${Math.round(millis)} ms`;
}
