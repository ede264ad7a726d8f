import { logHypergeometric } from '../../../lib/verdict/hypergeometric';
import type { Minute } from '../streams/stream';
import { promote, rollback, type Ruling } from './peer';

/** The risk that the test claims for a single look. */
const alpha = 0.05;

/**
 * The probability that at least so many of all failures are the candidate's, when failing does not depend on the
 * revision: Fisher's exact test, one-sided (R. A. Fisher, "The Logic of Inductive Inference", 1935).
 */
export function fisherTail(
  candidate: { requests: number; failures: number },
  stable: { requests: number; failures: number },
): number {
  const failures = candidate.failures + stable.failures;
  const [n, m] = [candidate.requests, stable.requests];
  const margins = { candidateRequests: n, stableRequests: m, failures };
  let term = Math.exp(logHypergeometric(candidate.failures, margins));
  let tail = term;
  for (let x = candidate.failures; x < Math.min(failures, n) && term > 1e-12 * tail; x += 1) {
    term *= ((failures - x) * (n - x)) / ((x + 1) * (m - failures + x + 1));
    tail += term;
  }
  return Math.min(1, tail);
}

/** What many a home-made gate does: the test on all counts so far, asked again every minute, as if it were the only time. */
export function fisherEachLook(minutes: readonly Minute[]): Ruling {
  const [candidate, stable] = [
    { requests: 0, failures: 0 },
    { requests: 0, failures: 0 },
  ];
  for (const [index, minute] of minutes.entries()) {
    candidate.requests += minute.candidate.requests;
    candidate.failures += minute.candidate.failures;
    stable.requests += minute.stable.requests;
    stable.failures += minute.stable.failures;
    if (fisherTail(candidate, stable) <= alpha) return rollback(index + 1);
  }
  return promote;
}
