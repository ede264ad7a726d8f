import { z } from 'zod';
import { mostCoins, mostSources, namePattern } from './limits';
import type { PairTable, VerdictState } from './model';
import { oddsRatios } from './relative';
import { bands } from './slower';
import { pairsIn } from './state';
import { lossAlternatives } from './unserved';

const count = z.int().min(0);
const name = z.string().regex(namePattern);

const arm = z.tuple([count, count]).refine(([requests, failures]) => failures <= requests);

const pairs = z.strictObject({ neither: count, candidateOnly: count, stableOnly: count, both: count });

/** Something under each name. A field called `__proto__` would be left out in reading instead of being refused. */
const named = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (isPlain(value) ? value : undefined), z.record(name, item));

const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Object.hasOwn(value, '__proto__');

/** As many finite numbers as there are alternatives to bet on. */
const logScores = (length: number) => z.array(z.number()).length(length);

/** Never empty: a record exists from its first minute on. */
const through = named(count).refine((sources) => {
  const { length } = Object.keys(sources);
  return length >= 1 && length <= mostSources;
});

const minutes = z
  .strictObject({
    candidate: arm,
    stable: arm,
    alone: arm.exactOptional(),
    logScores: logScores(oddsRatios.length),
    through,
  })
  .refine(
    ({ candidate, alone }) => alone === undefined || (alone[0] <= candidate[0] && alone[1] <= candidate[1]),
  );

const coin = z
  .strictObject({ pairs: pairs.exactOptional(), minutes: minutes.exactOptional() })
  .refine((record) => record.pairs !== undefined || record.minutes !== undefined);

const lead = z.strictObject({ candidateSlower: count, stableSlower: count });

const unserved = z.strictObject({
  candidateRequests: count,
  stableRequests: count,
  expected: z.number().min(0),
  logScores: logScores(lossAlternatives.length),
  through,
});

const state = z
  .strictObject({
    version: z.literal(2),
    pairs: count,
    compared: count,
    slower: z.array(lead).length(bands.length),
    // Failed and slow beside those that were named.
    coins: named(coin).refine((coins) => Object.keys(coins).length <= mostCoins + 2),
    unserved: unserved.exactOptional(),
  })
  .refine(isConsistent);

/** Every pair is in the table of failed, and in no table twice. */
function isConsistent(read: VerdictState): boolean {
  const { pairs: all, compared, slower, coins } = read;
  const tabled = (table: PairTable | undefined): number => (table ? pairsIn(table) : 0);
  return (
    tabled(coins['failed']?.pairs) === all &&
    Object.values(coins).every((record) => tabled(record.pairs) <= all) &&
    compared <= all &&
    slower.every(({ candidateSlower, stableSlower }) => candidateSlower + stableSlower <= compared)
  );
}

/**
 * Reads a state back from where it was written down. Annotations are input: anybody who may edit the service may have
 * edited them, so whatever this version could not have written itself is refused, unknown fields included.
 *
 * @returns a fresh copy, or undefined when the value is not a state.
 */
export function parseVerdictState(value: unknown): VerdictState | undefined {
  return state.safeParse(value).data;
}
