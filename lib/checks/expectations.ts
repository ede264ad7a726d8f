import type { StatusRule, WrittenMatcher } from './expectation-schema';
import type { Answer } from './http';
import { valueAt } from './json-path';
import type { Found } from './json-path';
import { mismatchOf } from './matching';
import type { Mismatch } from './matching';
import type { Expectation } from './model';
import type { Lookup } from './templates';
import type { Json } from './value-schema';

/** The one assertion about an answer that does not hold. */
export interface Shortfall extends Mismatch {
  /** What was looked at: "status", "header location", "$.score", "text" or "time". */
  readonly subject: string;
}

/**
 * The first assertion that does not hold, in the order status, headers, JSON, text, time; undefined where all do.
 * @throws Unbound where a name has no value
 */
export function shortfallOf(expect: Expectation, answer: Answer, lookup: Lookup): Shortfall | undefined {
  return (
    statusShortfall(expect.status, answer.status) ??
    firstOf(Object.entries(expect.headers), ([name, matcher]) =>
      about(`header ${name}`, mismatchOf(matcher, headerOf(answer, name), lookup)),
    ) ??
    jsonShortfall(expect, answer, lookup) ??
    (expect.text === undefined ? undefined : textShortfall(expect.text, answer, lookup)) ??
    timeShortfall(expect.under, answer.millis)
  );
}

/** The body as JSON, if it is. */
export function jsonOf({ text }: Answer): Found {
  try {
    return { found: true, value: JSON.parse(text) as Json };
  } catch {
    return { found: false };
  }
}

export function headerOf({ headers }: Answer, name: string): Found {
  const value = headers[name.toLowerCase()];
  return value === undefined ? { found: false } : { found: true, value };
}

function statusShortfall(rules: readonly StatusRule[], status: number): Shortfall | undefined {
  if (rules.some((rule) => rule === status || rule === `${Math.floor(status / 100)}xx`)) return undefined;
  return { subject: 'status', expected: rules.join(' or '), actual: String(status) };
}

function jsonShortfall({ json }: Expectation, answer: Answer, lookup: Lookup): Shortfall | undefined {
  const assertions = Object.entries(json);
  if (assertions.length === 0) return undefined;
  const body = jsonOf(answer);
  if (!body.found) {
    const type = answer.headers['content-type'] ?? 'no content-type';
    return { subject: 'body', expected: 'JSON', actual: `${answer.text.length} characters of ${type}` };
  }
  return firstOf(assertions, ([path, matcher]) =>
    about(path, mismatchOf(matcher, valueAt(path, body.value), lookup)),
  );
}

/** The text itself is not quoted: a body is printed only where it is asked for. */
function textShortfall(matcher: WrittenMatcher, { text }: Answer, lookup: Lookup): Shortfall | undefined {
  const mismatch = mismatchOf(matcher, { found: true, value: text }, lookup);
  return about('text', mismatch && { ...mismatch, actual: `a text of ${text.length} characters` });
}

function timeShortfall(under: number | undefined, millis: number): Shortfall | undefined {
  if (under === undefined || millis < under) return undefined;
  return { subject: 'time', expected: `under ${under} ms`, actual: `${Math.round(millis)} ms` };
}

function about(subject: string, mismatch: Mismatch | undefined): Shortfall | undefined {
  return mismatch && { subject, ...mismatch };
}

function firstOf<Item, Result>(
  items: readonly Item[],
  find: (item: Item) => Result | undefined,
): Result | undefined {
  for (const item of items) {
    const result = find(item);
    if (result !== undefined) return result;
  }
  return undefined;
}
