import type { Comparison, Filter } from '../telemetry/filter';
import { comparisonsOf, FilterSyntaxError, holds, parseFilter } from '../telemetry/filter';
import { patternOf } from '../telemetry/pattern';
import type { Descriptor } from './descriptors';
import { invalidField } from './invalid-field';
import type { Series } from './series';

/** Which series a request asks for. */
export interface SeriesFilter {
  metricType: string;
  matches(series: Series): boolean;
  /** Throws INVALID_ARGUMENT when the metric's descriptor has no such resource or label. */
  checkAgainst(descriptor: Descriptor): void;
}

/** Reads a filter, which must be for one metric type. Throws INVALID_ARGUMENT in Monitoring's words. */
export function readSeriesFilter(text: string): SeriesFilter {
  const filter = parsed(text);
  const comparisons = comparisonsOf(filter);
  const [type, ...more] = comparisons.filter(({ path }) => path.join('.') === 'metric.type');
  if (type?.operator !== '=' || type.value.kind !== 'text' || more.length > 0 || !isRequired(filter, type)) {
    const resources = 'https://cloud.google.com/monitoring/api/resources';
    throw invalidField(
      'filter',
      text,
      `must specify a restriction on "metric.type" in the filter; see "${resources}" for a list of available metric types.`,
    );
  }
  for (const comparison of comparisons) checkComparison(text, comparison);
  return {
    metricType: type.value.text,
    matches: (series) =>
      holds(filter, (comparison) => compare(comparison, fieldOf(series, comparison.path) ?? '')),
    checkAgainst: (descriptor) => {
      for (const comparison of comparisons) checkField(text, comparison, descriptor);
    },
  };
}

function parsed(text: string): Filter {
  try {
    return parseFilter(text);
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    throw invalidField('filter', text, `Could not parse filter "${text}"; ${error.message}`);
  }
}

/** Whether no series passes the filter without passing this comparison. */
function isRequired(filter: Filter, type: Comparison): boolean {
  return filter === type || (filter.kind === 'all' && filter.parts.some((part) => isRequired(part, type)));
}

const fullMatch = 'monitoring.regex.full_match';

const functions: Readonly<Record<string, (actual: string, asked: readonly string[]) => boolean>> = {
  starts_with: (actual, [prefix = '']) => actual.startsWith(prefix),
  ends_with: (actual, [suffix = '']) => actual.endsWith(suffix),
  has_substring: (actual, [part = '']) => actual.includes(part),
  one_of: (actual, choices) => choices.includes(actual),
  [fullMatch]: (actual, [pattern = '']) => patternOf(pattern, 'whole')?.test(actual) === true,
};

function checkComparison(filter: string, { operator, value }: Comparison): void {
  if (operator !== '=' && operator !== '!=') {
    throw invalidField('filter', filter, `The operator "${operator}" is not emulated for time series.`);
  }
  if (value.kind === 'choice') {
    const why = 'The right-hand side of a comparison contains an unsupported value.';
    throw invalidField('filter', filter, why);
  }
  if (value.kind !== 'call') return;
  if (!Object.hasOwn(functions, value.name)) {
    throw invalidField('filter', filter, `The function "${value.name}" is not known.`);
  }
  const [pattern = ''] = value.arguments;
  if (value.name === fullMatch && !patternOf(pattern, 'whole')) {
    throw invalidField('filter', filter, `"${pattern}" is no regular expression.`);
  }
}

function compare({ operator, value }: Comparison, actual: string): boolean {
  if (value.kind === 'choice') return false;
  const same =
    value.kind === 'text'
      ? actual === value.text
      : (functions[value.name]?.(actual, value.arguments) ?? false);
  return same === (operator === '=');
}

function fieldOf({ metric, resource }: Series, path: readonly string[]): string | undefined {
  const [root, field, label = ''] = path;
  if (root === 'project') return resource.labels['project_id'];
  const part = root === 'metric' ? metric : resource;
  return field === 'type' ? part.type : part.labels[label];
}

function checkField(filter: string, { path, operator, value }: Comparison, descriptor: Descriptor): void {
  const [root = '', field = '', label] = path;
  const known = isField(path) && (label === undefined || hasLabel(descriptor, root, label));
  if (!known) throw invalidCombination(filter);
  const onResource = root === 'resource' && field === 'type' && operator === '=' && descriptor.resource;
  if (onResource && !compare({ kind: 'comparison', path: [], operator, value }, onResource.type)) {
    throw invalidCombination(filter);
  }
}

function isField([root, field, label, ...rest]: readonly string[]): boolean {
  if (rest.length > 0) return false;
  if (root === 'project') return field === undefined;
  if (root !== 'metric' && root !== 'resource') return false;
  return label === undefined ? field === 'type' : field === 'labels' || field === 'label';
}

function hasLabel({ labels, resource }: Descriptor, root: string, label: string): boolean {
  if (root === 'metric') return labels.includes(label);
  return resource?.labels.includes(label) ?? true;
}

function invalidCombination(filter: string): Error {
  return invalidField(
    'filter',
    filter,
    'The supplied filter does not specify a valid combination of metric and monitored resource descriptors. ' +
      'The query will not return any time series.',
  );
}
