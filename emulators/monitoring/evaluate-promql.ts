import { patternOf } from '../telemetry/pattern';
import { cumulativeToDelta } from './delta';
import type { Descriptor } from './descriptors';
import type { Matcher, PromQuery } from './promql';
import { PromError } from './promql';
import type { Series } from './series';
import type { MetricStore } from './store';

/** One element of an instant vector. */
export interface Sample {
  labels: Record<string, string>;
  value: number;
}

/**
 * Evaluates an instant query. An increase is the sum of the points that end within the range, and is not
 * extrapolated.
 * @param at the time that is asked about, in milliseconds
 * @param asOf what is visible then
 */
export function evaluate(
  store: MetricStore,
  project: string,
  query: PromQuery,
  { at, asOf }: { at: number; asOf: number },
): Sample[] {
  checkPatterns(query.matchers);
  const descriptor = store.descriptors(project).find(({ type }) => isNamed(query.metric, type));
  if (!descriptor) return [];
  checkSummable(query, descriptor);
  const samples = store.visible(project, descriptor.type, asOf).flatMap((series) => {
    const labels = labelsOf(series);
    if (!query.matchers.every((matcher) => matches(matcher, labels))) return [];
    const increase = increaseOf(series, at - query.range, at);
    if (increase === undefined) return [];
    return [{ labels, value: query.function === 'rate' ? increase / (query.range / 1000) : increase }];
  });
  return query.sumBy ? sumBy(samples, query.sumBy) : samples;
}

/** A metric goes by its own name, or with one colon for the first slash and underscores for other signs. */
function isNamed(asked: string, type: string): boolean {
  const [domain = '', ...path] = type.split('/');
  const mapped = `${domain.replaceAll(/\W/g, '_')}:${path.join('/').replaceAll(/\W/g, '_')}`;
  return asked === type || asked === mapped;
}

function checkSummable(query: PromQuery, { valueType, metricKind }: Descriptor): void {
  if (valueType === 'DISTRIBUTION') {
    throw new PromError(
      `not emulated: the distribution "${query.metric}"; ask timeSeries.list for its buckets`,
    );
  }
  if (metricKind === 'GAUGE') {
    throw new PromError(`not emulated: ${query.function} of the gauge "${query.metric}"`);
  }
}

function labelsOf({ metric, resource }: Series): Record<string, string> {
  return { ...resource.labels, ...metric.labels, monitored_resource: resource.type };
}

function checkPatterns(matchers: readonly Matcher[]): void {
  const wrong = matchers.find(({ operator, value }) => operator.endsWith('~') && !patternOf(value, 'whole'));
  if (wrong) throw new PromError(`error parsing regexp: "${wrong.value}"`);
}

/** A label that is not there is empty; patterns match the whole. */
function matches({ label, operator, value }: Matcher, labels: Record<string, string>): boolean {
  const actual = labels[label] ?? '';
  const same = operator.endsWith('~') ? patternOf(value, 'whole')?.test(actual) === true : actual === value;
  return same !== operator.startsWith('!');
}

function increaseOf(series: Series, after: number, until: number): number | undefined {
  const within = cumulativeToDelta(series).points.filter(({ end }) => end > after && end <= until);
  if (within.length === 0) return undefined;
  return within.reduce((sum, { value }) => sum + (typeof value === 'number' ? value : 0), 0);
}

function sumBy(samples: readonly Sample[], by: readonly string[]): Sample[] {
  const kept = ({ labels }: Sample): Record<string, string> =>
    Object.fromEntries(by.flatMap((label) => (labels[label] === undefined ? [] : [[label, labels[label]]])));
  const groups = Map.groupBy(samples, (sample) => JSON.stringify(kept(sample)));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ labels: kept(first), value: group.reduce((sum, { value }) => sum + value, 0) }] : [];
  });
}
