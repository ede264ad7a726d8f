import { bands } from './slower';
import { oddsRatios } from './relative';

/** What one of the two revisions has shown. */
export interface Arm {
  requests: number;
  failures: number;
}

/** How often a pair had a winner at one band of the latency coin; pairs without a winner are not in it. */
export interface Lead {
  candidateSlower: number;
  stableSlower: number;
}

/**
 * All that a verdict needs to know of the past: plain JSON, some 300 bytes. It grows from the first step of a rollout to
 * its last and is never reset, since the guarantee is for the rollout as a whole.
 *
 * Where a score depends on counts alone, the counts are kept and the score is computed when asked for; only the relative
 * score, which depends on every stratum's margins, is kept as a running sum of logarithms.
 */
export interface VerdictState {
  version: 1;
  pairs: number;
  candidate: Arm;
  stable: Arm;
  /** The relative log-scores of the failed coin, one for each of `oddsRatios`, in natural logarithms. */
  failedLogScores: number[];
  /** Pairs in which both requests succeeded, so that their latencies could be compared. */
  compared: number;
  /** One for each of the latency coin's `bands`. */
  slower: Lead[];
}

/** Nothing seen yet. */
export function emptyState(): VerdictState {
  return {
    version: 1,
    pairs: 0,
    candidate: { requests: 0, failures: 0 },
    stable: { requests: 0, failures: 0 },
    failedLogScores: oddsRatios.map(() => 0),
    compared: 0,
    slower: bands.map(() => ({ candidateSlower: 0, stableSlower: 0 })),
  };
}

type Fields = Record<string, unknown>;

function hasExactly(value: unknown, keys: readonly string[]): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const found = Object.keys(value);
  return found.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isArm(value: unknown): value is Arm & Fields {
  if (!hasExactly(value, ['requests', 'failures'])) return false;
  return isCount(value['requests']) && isCount(value['failures']) && value['failures'] <= value['requests'];
}

function isLeadAmong(compared: number, value: unknown): value is Lead & Fields {
  if (!hasExactly(value, ['candidateSlower', 'stableSlower'])) return false;
  const { candidateSlower, stableSlower } = value;
  return isCount(candidateSlower) && isCount(stableSlower) && candidateSlower + stableSlower <= compared;
}

const isListOf = <T>(length: number, isItem: (item: unknown) => item is T, value: unknown): value is T[] =>
  Array.isArray(value) && value.length === length && value.every(isItem);

const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);

/**
 * Reads a state back from where it was written down. Annotations are input: anybody who may edit the service may have
 * edited them, so whatever this version could not have written itself is refused, unknown fields included.
 *
 * @returns a fresh copy, or undefined when the value is not a state.
 */
export function parseVerdictState(value: unknown): VerdictState | undefined {
  if (!hasExactly(value, Object.keys(emptyState())) || value['version'] !== 1) return undefined;
  const { pairs, candidate, stable, failedLogScores, compared, slower } = value;
  if (!isCount(pairs) || !isCount(compared) || compared > pairs) return undefined;
  if (!isArm(candidate) || !isArm(stable)) return undefined;
  if (candidate.requests < pairs || stable.requests < pairs) return undefined;
  if (!isListOf(oddsRatios.length, isFiniteNumber, failedLogScores)) return undefined;
  const isLead = (item: unknown): item is Lead => isLeadAmong(compared, item);
  if (!isListOf(bands.length, isLead, slower)) return undefined;
  return structuredClone({ version: 1, pairs, candidate, stable, failedLogScores, compared, slower });
}
