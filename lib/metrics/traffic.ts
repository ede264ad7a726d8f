/** Real traffic of a service: what can be read, how stable did before, and what comes in while a candidate is judged. */
import type { ServiceReference } from '../places';
import { UserError } from '../runner';
import { baselineOf } from './baseline';
import type { Baseline } from './baseline';
import { connectionTo, LOGGING, MONITORING } from './connection';
import type { Ask, Caller } from './connection';
import { boundFrom, merged } from './distribution';
import type { Distribution } from './distribution';
import { ApiError, isRefused } from '../google';
import { MINUTE } from './model';
import type { Span, TrafficSource } from './model';
import type { OwnMetric } from './own-metric';
import { ownMetricSource } from './own-metric-source';
import { requestLogs } from './request-logs';
import { METRIC_DELAY, readHistograms, requestMetrics } from './request-metrics';
import { roleFor } from './wording';

/** Where evidence of real traffic comes from. `auto`: metrics where they may be read, else none. */
export type TrafficKind = 'auto' | 'metrics' | 'logs' | 'none';

/** What is asked for. */
export interface TrafficWish {
  at: ServiceReference;
  kind: TrafficKind;
  own: readonly OwnMetric[];
  /** Milliseconds, as the caller wrote it. */
  latency?: number | undefined;
}

/** Traffic that can be read, and what stable did in the hour before. */
export interface Traffic {
  baseline: Baseline;
  /** The limit that was asked for, put on a bound of the histogram where one is read. */
  slowerThan?: number | undefined;
  /** Minutes until a minute has settled. */
  delay: number;
  /** Counts miss requests that reach no instance. */
  missesUnserved: boolean;
  /** @param besides addresses that lead to one revision past the split */
  sources(besides: readonly string[]): TrafficSource[];
}

/** How far back stable is looked at. */
const HOUR = 60 * MINUTE;

/**
 * Looks at the hour before, which shows at the same time whether this identity may look at all.
 * @param stable the revision that serves
 * @returns the traffic, or why there is none, in a sentence
 * @throws UserError where the caller demands what may not be read
 */
export async function readTraffic(
  caller: Caller,
  wish: TrafficWish,
  stable: string,
): Promise<Traffic | { none: string }> {
  if (wish.kind === 'none' && wish.own.length === 0) return { none: 'Real traffic is not looked at.' };
  const connections = {
    monitoring: connectionTo(MONITORING, caller),
    logging: connectionTo(LOGGING, caller),
  };
  try {
    return await measured(connections, wish, { stable, now: caller.clock.now() });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const isDemanded = wish.kind === 'metrics' || wish.kind === 'logs' || wish.own.length > 0;
    if (isDemanded) throw demanded(error, wish);
    const more = isRefused(error)
      ? ` Grant ${roleFor({ name: 'metrics' })} on the project to have it counted.`
      : '';
    return { none: `Real traffic cannot be read, so probes decide alone: ${error.message}${more}` };
  }
}

interface Connections {
  monitoring: Ask | undefined;
  logging: Ask | undefined;
}

async function measured(
  connections: Connections,
  wish: TrafficWish,
  { stable, now }: { stable: string; now: number },
): Promise<Traffic | { none: string }> {
  const { at, latency, kind } = wish;
  const to = Math.floor((now - METRIC_DELAY) / MINUTE) * MINUTE;
  const span = { from: to - HOUR, to };
  const histograms = await histogramsOf(connections, wish, { stable, span });
  const all = merged(histograms);
  // Logs give every latency as it was; a histogram tells exactly at its bounds only.
  const bound = latency !== undefined && all && kind !== 'logs' ? boundFrom(all, latency) : undefined;
  const slowerThan = bound ?? latency;
  const sources = (besides: readonly string[]): TrafficSource[] =>
    sourcesOf(connections, { ...wish, latency: slowerThan }, besides);
  const usual = sources([]);
  if (usual.length === 0) return { none: `There is nothing to read the traffic of ${at.service} from.` };
  const readings = (await Promise.all(usual.map((source) => source.read([stable], span)))).flat();
  return {
    baseline: baselineOf(readings, { span, stable, histograms }),
    slowerThan,
    delay: Math.max(...usual.map(({ delay }) => delay)) / MINUTE,
    missesUnserved: usual.some((source) => source.missesUnserved),
    sources,
  };
}

function histogramsOf(
  { monitoring }: Connections,
  { at, kind }: TrafficWish,
  { stable, span }: { stable: string; span: Span },
): Promise<Distribution[]> {
  if (!monitoring || (kind !== 'auto' && kind !== 'metrics')) return Promise.resolve([]);
  return readHistograms(monitoring, { at, revision: stable, span });
}

function sourcesOf(
  { monitoring, logging }: Connections,
  { at, kind, own, latency: slowerThan }: TrafficWish,
  besides: readonly string[],
): TrafficSource[] {
  const sources: TrafficSource[] = [];
  if (kind === 'logs' && logging) sources.push(requestLogs({ ask: logging, at, slowerThan, besides }));
  if ((kind === 'auto' || kind === 'metrics') && monitoring)
    sources.push(requestMetrics({ ask: monitoring, at, slowerThan }));
  if (monitoring) sources.push(...own.map((metric) => ownMetricSource(monitoring, at.project, metric)));
  return sources;
}

function demanded(error: ApiError, { kind, own }: TrafficWish): UserError {
  const role = roleFor({ name: kind === 'logs' && own.length === 0 ? 'logs/' : 'metrics' });
  const remedy = isRefused(error)
    ? `Grant ${role} on the project to the account that this job uses, or set \`traffic: auto\` and take \`metrics\` out to do without.`
    : 'Correct what the message names, or run this again; `traffic: none` without `metrics` does without.';
  return new UserError(`The traffic cannot be judged as it was asked for: ${error.message}`, {
    remedy,
    cause: error,
  });
}
