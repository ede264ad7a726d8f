import { relativeLogScores, type Stratum } from './relative';
import { requireSoundSettings, type VerdictSettings } from './settings';
import { bands, slowerTwin } from './slower';
import type { Arm, Lead, VerdictState } from './state';

/** One request and what became of it. */
export interface Sample {
  failed: boolean;
  /** Latency in milliseconds, not negative. Not looked at when the request failed. */
  millis: number;
}

/** The same request, sent to stable and to the candidate at the same moment. */
export interface Evidence {
  kind: 'pair';
  stable: Sample;
  candidate: Sample;
}

function addArms(sum: Arm, more: Arm): Arm {
  return { requests: sum.requests + more.requests, failures: sum.failures + more.failures };
}

/** Adds what one stratum says about failures, be it a pair or a minute of traffic. */
function addFailures(state: VerdictState, stratum: Stratum): VerdictState {
  const scores = relativeLogScores(stratum);
  return {
    ...state,
    candidate: addArms(state.candidate, stratum.candidate),
    stable: addArms(state.stable, stratum.stable),
    failedLogScores: state.failedLogScores.map((sum, index) => sum + (scores[index] ?? 0)),
  };
}

function requireLatency({ millis }: Sample): number {
  if (Number.isFinite(millis) && millis >= 0) return millis;
  throw new RangeError(
    `A request that succeeded has a latency of ${millis} ms; it must be a number of at least 0.`,
  );
}

function addLead(lead: Lead, loser: ReturnType<typeof slowerTwin>): Lead {
  return {
    candidateSlower: lead.candidateSlower + (loser === 'candidate' ? 1 : 0),
    stableSlower: lead.stableSlower + (loser === 'stable' ? 1 : 0),
  };
}

/**
 * Adds what a pair says about latency. If either request failed that is nothing: an error page comes fast and a timeout
 * slowly, and the failed coin has counted it already.
 */
function addLatency(
  state: VerdictState,
  { candidate, stable }: Evidence,
  settings: VerdictSettings,
): VerdictState {
  if (candidate.failed || stable.failed) return state;
  const [candidateMillis, stableMillis] = [requireLatency(candidate), requireLatency(stable)];
  const slower = bands.map((band, index) => {
    const lead = state.slower[index] ?? { candidateSlower: 0, stableSlower: 0 };
    return addLead(lead, slowerTwin(candidateMillis, stableMillis, settings, band));
  });
  return { ...state, compared: state.compared + 1, slower };
}

const oneRequest = ({ failed }: Sample): Arm => ({ requests: 1, failures: failed ? 1 : 0 });

/**
 * Takes one more piece of evidence into account. Pure: the given state stays as it is. The order of the evidence makes
 * no difference, not even in the last bit. The caller sees to it that no pair is observed twice, and uses the same
 * settings throughout a rollout.
 *
 * @throws RangeError when a latency is not a number of at least 0, or the settings are unsound.
 */
export function observe(state: VerdictState, evidence: Evidence, settings: VerdictSettings): VerdictState {
  requireSoundSettings(settings);
  const pair = { candidate: oneRequest(evidence.candidate), stable: oneRequest(evidence.stable) };
  const counted = addFailures({ ...state, pairs: state.pairs + 1 }, pair);
  return addLatency(counted, evidence, settings);
}
