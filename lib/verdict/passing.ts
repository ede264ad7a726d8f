import { belowLogScore } from './budget';

/** The chance that a pass has come by so many requests. */
export interface Passage {
  requests: number;
  chance: number;
}

/** Beyond so many failures a pass is not waited for. */
const mostFailures = 400;

/** The fewest requests that show a rate below the budget, when so many of them failed. Needs no more than bisection: more successes only help. */
export function requestsToPass(failures: number, budget: number, threshold: number): number {
  const isPass = (requests: number): boolean =>
    belowLogScore({ requests, failures }, budget) >= Math.log(threshold);
  let [short, enough] = [failures, failures + 1];
  while (!isPass(enough)) [short, enough] = [enough, enough * 2];
  while (enough - short > 1) {
    const middle = Math.floor((short + enough) / 2);
    if (isPass(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}

/**
 * When a revision that fails at `rate` passes, asked after every request: exact, nothing is drawn at random.
 *
 * A pass with k failures comes at `requestsToPass(k)` or never with that many: whoever has k failures later than that had
 * fewer at the moment at which fewer were enough. So only these moments matter, and between two of them failures are binomial.
 *
 * @returns the chances at these moments, rising; empty when the rate is not below the budget.
 */
export function passages(rate: number, budget: number, threshold: number): Passage[] {
  if (rate >= budget) return [];
  const result: Passage[] = [];
  let [passed, asked] = [0, 0];
  /** At place x the probability of x failures and no pass so far. */
  let waiting: readonly number[] = [1];
  for (let failures = 0; failures <= mostFailures && passed < 0.9999; failures += 1) {
    const requests = requestsToPass(failures, budget, threshold);
    waiting = convolved(waiting, binomial(requests - asked, rate), mostFailures);
    passed += waiting[failures] ?? 0;
    waiting = waiting.map((probability, x) => (x <= failures ? 0 : probability));
    asked = requests;
    result.push({ requests, chance: passed });
  }
  return result;
}

/** The binomial probabilities from 0 on, until they no longer matter. */
function binomial(requests: number, rate: number): number[] {
  const result = [Math.exp(requests * Math.log1p(-rate))];
  for (let x = 0, last = result[0] ?? 0; x < requests; x += 1) {
    last *= ((requests - x) / (x + 1)) * (rate / (1 - rate));
    if (last < 1e-14 && x > requests * rate) break;
    result.push(last);
  }
  return result;
}

function convolved(waiting: readonly number[], more: readonly number[], most: number): number[] {
  const result = new Array<number>(Math.min(most + 1, waiting.length + more.length - 1)).fill(0);
  waiting.forEach((probability, x) => {
    if (probability < 1e-15) return;
    more.forEach((chance, y) => {
      if (x + y < result.length) result[x + y] = (result[x + y] ?? 0) + probability * chance;
    });
  });
  return result;
}

/** The chance of a pass by so many requests. */
export const chanceBy = (known: readonly Passage[], requests: number): number =>
  known.findLast((each) => each.requests <= requests)?.chance ?? 0;

/** The requests by which a pass has come with this chance, or undefined where that is never, or not within reason. */
export const requestsFor = (known: readonly Passage[], chance: number): number | undefined =>
  known.find((each) => each.chance >= chance)?.requests;
