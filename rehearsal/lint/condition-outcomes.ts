import { createExpressions, type Scope, type Status } from '../workflow/expressions';
import type { Library } from '../workflow/library';
import type { Value, ValueMap } from '../workflow/template';
import { isAmong } from './names';
import { referencesIn, stringsIn } from './references';

/** Which way a condition can go. */
export interface Outcomes {
  canBeTrue: boolean;
  canBeFalse: boolean;
}

export interface KnownValues {
  /** The contexts whose values are known. Anything else in the condition may be whatever somebody makes of it. */
  contexts: ValueMap;
  /** How the jobs before may have ended. */
  statuses: readonly Status[];
}

/** More than this many evaluations are a condition that nobody can read, either. */
const mostEvaluations = 20_000;

/**
 * Evaluates a condition for every value that could matter to it, with GitHub's own evaluator. What is not known, such
 * as the output of a job that runs a stranger's code, is tried as each string that the condition mentions, as each
 * result that a job can have, as true, false and nothing.
 * @throws Error for a condition with too many unknown values to try
 */
export function outcomesOf(library: Library, condition: string, known: KnownValues): Outcomes {
  const expressions = createExpressions(library);
  const unknown = unknownPaths(library, condition, known.contexts);
  const values = candidates(library, condition);
  const count = known.statuses.length * values.length ** unknown.length;
  if (count > mostEvaluations)
    throw new Error(`Too many unknown values to tell what this condition does: ${condition}`);
  const outcomes = { canBeTrue: false, canBeFalse: false };
  for (const contexts of assignments(known.contexts, unknown, values)) {
    for (const status of known.statuses) {
      const scope: Scope = { contexts, status };
      if (expressions.condition(condition, scope)) outcomes.canBeTrue = true;
      else outcomes.canBeFalse = true;
    }
  }
  return outcomes;
}

/** The references of a condition whose values are not known, each once. */
function unknownPaths(library: Library, condition: string, contexts: ValueMap): string[][] {
  const paths = referencesIn(library, condition)
    .map(({ path }) => path)
    .filter((path) => !isKnown(contexts, path));
  return [...new Map(paths.map((path) => [path.join('.').toLowerCase(), path])).values()];
}

/** What a context lacks is unknown, as is what is null in it; below a scalar there is nothing, and that is known. */
export function isKnown(contexts: ValueMap, [context = '', ...path]: readonly string[]): boolean {
  if (!isAmong(Object.keys(contexts), context)) return false;
  let value: Value | undefined = entry(contexts, context);
  for (const name of path) {
    if (value === undefined || value === null) return false;
    if (typeof value !== 'object' || Array.isArray(value)) return true;
    value = entry(value, name);
  }
  return value !== undefined && value !== null;
}

function entry(map: ValueMap, name: string): Value | undefined {
  return Object.entries(map).find(([key]) => isAmong([key], name))?.[1];
}

function candidates(library: Library, condition: string): Value[] {
  const mentioned = stringsIn(library, condition);
  const results = ['success', 'failure', 'cancelled', 'skipped'];
  return [...new Set<Value>([...mentioned, ...results, 'true', 'false', '', true, false])];
}

function* assignments(
  contexts: ValueMap,
  unknown: readonly string[][],
  values: readonly Value[],
): Generator<ValueMap> {
  const [path, ...rest] = unknown;
  if (!path) {
    yield contexts;
    return;
  }
  for (const value of values) yield* assignments(withValue(contexts, path, value), rest, values);
}

/** A copy of a mapping with a value at a path. */
function withValue(map: ValueMap, [name = '', ...rest]: readonly string[], value: Value): ValueMap {
  const key = Object.keys(map).find((each) => isAmong([each], name)) ?? name;
  const below = map[key];
  const inner = typeof below === 'object' && below !== null && !Array.isArray(below) ? below : {};
  return { ...map, [key]: rest.length === 0 ? value : withValue(inner, rest, value) };
}
