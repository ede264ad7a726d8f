/** One step of a plan. */
export interface PlannedStep {
  /** The candidate's share of the traffic, 0 to 100. */
  percent: number;
  /** For how long it is observed. */
  minutes: number;
}

/** What evidence comes in, and when. */
export interface Schedule {
  steps: readonly PlannedStep[];
  /** Of both revisions together. */
  requestsPerMinute: number;
  /** Milliseconds from one probe pair to the next; absent without probes. */
  probeInterval?: number;
  /** Minutes until a minute of traffic has settled in the metrics; absent without metrics. */
  metricDelay?: number;
}

/** The moment at which each step ends, in minutes from the start of the first. */
export function endsOf(steps: readonly PlannedStep[]): number[] {
  let end = 0;
  return steps.map(({ minutes }) => (end += minutes));
}

/** Probe pairs by a moment. */
export const pairsBy = ({ probeInterval }: Schedule, minute: number): number =>
  probeInterval === undefined ? 0 : Math.floor((minute * 60_000) / probeInterval);

/** The candidate's requests that the metrics show by a moment; the last step goes on for as long as it is asked about. */
export function requestsBy({ steps, requestsPerMinute, metricDelay }: Schedule, minute: number): number {
  if (metricDelay === undefined) return 0;
  let [requests, left] = [0, Math.max(0, minute - metricDelay)];
  for (const [index, step] of steps.entries()) {
    const minutes = index === steps.length - 1 ? left : Math.min(left, step.minutes);
    requests += (requestsPerMinute * minutes * step.percent) / 100;
    left -= minutes;
  }
  return requests;
}
