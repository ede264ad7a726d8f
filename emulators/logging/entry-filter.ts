import type { JsonObject, JsonValue } from '../proto/json';
import { isJsonObject } from '../proto/json';
import { ApiError } from '../proto/status';
import type { Comparison, Filter } from '../telemetry/filter';
import { patternOf } from '../telemetry/pattern';
import { comparisonsOf, FilterSyntaxError, holds, parseFilter } from '../telemetry/filter';

/** Whether an entry passes. */
export type EntryFilter = (entry: JsonObject) => boolean;

/** Reads a filter in Logging's language. Throws INVALID_ARGUMENT in Logging's words. */
export function readEntryFilter(text: string): EntryFilter {
  const filter = parsed(text);
  for (const comparison of comparisonsOf(filter)) check(comparison);
  return (entry) => holds(filter, (comparison) => compare(comparison, entry));
}

function parsed(text: string): Filter {
  try {
    return parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw unparseable(error.message);
    throw error;
  }
}

function unparseable(why: string): ApiError {
  return new ApiError('INVALID_ARGUMENT', `Unparseable filter: ${why}`);
}

const severities = [
  'DEFAULT',
  'DEBUG',
  'INFO',
  'NOTICE',
  'WARNING',
  'ERROR',
  'CRITICAL',
  'ALERT',
  'EMERGENCY',
];

/** How a field's value is ordered; what cannot be read is NaN. */
type Order = (text: string) => number;

const orders: Readonly<Record<string, Order>> = {
  timestamp: Date.parse,
  receiveTimestamp: Date.parse,
  severity: (text) => orNaN(severities.indexOf(text.toUpperCase())),
  'httpRequest.status': Number,
  'httpRequest.latency': (text) => (/^\d+(\.\d+)?s$/.test(text) ? Number(text.slice(0, -1)) : Number.NaN),
};

const orNaN = (index: number): number => (index === -1 ? Number.NaN : index);

const texts: ReadonlySet<string> = new Set(
  ['logName', 'insertId', 'textPayload', 'resource.type', 'httpRequest.requestMethod'].concat([
    'httpRequest.requestUrl',
    'httpRequest.userAgent',
    'httpRequest.remoteIp',
    'httpRequest.protocol',
  ]),
);

function check({ path, operator, value }: Comparison): void {
  const name = path.join('.');
  const labelled = path.slice(0, -1).join('.');
  const isLabel = labelled === 'labels' || labelled === 'resource.labels';
  const order = orders[name];
  if (!isLabel && !order && !texts.has(name)) throw unparseable(`Field not found: '${name}'.`);
  if (value.kind === 'call') throw unparseable(`Unrecognized function '${value.name}'.`);
  if (order ? operator.includes('~') : /^[<>]/.test(operator)) {
    throw new ApiError('UNIMPLEMENTED', `The operator ${operator} is not emulated for '${name}'.`);
  }
  if (operator.includes('~')) checkPatterns(operandTexts(value));
  const unreadable = order && operandTexts(value).find((text) => Number.isNaN(order(text)));
  if (unreadable !== undefined) throw unparseable(`Invalid value '${unreadable}' for field '${name}'.`);
}

function checkPatterns(patterns: readonly string[]): void {
  const wrong = patterns.find((text) => !patternOf(text, 'anywhere'));
  if (wrong !== undefined) throw unparseable(`Invalid regular expression '${wrong}'.`);
}

function operandTexts(value: Comparison['value']): string[] {
  if (value.kind === 'choice') return value.texts;
  return value.kind === 'text' ? [value.text] : [];
}

/** A field that the entry does not have passes no comparison. */
function compare({ path, operator, value }: Comparison, entry: JsonObject): boolean {
  const actual = at(entry, path);
  if (actual === undefined) return false;
  const order = orders[path.join('.')];
  return operandTexts(value).some((text) =>
    order ? ordered(operator, order(actual) - order(text)) : alike(operator, actual, text),
  );
}

function at(entry: JsonObject, path: readonly string[]): string | undefined {
  const found = path.reduce<JsonValue | undefined>(
    (value, name) => (isJsonObject(value) ? value[name] : undefined),
    entry,
  );
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

function ordered(operator: string, difference: number): boolean {
  switch (operator) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case '!=':
      return difference !== 0;
    default:
      return difference === 0;
  }
}

/** Texts are compared without regard to case, except by patterns. */
function alike(operator: string, actual: string, text: string): boolean {
  const [one, other] = [actual.toLowerCase(), text.toLowerCase()];
  switch (operator) {
    case ':':
      return one.includes(other);
    case '!=':
      return one !== other;
    case '=~':
      return patternOf(text, 'anywhere')?.test(actual) === true;
    case '!~':
      return patternOf(text, 'anywhere')?.test(actual) === false;
    default:
      return one === other;
  }
}
