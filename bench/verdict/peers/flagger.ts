import type { ArmMinute, Minute } from '../streams/stream';
import { promote, quantile, rollback, type Ruling } from './peer';

/** The fields of `spec.analysis` that decide. */
export interface FlaggerAnalysis {
  /** Failed checks at which the canary is rolled back. */
  threshold: number;
  /** `request-success-rate`, `thresholdRange.min`, in percent. */
  minSuccessRate: number;
  /** `request-duration`, `thresholdRange.max` of the 99th percentile, in milliseconds. Left out: not checked. */
  maxDuration?: number;
}

/** The values of Flagger's own examples, with an interval of a minute. */
export const flaggerExample: FlaggerAnalysis = { threshold: 5, minSuccessRate: 99, maxDuration: 500 };

/**
 * Flagger: every interval each metric is compared with its threshold; a check that fails, or finds no values, adds one to
 * a counter that is never set back while the analysis runs; at `threshold` the canary is rolled back.
 *
 * Sources: https://docs.flagger.app/usage/metrics (builtin metrics, `thresholdRange`);
 * https://docs.flagger.app/usage/deployment-strategies ("interval * threshold" is the time until a rollback);
 * https://github.com/fluxcd/flagger/blob/main/pkg/controller/scheduler.go (`FailedChecks >= GetAnalysisThreshold()`) and
 * scheduler_metrics.go ("no values found" fails the check).
 */
export function flagger(minutes: readonly Minute[], analysis: FlaggerAnalysis = flaggerExample): Ruling {
  let failedChecks = 0;
  for (const [index, { candidate }] of minutes.entries()) {
    if (!checkPasses(candidate, analysis)) failedChecks += 1;
    if (failedChecks >= analysis.threshold) return rollback(index + 1);
  }
  return promote;
}

function checkPasses(
  { requests, failures, latencies }: ArmMinute,
  { minSuccessRate, maxDuration }: FlaggerAnalysis,
): boolean {
  if (requests === 0 || 100 * (1 - failures / requests) < minSuccessRate) return false;
  return maxDuration === undefined || quantile(latencies, 0.99) <= maxDuration;
}
