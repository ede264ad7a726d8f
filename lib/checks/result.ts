import type { TransportClass } from './http';

/** `refused`: we would not send it, since a secret would have gone where it must not. */
export type FailureClass = TransportClass | 'assertion' | 'refused';

/** Why a step failed. */
export interface Failure {
  readonly kind: FailureClass;
  /** In a sentence: "status: expected 2xx, got 500". */
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** Method and address, secrets left out. */
  readonly request?: string;
  /** A command that repeats the request, with secrets as shell variables. */
  readonly curl?: string;
}

/** What became of one step. */
export interface StepResult {
  /** "readiness", "version", "login", or the name of a journey. */
  readonly journey: string;
  /** As it is written in the file. */
  readonly step: string;
  /** In the checks file, from 1. */
  readonly line: number;
  /** `flaky`: it passed when it was sent once more. `skipped`: a step before it failed. */
  readonly outcome: 'passed' | 'flaky' | 'failed' | 'skipped';
  readonly status?: number;
  /** Of the last answer. */
  readonly millis?: number;
  /** How often the request was sent. */
  readonly requests: number;
  /** What there is to know beside the outcome. */
  readonly note?: string;
  readonly failure?: Failure;
}

/** What became of all of them. */
export interface ChecksResult {
  readonly result: 'passed' | 'flaky' | 'failed';
  readonly runId: string;
  /** In the order in which they ended. */
  readonly steps: readonly StepResult[];
  /** The first that failed. */
  readonly failed?: StepResult;
  /** Milliseconds of the first answer of all: the cold start, where the service had no instance. */
  readonly coldStart?: number;
  /** Milliseconds; 95 % of the journeys' answers were faster. Only where there were at least 20. */
  readonly p95?: number;
}

const FEWEST_FOR_P95 = 20;

/** Puts the steps together; a failure outweighs a flaky step. */
export function resultOf(
  runId: string,
  steps: readonly StepResult[],
  coldStart: number | undefined,
): ChecksResult {
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  const isFlaky = steps.some(({ outcome }) => outcome === 'flaky');
  const p95 = percentile95(steps);
  return {
    result: failed ? 'failed' : isFlaky ? 'flaky' : 'passed',
    runId,
    steps,
    ...(failed ? { failed } : {}),
    ...(coldStart === undefined ? {} : { coldStart }),
    ...(p95 === undefined ? {} : { p95 }),
  };
}

function percentile95(steps: readonly StepResult[]): number | undefined {
  const inJourneys = steps.filter(({ journey }) => !['readiness', 'version', 'login'].includes(journey));
  const millis = inJourneys.flatMap((step) => step.millis ?? []).sort((one, other) => one - other);
  return millis.length < FEWEST_FOR_P95 ? undefined : millis[Math.ceil(millis.length * 0.95) - 1];
}
