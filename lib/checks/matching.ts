/** Operators of the checks file: does a value do what is expected of it? */
import { isDeepStrictEqual } from 'node:util';
import type { Bounds, Operators, WrittenMatcher } from './expectation-schema';
import type { Found } from './json-path';
import { renderJson } from './templates';
import type { Lookup } from './templates';
import type { Json } from './value-schema';

/** The one assertion that does not hold. */
export interface Mismatch {
  /** In words, such as "at least 1". */
  readonly expected: string;
  /** What there was in its place, short. */
  readonly actual: string;
}

/** Longest value that a message quotes, in characters. */
const LONGEST_QUOTE = 120;

/** The first of a matcher's operators that does not hold; undefined where all do. */
export function mismatchOf(matcher: WrittenMatcher, found: Found, lookup: Lookup): Mismatch | undefined {
  const operators = isOperators(matcher) ? matcher : { equals: matcher };
  for (const [name, operand] of Object.entries(operators)) {
    if (operand === undefined) continue;
    const mismatch = OPERATORS[name as keyof Operators](found, operand, lookup);
    if (mismatch) return mismatch;
  }
  return undefined;
}

function isOperators(matcher: WrittenMatcher): matcher is Operators {
  return typeof matcher === 'object' && matcher !== null;
}

type Operator = (found: Found, operand: unknown, lookup: Lookup) => Mismatch | undefined;

/** An operator on a value that is there. */
function onValue<Operand>(
  holds: (value: Json, operand: Operand) => boolean,
  words: (operand: Operand) => string,
  { isRendered = true, show = quote }: { isRendered?: boolean; show?: (value: Json) => string } = {},
): Operator {
  return (found, written, lookup) => {
    const operand = (isRendered ? renderJson(written as Json, lookup) : written) as Operand;
    if (!found.found) return { expected: words(operand), actual: 'nothing' };
    return holds(found.value, operand) ? undefined : { expected: words(operand), actual: show(found.value) };
  };
}

const number = (holds: (value: number, bound: number) => boolean, words: string): Operator =>
  onValue<number>(
    (value, bound) => typeof value === 'number' && holds(value, bound),
    (bound) => `${words} ${bound}`,
  );

const BOUNDS = {
  gte: number((value, bound) => value >= bound, 'at least'),
  gt: number((value, bound) => value > bound, 'more than'),
  lte: number((value, bound) => value <= bound, 'at most'),
  lt: number((value, bound) => value < bound, 'less than'),
} satisfies Record<keyof Bounds, Operator>;

const OPERATORS: Record<keyof Operators, Operator> = {
  ...BOUNDS,
  equals: onValue<Json>((value, operand) => isDeepStrictEqual(value, operand), quote),
  between: onValue<[number, number]>(
    (value, [low, high]) => typeof value === 'number' && value >= low && value <= high,
    ([low, high]) => `from ${low} to ${high}`,
  ),
  in: onValue<Json[]>(
    (value, choices) => choices.some((choice) => isDeepStrictEqual(value, choice)),
    (choices) => `one of ${choices.map(quote).join(', ')}`,
  ),
  matches: onValue<string>(
    (value, pattern) => typeof value === 'string' && new RegExp(pattern, 'u').test(value),
    (pattern) => `a text that matches /${pattern}/`,
    { isRendered: false },
  ),
  contains: onValue<Json>(contains, (part) => `something that contains ${quote(part)}`),
  hasKeys: onValue<string[]>(
    (value, keys) => keys.every((key) => keysOf(value).includes(key)),
    (keys) => `an object with the keys ${keys.join(', ')}`,
    { show: (value) => (isObject(value) ? `the keys ${quoteText(keysOf(value).join(', '))}` : quote(value)) },
  ),
  length: (found, operand, lookup) => {
    const size = found.found ? sizeOf(found.value) : undefined;
    const length: Found = size === undefined ? { found: false } : { found: true, value: size };
    const mismatch = mismatchOf(typeof operand === 'number' ? operand : (operand as Bounds), length, lookup);
    if (!mismatch) return undefined;
    const actual = size === undefined && found.found ? quote(found.value) : mismatch.actual;
    return { expected: `a length of ${mismatch.expected}`, actual };
  },
  exists: (found, operand) => {
    if (found.found === operand) return undefined;
    return found.found
      ? { expected: 'nothing', actual: quote(found.value) }
      : { expected: 'something', actual: 'nothing' };
  },
};

function contains(value: Json, part: Json): boolean {
  if (typeof value === 'string') return typeof part === 'string' && value.includes(part);
  return Array.isArray(value) && value.some((item) => isDeepStrictEqual(item, part));
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keysOf(value: Json): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function sizeOf(value: Json): number | undefined {
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
}

/** A value for a message; of an object or a list only its size, for bodies are not printed unasked. */
function quote(value: Json): string {
  if (Array.isArray(value) && value.length > 0) return `a list of ${value.length}`;
  if (isObject(value)) return `an object with ${Object.keys(value).length} keys`;
  return quoteText(JSON.stringify(value));
}

function quoteText(text: string): string {
  return text.length > LONGEST_QUOTE
    ? `${text.slice(0, LONGEST_QUOTE)}... (${text.length} characters)`
    : text;
}
