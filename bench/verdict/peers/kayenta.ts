import type { ArmMinute, Minute } from '../streams/stream';
import { classify } from './kayenta-classifier';
import { score, type MetricResult } from './kayenta-scorer';
import { hold, promote, rollback, type Ruling } from './peer';

/** The score that passes and the score below which a canary fails, as in Argo Rollouts' documentation of its Kayenta metric. */
const [pass, marginal] = [90, 75] as const;

/** An analysis every so many minutes, always from the rollout's beginning. */
const interval = 5;

/** A metric of the configuration: a value a minute for each revision. */
interface Metric {
  group: string;
  candidate: readonly (number | undefined)[];
  stable: readonly (number | undefined)[];
}

/** Looks at the rate of failures and, where there are latencies, their mean a minute; below `marginal` it rolls back. */
export function kayenta(minutes: readonly Minute[]): Ruling {
  const metrics = metricsOf(minutes);
  let last = 0;
  for (let end = interval; end <= minutes.length; end += interval) {
    last = score(metrics.map((metric) => judgeMetric(metric, end)));
    if (last < marginal) return rollback(end);
  }
  return last >= pass ? promote : hold;
}

function metricsOf(minutes: readonly Minute[]): Metric[] {
  const metric = (group: string, value: (arm: ArmMinute) => number | undefined): Metric => ({
    group,
    candidate: minutes.map(({ candidate }) => value(candidate)),
    stable: minutes.map(({ stable }) => value(stable)),
  });
  const hasLatencies = minutes.some(({ stable }) => stable.latencies.length > 0);
  return [metric('failures', errorRate), ...(hasLatencies ? [metric('latency', meanLatency)] : [])];
}

function judgeMetric({ group, candidate, stable }: Metric, minutes: number): MetricResult {
  const [x, y] = [candidate, stable].map((values) => values.slice(0, minutes).filter(isValue));
  return { group, classification: classify(y ?? [], x ?? [], 'increase') };
}

const isValue = (value: number | undefined): value is number => value !== undefined;

/** In percent: the search for the interval's ends stops at 1e-4, which must be little. */
const errorRate = ({ requests, failures }: ArmMinute): number | undefined =>
  requests === 0 ? undefined : (100 * failures) / requests;

const meanLatency = ({ latencies }: ArmMinute): number | undefined =>
  latencies.length === 0 ? undefined : latencies.reduce((a, b) => a + b, 0) / latencies.length;
