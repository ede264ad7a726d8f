/** What the revision that serves has done lately: the measure of everything that follows. Pure. */
import { quantileBound, merged } from './distribution';
import type { Distribution } from './distribution';
import { startsIn } from './evidence';
import type { Minutes, Reading, Span } from './model';

/** One coin of stable, over the hour before. */
export interface CoinBaseline {
  requests: number;
  /** The share that was bad, 0 to 1. */
  rate: number;
  /** Phi: variance over mean of the bad outcomes a minute, 1 at least. Above 1 they come in bursts. */
  overdispersion: number;
}

/** What stable has shown. */
export interface Baseline {
  /** How many minutes were looked at: fewer than an hour's where the revision is younger. */
  minutes: number;
  requestsPerMinute: number;
  /** By the name of the coin. */
  coins: Readonly<Record<string, CoinBaseline>>;
  /** Milliseconds below which at least 95 of 100 requests were answered, on a bound of the histogram. */
  p95?: number;
}

/** @param stable the short name of the revision that the readings are of */
export function baselineOf(
  readings: readonly Reading[],
  { span, stable, histograms = [] }: { span: Span; stable: string; histograms?: readonly Distribution[] },
): Baseline {
  const requests = readings.find(({ coin }) => coin === 'failed')?.revisions.get(stable);
  const starts = sinceFirst(startsIn(span), requests);
  const total = sum(starts.map((start) => requests?.get(start)?.requests ?? 0));
  const all = merged(histograms);
  const p95 = all && quantileBound(all, 0.95);
  return {
    minutes: starts.length,
    requestsPerMinute: starts.length === 0 ? 0 : total / starts.length,
    coins: Object.fromEntries(
      readings.map(({ coin, revisions }) => [coin, coinBaseline(revisions.get(stable), starts)]),
    ),
    ...(p95 === undefined ? {} : { p95 }),
  };
}

/** A revision that is younger than the span had no quiet minutes before its first request. */
function sinceFirst(starts: readonly number[], minutes: Minutes | undefined): number[] {
  const first = starts.findIndex((start) => (minutes?.get(start)?.requests ?? 0) > 0);
  return first === -1 ? [] : starts.slice(first);
}

function coinBaseline(minutes: Minutes | undefined, starts: readonly number[]): CoinBaseline {
  const arms = starts.map((start) => minutes?.get(start) ?? { requests: 0, failures: 0 });
  const requests = sum(arms.map((arm) => arm.requests));
  const failures = arms.map((arm) => arm.failures);
  return {
    requests,
    rate: requests === 0 ? 0 : Math.min(1, sum(failures) / requests),
    overdispersion: overdispersionOf(failures),
  };
}

/** Variance over mean, 1 at least; nothing bad, or too few minutes to tell, is no burst. */
export function overdispersionOf(failures: readonly number[]): number {
  const mean = sum(failures) / failures.length;
  if (failures.length < 2 || mean === 0) return 1;
  const variance = sum(failures.map((each) => (each - mean) ** 2)) / (failures.length - 1);
  return Math.max(1, variance / mean);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
