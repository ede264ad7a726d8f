/** Of an action's bundle in bytes, in decimal units. */
export const MEGABYTE = 1_000_000;

/** For all bundles together. */
export const WHOLE_BUDGET = 30 * MEGABYTE;

/** Actions that carry one of Google's client libraries, or PostgreSQL's own parser; most of it in chunks that are loaded late. */
const HEAVIER: Readonly<Record<string, number>> = {
  'deploy-cloudrun': 7 * MEGABYTE,
  rollback: 7 * MEGABYTE,
  'migrate-db': 8 * MEGABYTE,
  'model-manifest': 4 * MEGABYTE,
};

/** The largest size of an action's bundle. */
export const budgetOf = (action: string): number => HEAVIER[action] ?? 2.5 * MEGABYTE;

/** Files that a package reads at run time from beside its code, which ncc does not see. */
export const BESIDE: Readonly<Record<string, readonly string[]>> = {
  'migrate-db': ['node_modules/libpg-query/wasm/libpg-query.wasm'],
};
