/** What one of the two revisions did in a minute. */
export interface ArmMinute {
  requests: number;
  failures: number;
  /** Latencies of the requests that succeeded, in milliseconds; empty where the case is about failures alone. */
  latencies: readonly number[];
}

/** One request of a probe pair. */
export interface Probe {
  failed: boolean;
  millis: number;
}

/** The same request, sent to both revisions at the same moment. */
export interface ProbePair {
  candidate: Probe;
  stable: Probe;
}

/** A minute of a canary, as both kinds of judges see it: the counts, and the pairs where probes made them. */
export interface Minute {
  candidate: ArmMinute;
  stable: ArmMinute;
  pairs: readonly ProbePair[];
}

/** A whole rollout, seen once and judged by everybody. */
export interface Stream {
  /** Stable's failures in each minute of the hour before, from which the product learns how bursty they are. */
  hourBefore: readonly number[];
  minutes: readonly Minute[];
}
