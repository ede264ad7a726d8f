import { coinsOf, unserved, unservedOverdispersion } from './coins';
import type { Arm, VerdictState } from './model';
import type { VerdictSettings } from './settings';
import { armsOf, recordOf } from './state';
import { missingRequests } from './unserved';

/** Both arms of one coin: requests, and how many had its bad outcome. */
export interface CoinCounts {
  name: string;
  candidate: Arm;
  stable: Arm;
}

/** What has been seen, for the summary. */
export interface Counts {
  pairs: number;
  /** Pairs that were answered alike and not failed, so that their latencies could be compared. */
  compared: number;
  /** Of these, pairs in which the candidate was more than `slowerFactor` times and `slowerFloor` slower than its twin. */
  candidateSlower: number;
  /**
   * All coins in use but `slower`, whose counts are the two above; `failed` first. Of `unserved` the candidate's requests
   * are those that should have arrived, and its failures those that did not.
   */
  coins: CoinCounts[];
}

/** What a state has seen of the coins in use. */
export function countsOf(state: VerdictState, settings: VerdictSettings): Counts {
  const coins = coinsOf(settings).map(({ name }) => ({ name, ...armsOf(recordOf(state, name)) }));
  return {
    pairs: state.pairs,
    compared: state.compared,
    candidateSlower: state.slower[0]?.candidateSlower ?? 0,
    coins: unservedOverdispersion(settings) === undefined ? coins : [...coins, unservedCounts(state)],
  };
}

function unservedCounts(state: VerdictState): CoinCounts {
  const { expected, candidateRequests, stableRequests } = state.unserved ?? {
    expected: 0,
    candidateRequests: 0,
    stableRequests: 0,
  };
  return {
    name: unserved,
    candidate: {
      requests: Math.max(Math.floor(expected), candidateRequests),
      failures: missingRequests(state.unserved),
    },
    stable: { requests: stableRequests, failures: 0 },
  };
}
