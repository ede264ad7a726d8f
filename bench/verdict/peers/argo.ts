import type { Minute } from '../streams/stream';
import { hold, promote, rollback, type Ruling } from './peer';

/** How one measurement came out. `error`: there was nothing to measure. */
export type Measurement = 'successful' | 'failed' | 'inconclusive' | 'error';

/** The fields of a metric of an AnalysisTemplate that decide. */
export interface ArgoLimits {
  failureLimit: number;
  inconclusiveLimit: number;
  consecutiveErrorLimit: number;
}

/** Limits where the template gives none: https://argo-rollouts.readthedocs.io/en/stable/features/analysis/ */
export const argoDefaults: ArgoLimits = { failureLimit: 0, inconclusiveLimit: 0, consecutiveErrorLimit: 4 };

export type Phase = 'running' | 'failed' | 'inconclusive' | 'error';

/**
 * Argo Rollouts: the phase of a metric after these measurements. It fails with more than `failureLimit` failed ones, is
 * inconclusive with more than `inconclusiveLimit` inconclusive ones, and in error after more than
 * `consecutiveErrorLimit` errors in a row. An end that has been reached stays.
 *
 * Source: `assessMetricStatus` in https://github.com/argoproj/argo-rollouts/blob/master/analysis/analysis.go
 * @returns the phase, and after how many measurements it was reached
 */
export function assessMetric(
  measurements: readonly Measurement[],
  limits: ArgoLimits,
): { phase: Phase; after: number } {
  let [failed, inconclusive, errors] = [0, 0, 0];
  for (const [index, measurement] of measurements.entries()) {
    failed += Number(measurement === 'failed');
    inconclusive += Number(measurement === 'inconclusive');
    errors = measurement === 'error' ? errors + 1 : 0;
    const after = index + 1;
    if (failed > limits.failureLimit) return { phase: 'failed', after };
    if (inconclusive > limits.inconclusiveLimit) return { phase: 'inconclusive', after };
    if (errors > limits.consecutiveErrorLimit) return { phase: 'error', after };
  }
  return { phase: 'running', after: measurements.length };
}

/** The template of Argo's documentation, "success-rate", with our budget: every 5 minutes, `failureLimit: 3`. */
const [interval, minSuccessRate, limits] = [5, 0.99, { ...argoDefaults, failureLimit: 3 }] as const;

/** A background analysis with that template. A failed one aborts the rollout, an error too; an inconclusive one pauses it. */
export function argo(minutes: readonly Minute[]): Ruling {
  const measurements = Array.from({ length: Math.floor(minutes.length / interval) }, (_, index) =>
    measure(minutes.slice(index * interval, (index + 1) * interval)),
  );
  const { phase, after } = assessMetric(measurements, limits);
  if (phase === 'failed' || phase === 'error') return rollback(after * interval);
  return phase === 'inconclusive' ? hold : promote;
}

function measure(minutes: readonly Minute[]): Measurement {
  const requests = minutes.reduce((sum, { candidate }) => sum + candidate.requests, 0);
  const failures = minutes.reduce((sum, { candidate }) => sum + candidate.failures, 0);
  if (requests === 0) return 'error';
  return 1 - failures / requests >= minSuccessRate ? 'successful' : 'failed';
}
