import { excludedRate } from './budget';
import { coinsOf, type Coin } from './coins';
import type { Counts } from './counts';
import type { Arm, VerdictState } from './model';
import type { CoinScore, Scores } from './scores';
import type { VerdictSettings } from './settings';
import { recordOf, weighedArms } from './state';

/** What there is to put into words. */
export interface Seen {
  state: VerdictState;
  settings: VerdictSettings;
  scores: Scores;
  counts: Counts;
}

/** A rate as a percentage of two significant digits, rounded up: "excluded above" must never promise too much. */
function percentRoundedUp(rate: number): string {
  const inPercent = rate * 100;
  const unit = 10 ** (Math.floor(Math.log10(inPercent)) - 1);
  // A hair is taken off first, so that 2.1 stays 2.1 though its double lies a little above.
  const rounded = Math.ceil(inPercent / unit - 1e-9) * unit;
  return `${Number(rounded.toPrecision(2))} %`;
}

const percent = (rate: number): string => `${Number((rate * 100).toPrecision(3))} %`;

const score = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.floor(value)));

const needed = (value: number, { threshold }: VerdictSettings): string =>
  `score ${score(value)}, ${threshold} is enough`;

const partOf = ({ requests, failures }: Arm): string => `${failures} of ${requests} requests`;

/** How people call the bad outcome of a coin, and the share of it. */
interface Terms {
  /** Completes "3 of 100 requests". */
  happened: string;
  rates: string;
  budget: string;
  worse: string;
}

function termsOf(name: string, { slowerThan }: VerdictSettings): Terms {
  const slow = slowerThan === undefined ? 'slow' : `slower than ${slowerThan} ms`;
  switch (name) {
    case 'failed':
      return {
        happened: 'failed',
        rates: 'failure rates',
        budget: 'error budget',
        worse: 'The candidate is worse than stable',
      };
    case 'refused':
      return {
        happened: 'were refused (4xx)',
        rates: 'rates of refused requests',
        budget: 'budget of refused requests',
        worse: 'The candidate refuses requests that stable takes',
      };
    case 'slow':
      return {
        happened: `were ${slow}`,
        rates: `shares of requests ${slow}`,
        budget: `budget of requests ${slow}`,
        worse: 'The candidate has more slow requests than stable',
      };
    default:
      return {
        happened: `count as "${name}"`,
        rates: `rates of "${name}"`,
        budget: `budget of "${name}"`,
        worse: `The candidate is worse than stable in "${name}"`,
      };
  }
}

/** What the counts rule out for every budget in use, whatever the result is. */
export function excludedSentence({ state, settings }: Seen): string {
  const clauses = coinsOf(settings)
    .filter(({ budget }) => budget !== undefined)
    .flatMap(({ name, overdispersion }) => {
      const { candidate } = weighedArms(recordOf(state, name), overdispersion);
      const rate = excludedRate(candidate, settings.threshold);
      // 99.5 % would be rounded to "above 100 %", which excludes nothing.
      if (rate === undefined || rate > 0.99) return [];
      return [`${termsOf(name, settings).rates} above ${percentRoundedUp(rate)}`];
    });
  return clauses.length === 0 ? 'nothing is excluded yet' : `${clauses.join(' and ')} are excluded`;
}

function comparison({ counts, settings }: Seen, name: string): string {
  const coin = counts.coins.find((each) => each.name === name);
  if (!coin) return `nothing is known of "${name}"`;
  const { happened } = termsOf(name, settings);
  return `${partOf(coin.candidate)} ${happened} on the candidate, ${partOf(coin.stable)} on stable`;
}

function latencyComparison({ counts, settings: { slowerFactor, slowerFloor } }: Seen): string {
  return `the candidate was over ${slowerFactor} times and ${slowerFloor} ms slower than its twin in ${counts.candidateSlower} of ${counts.compared} pairs`;
}

function missing({ counts }: Seen): string {
  const { requests = 0, failures = 0 } =
    counts.coins.find(({ name }) => name === 'unserved')?.candidate ?? {};
  return `of about ${requests} that its share of the traffic should have brought, ${failures} are missing`;
}

/** Names the coin that weighs most. */
export function failReason(seen: Seen): string {
  const { scores, settings } = seen;
  const heaviest = scores.coins.reduce((most, coin) => (coin.counted > most.counted ? coin : most));
  return `${accusation(seen, heaviest)} (${needed(scores.mean, settings)}).`;
}

function accusation(seen: Seen, { name }: CoinScore): string {
  if (name === 'slower') return `The candidate is slower than stable: ${latencyComparison(seen)}`;
  if (name === 'unserved') return `Requests do not reach the candidate: ${missing(seen)}`;
  return `${termsOf(name, seen.settings).worse}: ${comparison(seen, name)}`;
}

/** Every coin with a budget, and its scores. */
function budgetsOf({ scores, settings }: Seen): { coin: Coin; budget: number; withinBudget: number }[] {
  return coinsOf(settings).flatMap((coin) => {
    const found = scores.coins.find(({ name }) => name === coin.name)?.withinBudget;
    if (coin.budget === undefined || found === undefined) return [];
    return [{ coin, budget: coin.budget, withinBudget: found }];
  });
}

export function passReason(seen: Seen): string {
  const clauses = budgetsOf(seen).map(({ coin: { name }, budget, withinBudget }) => {
    const terms = termsOf(name, seen.settings);
    const arm = seen.counts.coins.find((each) => each.name === name)?.candidate ?? {
      requests: 0,
      failures: 0,
    };
    return `its ${terms.budget} of ${percent(budget)}: ${partOf(arm)} ${terms.happened} (${needed(withinBudget, seen.settings)})`;
  });
  return `The candidate is within ${clauses.join(', and within ')}.`;
}

export function sickReason(seen: Seen, { name, budget = 0 }: Coin): string {
  return (
    `The environment is sick: stable and candidate are both outside the ${termsOf(name, seen.settings).budget} of ${percent(budget)} ` +
    `(${comparison(seen, name)}). Hold: taking the candidate back would not help.`
  );
}

export function undecidedReason(seen: Seen): string {
  const { counts, scores, settings } = seen;
  const isUnseen = counts.coins.every(({ candidate, stable }) => candidate.requests + stable.requests === 0);
  if (isUnseen) return 'Nothing has been observed yet, and no data is never a pass.';
  const budgets = budgetsOf(seen);
  const least = budgets.reduce((low, each) => (each.withinBudget < low.withinBudget ? each : low));
  const of = budgets.length > 1 ? `, where the ${termsOf(least.coin.name, settings).budget} lacks most` : '';
  return (
    `Not enough evidence either way: ${comparison(seen, 'failed')}. Of the ${settings.threshold} needed, ` +
    `the score is ${score(scores.mean)} for a fail and ${score(least.withinBudget)} for a pass${of}.`
  );
}
