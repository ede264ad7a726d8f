import { excludedRate } from './budget';
import type { Scores } from './scores';
import type { VerdictSettings } from './settings';
import type { Arm, VerdictState } from './state';

/** A rate as a percentage of two significant digits, rounded up: "excluded above" must never promise too much. */
function percentRoundedUp(rate: number): string {
  const percent = rate * 100;
  const unit = 10 ** (Math.floor(Math.log10(percent)) - 1);
  // A hair is taken off first, so that 2.1 stays 2.1 though its double lies a little above.
  const rounded = Math.ceil(percent / unit - 1e-9) * unit;
  return `${Number(rounded.toPrecision(2))} %`;
}

const percent = (rate: number): string => `${Number((rate * 100).toPrecision(3))} %`;

const score = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.floor(value)));

const failuresOf = ({ requests, failures }: Arm): string => `${failures} of ${requests} requests`;

/** What the counts rule out, whatever the result is. */
export function excludedSentence({ candidate }: VerdictState, { threshold }: VerdictSettings): string {
  const rate = excludedRate(candidate, threshold);
  // 99.5 % would be rounded to "above 100 %", which excludes nothing.
  if (rate === undefined || rate > 0.99) return 'nothing is excluded yet';
  return `failure rates above ${percentRoundedUp(rate)} are excluded`;
}

function failureComparison({ candidate, stable }: VerdictState): string {
  return `${failuresOf(candidate)} failed on the candidate, ${failuresOf(stable)} on stable`;
}

function latencyComparison(state: VerdictState, { slowerFactor, slowerFloor }: VerdictSettings): string {
  const slower = state.slower[0]?.candidateSlower ?? 0;
  return `the candidate was over ${slowerFactor} times and ${slowerFloor} ms slower than its twin in ${slower} of ${state.compared} pairs`;
}

/** Names the coin that weighs most. */
export function failReason(state: VerdictState, settings: VerdictSettings, scores: Scores): string {
  const needed = `score ${score(scores.mean)}, ${settings.threshold} is enough`;
  return scores.slower > scores.failed
    ? `The candidate is slower than stable: ${latencyComparison(state, settings)} (${needed}).`
    : `The candidate is worse than stable: ${failureComparison(state)} (${needed}).`;
}

export function passReason({ candidate }: VerdictState, settings: VerdictSettings, scores: Scores): string {
  const needed = `score ${score(scores.withinBudget)}, ${settings.threshold} is enough`;
  return `The candidate is within its error budget of ${percent(settings.errorBudget)}: ${failuresOf(candidate)} failed (${needed}).`;
}

export function sickReason(state: VerdictState, { errorBudget }: VerdictSettings): string {
  return (
    `The environment is sick: stable and candidate are both outside the error budget of ${percent(errorBudget)} ` +
    `(${failureComparison(state)}). Hold: taking the candidate back would not help.`
  );
}

export function undecidedReason(state: VerdictState, settings: VerdictSettings, scores: Scores): string {
  if (state.candidate.requests === 0) return 'Nothing has been observed yet, and no data is never a pass.';
  return (
    `Not enough evidence either way: ${failureComparison(state)}. Of the ${settings.threshold} needed, ` +
    `the score is ${score(scores.mean)} for a fail and ${score(scores.withinBudget)} for a pass.`
  );
}
