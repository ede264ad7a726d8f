import type { Arm, CoinRecord, MinuteSums, PairTable, VerdictState, WrittenArm } from './model';
import { oddsRatios } from './relative';
import { defaultSettings, requireSoundSettings, type VerdictSettings } from './settings';
import { bands } from './slower';

/**
 * Nothing seen yet. It is the same for all settings; they are taken so that a rollout that could never be judged does not
 * begin.
 *
 * @throws RangeError when the settings are unsound
 */
export function emptyState(settings: VerdictSettings = defaultSettings): VerdictState {
  requireSoundSettings(settings);
  return {
    version: 2,
    pairs: 0,
    compared: 0,
    slower: bands.map(() => ({ candidateSlower: 0, stableSlower: 0 })),
    coins: {},
  };
}

export const noPairs: Readonly<PairTable> = { neither: 0, candidateOnly: 0, stableOnly: 0, both: 0 };

export const noMinutes: Readonly<MinuteSums> = {
  candidate: [0, 0],
  stable: [0, 0],
  logScores: oddsRatios.map(() => 0),
  through: {},
};

export const addedTo = ([requests, failures]: WrittenArm, more: Arm): WrittenArm => [
  requests + more.requests,
  failures + more.failures,
];

export const pairsIn = ({ neither, candidateOnly, stableOnly, both }: PairTable): number =>
  neither + candidateOnly + stableOnly + both;

/** What is known of a coin; nothing, where nothing was seen. */
export const recordOf = ({ coins }: VerdictState, name: string): CoinRecord =>
  (Object.hasOwn(coins, name) ? coins[name] : undefined) ?? {};

/** The state with another record of a coin. Fields come in one order, so that what was read back looks like what was written. */
export function withRecord(state: VerdictState, name: string, { pairs, minutes }: CoinRecord): VerdictState {
  const record = { ...(pairs ? { pairs } : {}), ...(minutes ? { minutes } : {}) };
  return { ...state, coins: { ...state.coins, [name]: record } };
}

/** Both arms of a coin, pairs and minutes together. */
export const armsOf = (record: CoinRecord): { candidate: Arm; stable: Arm } => weighedArms(record, 1);

/** The same, where minutes count for one phi-th. */
export function weighedArms(record: CoinRecord, phi: number): { candidate: Arm; stable: Arm } {
  const { pairs = noPairs, minutes = noMinutes } = record;
  const requests = pairsIn(pairs);
  const sum = (failures: number, more: Arm): Arm => ({
    requests: requests + more.requests,
    failures: failures + more.failures,
  });
  return {
    candidate: sum(pairs.candidateOnly + pairs.both, fraction(minutes.candidate, phi)),
    stable: sum(pairs.stableOnly + pairs.both, fraction(minutes.stable, phi)),
  };
}

/** One phi-th of an arm. */
export const fraction = ([requests, failures]: Readonly<WrittenArm>, phi: number): Arm => ({
  requests: requests / phi,
  failures: failures / phi,
});
