import { failedPlaces, type Random } from '../random';
import type { Minute } from './stream';

/** The candidate has all the traffic: no stable beside it to compare with, so only its budget can be asked about. */
export interface Bake {
  requests: number;
  rate: number;
}

/** Which requests fail, in order: their places, from 1 to `requests`. */
export const bakeStream = (random: Random, { requests, rate }: Bake): number[] =>
  failedPlaces(random, requests, rate);

/** How many requests there were and how many of them failed. */
export interface Count {
  requests: number;
  failures: number;
}

/**
 * The moments at which it is worth looking whether the candidate may pass: before each failure, and at the end. A success
 * only adds to the evidence, so who passes at any moment at all passes at one of these.
 */
export function bestMoments(failedPlaces: readonly number[], requests: number): Count[] {
  return [...failedPlaces, requests + 1].map((place, failures) => ({ requests: place - 1, failures }));
}

/** The same as minutes, for rules that see no more than that. */
export function bakeMinutes(
  failedPlaces: readonly number[],
  requests: number,
  requestsPerMinute: number,
): Minute[] {
  return Array.from({ length: Math.ceil(requests / requestsPerMinute) }, (_, minute) => {
    const [after, upTo] = [minute * requestsPerMinute, Math.min(requests, (minute + 1) * requestsPerMinute)];
    const failures = failedPlaces.filter((place) => place > after && place <= upTo).length;
    return {
      candidate: { requests: upTo - after, failures, latencies: [] },
      stable: { requests: 0, failures: 0, latencies: [] },
      pairs: [],
    };
  });
}
