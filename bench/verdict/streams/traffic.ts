import { binomial, poisson, type Random } from '../random';
import type { ArmMinute, Minute, Stream } from './stream';

/** Real traffic, split between two revisions. */
export interface Traffic {
  minutes: number;
  /** Of both revisions together, on average. */
  requestsPerMinute: number;
  /** The candidate's share of the traffic, between 0 and 1. */
  share: number;
  stableRate: number;
  candidateRate: number;
  /** How many times as many failures there are at the worst moment, on both revisions alike: 8 for "x8". 1 when left out. */
  drift?: number;
  /** Failures come in runs of this many on one instance. 1 when left out: each on its own. */
  run?: number;
}

const minutesBefore = 60;

/** Plays a rollout under this traffic. Arrivals are Poisson; whether a request fails depends on its revision and minute. */
export function trafficStream(random: Random, traffic: Traffic): Stream {
  const hourBefore = Array.from({ length: minutesBefore }, () =>
    failuresOf(random, poisson(random, traffic.requestsPerMinute), traffic.stableRate, traffic.run),
  );
  const minutes = Array.from({ length: traffic.minutes }, (_, minute) => playMinute(random, traffic, minute));
  return { hourBefore, minutes };
}

function playMinute(random: Random, traffic: Traffic, minute: number): Minute {
  const { requestsPerMinute, share, stableRate, candidateRate, run } = traffic;
  const worse = background(traffic, minute);
  const arm = (mean: number, rate: number): ArmMinute => {
    const requests = poisson(random, mean);
    return {
      requests,
      failures: failuresOf(random, requests, Math.min(1, rate * worse), run),
      latencies: [],
    };
  };
  return {
    candidate: arm(requestsPerMinute * share, candidateRate),
    stable: arm(requestsPerMinute * (1 - share), stableRate),
    pairs: [],
  };
}

/** The common shift: nothing at either end of the window, its full size in the middle, on a logarithmic scale. */
export function background({ minutes, drift = 1 }: Traffic, minute: number): number {
  return drift ** Math.sin((Math.PI * (minute + 0.5)) / minutes);
}

/**
 * Failures of one revision in one minute. A run hits one instance, and so one revision: as many runs begin as keep the
 * rate what it is, and no more requests fail than there were.
 */
function failuresOf(random: Random, requests: number, rate: number, run = 1): number {
  if (run === 1) return binomial(random, requests, rate);
  return Math.min(requests, run * binomial(random, requests, rate / run));
}
