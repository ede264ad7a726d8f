import type { Minute } from '../streams/stream';
import { hold, promote, quantile, rollback, type Ruling } from './peer';

/** The health criteria of the Release Manager's flags. */
export interface HealthCriteria {
  /** `-min-requests`: with fewer in the window nothing is diagnosed. */
  minRequests: number;
  /** `-max-error-rate`, in percent. */
  maxErrorRate: number;
  /** `-latency-p99` in milliseconds; 0 ignores it. */
  latencyP99: number;
  /** `-healthcheck-offset`: how many minutes back the metrics reach. */
  offset: number;
}

/** The flags' defaults. */
export const releaseManagerDefaults: HealthCriteria = {
  minRequests: 100,
  maxErrorRate: 1,
  latencyP99: 0,
  offset: 30,
};

export type Diagnosis = 'healthy' | 'unhealthy' | 'inconclusive';

/**
 * Google's Cloud Run Release Manager: the health of a candidate from the metrics of the last minutes. A value equal to
 * its threshold is healthy.
 *
 * Sources: `Diagnose` in https://github.com/GoogleCloudPlatform/cloud-run-release-manager/blob/main/pkg/health/health.go;
 * defaults and "every minute" in the README of the same repository.
 */
export function diagnose(window: readonly Minute[], criteria: HealthCriteria): Diagnosis {
  const requests = window.reduce((sum, { candidate }) => sum + candidate.requests, 0);
  const failures = window.reduce((sum, { candidate }) => sum + candidate.failures, 0);
  if (requests < criteria.minRequests) return 'inconclusive';
  // Without a single request the rate is 0 %, as the provider reports it.
  if (100 * (failures / Math.max(1, requests)) > criteria.maxErrorRate) return 'unhealthy';
  if (criteria.latencyP99 === 0) return 'healthy';
  const latencies = window.flatMap(({ candidate }) => candidate.latencies);
  return quantile(latencies, 0.99) > criteria.latencyP99 ? 'unhealthy' : 'healthy';
}

/** A look every minute: unhealthy rolls back at once; a candidate that is never diagnosed is never promoted. */
export function releaseManager(
  minutes: readonly Minute[],
  criteria: HealthCriteria = releaseManagerDefaults,
): Ruling {
  let last: Diagnosis = 'inconclusive';
  for (const index of minutes.keys()) {
    last = diagnose(minutes.slice(Math.max(0, index + 1 - criteria.offset), index + 1), criteria);
    if (last === 'unhealthy') return rollback(index + 1);
  }
  return last === 'healthy' ? promote : hold;
}
