import { coinsOf } from './coins';
import type { Lead, PairEvidence, PairTable, Sample, VerdictState } from './model';
import type { VerdictSettings } from './settings';
import { bands, slowerTwin, type Loser } from './slower';
import { noPairs, recordOf, withRecord } from './state';

/** Adds one pair: to failed always, and to the other coins as far as it can tell. */
export function observePair(
  state: VerdictState,
  pair: PairEvidence,
  settings: VerdictSettings,
): VerdictState {
  let next = addTo({ ...state, pairs: state.pairs + 1 }, 'failed', pair, ({ failed }) => failed);
  if (takesRefused(settings)) next = addTo(next, 'refused', pair, ({ refused }) => refused === true);
  return isComparable(pair) ? addLatency(next, pair, settings) : next;
}

const takesRefused = (settings: VerdictSettings): boolean =>
  coinsOf(settings).some(({ name }) => name === 'refused');

/** Adds the pair to a coin's table. */
function addTo(
  state: VerdictState,
  name: string,
  { candidate, stable }: PairEvidence,
  isBad: (sample: Sample) => boolean,
): VerdictState {
  const cell = cellOf(isBad(candidate), isBad(stable));
  const record = recordOf(state, name);
  const { pairs = noPairs } = record;
  return withRecord(state, name, { ...record, pairs: { ...pairs, [cell]: pairs[cell] + 1 } });
}

function cellOf(isCandidateBad: boolean, isStableBad: boolean): keyof PairTable {
  if (isCandidateBad) return isStableBad ? 'both' : 'candidateOnly';
  return isStableBad ? 'stableOnly' : 'neither';
}

/**
 * Whether the pair says anything about latency. An error page comes fast and a timeout slowly, so both must have been answered,
 * and alike; what did go wrong, another coin has counted already.
 */
function isComparable({ candidate, stable }: PairEvidence): boolean {
  const isAlike = (candidate.refused ?? false) === (stable.refused ?? false);
  return !candidate.failed && !stable.failed && isAlike;
}

function addLatency(state: VerdictState, pair: PairEvidence, settings: VerdictSettings): VerdictState {
  const [candidateMillis, stableMillis] = [requireLatency(pair.candidate), requireLatency(pair.stable)];
  const slower = bands.map((band, index) => {
    const lead = state.slower[index] ?? { candidateSlower: 0, stableSlower: 0 };
    return addLead(lead, slowerTwin(candidateMillis, stableMillis, settings, band));
  });
  const next = { ...state, compared: state.compared + 1, slower };
  const { slowerThan } = settings;
  return slowerThan === undefined ? next : addTo(next, 'slow', pair, ({ millis }) => millis > slowerThan);
}

function addLead(lead: Lead, loser: Loser): Lead {
  return {
    candidateSlower: lead.candidateSlower + (loser === 'candidate' ? 1 : 0),
    stableSlower: lead.stableSlower + (loser === 'stable' ? 1 : 0),
  };
}

function requireLatency({ millis }: Sample): number {
  if (Number.isFinite(millis) && millis >= 0) return millis;
  throw new RangeError(
    `A request that succeeded has a latency of ${millis} ms; it must be a number of at least 0.`,
  );
}
