import { isMap, truthy } from './expressions';
import type { Value, ValueMap } from './template';

/** How the instances of a job run. */
export interface Strategy {
  /** One for each instance; a job without a matrix has a single empty one. */
  combinations: ValueMap[];
  failFast: boolean;
  /** Infinity when the workflow sets no limit. */
  maxParallel: number;
}

/** Reads an evaluated `strategy`. Throws when it yields no instance or more than GitHub's 256. */
export function readStrategy(strategy: Value): Strategy {
  const given = isMap(strategy) ? strategy : {};
  const limit = Number(given['max-parallel'] ?? Infinity);
  return {
    combinations: given.matrix === undefined || given.matrix === null ? [{}] : expandMatrix(given.matrix),
    failFast: given['fail-fast'] === undefined || truthy(given['fail-fast']),
    maxParallel: limit > 0 ? limit : Infinity,
  };
}

/**
 * Every combination of the vectors, less those that `exclude` matches, then `include`: each of its entries is
 * added to every combination in which it overwrites no original value, and else becomes a combination of its own.
 * @see https://docs.github.com/actions/writing-workflows/choosing-what-your-workflow-does/running-variations-of-jobs-in-a-workflow
 */
export function expandMatrix(matrix: Value): ValueMap[] {
  if (!isMap(matrix)) throw new Error('The matrix is not a mapping.');
  const { include, exclude, ...vectors } = matrix;
  const excluded = maps(exclude, 'exclude');
  const originals = product(vectors).filter(
    (combination) => !excluded.some((pattern) => matches(combination, pattern)),
  );
  const combinations = withIncludes(originals, maps(include, 'include'));
  if (combinations.length === 0) throw new Error('Matrix vector does not contain any values');
  if (combinations.length > 256)
    throw new Error(`The matrix yields ${combinations.length} jobs; GitHub allows 256.`);
  return combinations;
}

function maps(value: Value | undefined, key: string): ValueMap[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isMap))
    throw new Error(`The matrix's '${key}' is not a list of mappings.`);
  return value;
}

function product(vectors: ValueMap): ValueMap[] {
  const names = Object.keys(vectors);
  if (names.length === 0) return [];
  let combinations: ValueMap[] = [{}];
  for (const name of names) {
    const values = vectors[name];
    if (!Array.isArray(values)) throw new Error(`The matrix's '${name}' is not a list.`);
    combinations = combinations.flatMap((combination) =>
      values.map((value) => ({ ...combination, [name]: value })),
    );
  }
  return combinations;
}

function withIncludes(originals: ValueMap[], includes: ValueMap[]): ValueMap[] {
  const extended = originals.map((original) => ({ original, whole: { ...original } }));
  const added: ValueMap[] = [];
  for (const include of includes) {
    const hosts = extended.filter(({ original }) => agrees(original, include));
    for (const host of hosts) Object.assign(host.whole, include);
    if (hosts.length === 0) added.push({ ...include });
  }
  return [...extended.map(({ whole }) => whole), ...added];
}

/** Whether an include overwrites none of the original values. */
function agrees(original: ValueMap, include: ValueMap): boolean {
  return Object.entries(include).every(([key, value]) => !(key in original) || same(original[key], value));
}

/** Whether every key of an exclude is in the combination with that value. */
function matches(combination: ValueMap, pattern: ValueMap): boolean {
  return Object.entries(pattern).every(
    ([key, value]) => key in combination && same(combination[key], value, true),
  );
}

function same(left: Value | undefined, right: Value, partly = false): boolean {
  if (partly && isMap(left) && isMap(right)) return matches(left, right);
  return JSON.stringify(left) === JSON.stringify(right);
}

/** The name that GitHub gives an instance whose job has none: `test (20, ubuntu)`. */
export function instanceName(name: string, combination: ValueMap): string {
  const values = Object.values(combination).flatMap(scalars);
  return values.length === 0 ? name : `${name} (${values.join(', ')})`;
}

function scalars(value: Value): string[] {
  if (value === null) return [];
  return typeof value === 'object' ? Object.values(value).flatMap(scalars) : [String(value)];
}
