/** The margins of a stratum: what is taken as given when one asks how its failures fell on the two arms. */
export interface Margins {
  candidateRequests: number;
  stableRequests: number;
  /** Failures of both arms together. */
  failures: number;
}

/** The fewest and the most failures that the candidate can have under these margins. */
export function support({ candidateRequests, stableRequests, failures }: Margins): [number, number] {
  return [Math.max(0, failures - stableRequests), Math.min(failures, candidateRequests)];
}

/** ln(n!), summed exactly as doubles allow, for the few n at which Stirling's series is not yet accurate. */
const smallLogFactorials = Array.from({ length: 16 }, (_, n) =>
  Array.from({ length: n }, (_unused, index) => Math.log(index + 1)).reduce((sum, term) => sum + term, 0),
);

/** ln(n!) minus Stirling's approximation of it. */
function stirlingError(n: number): number {
  const small = smallLogFactorials[n];
  if (small !== undefined)
    return n === 0 ? 0 : small - ((n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI));
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x ln(x / mean) + mean - x, without the cancellation that the plain formula suffers where x is near the mean. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let power = 2 * x * ratio;
  for (let j = 1; ; j += 1) {
    power *= ratio * ratio;
    const next = sum + power / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

/** Log of the binomial probability, by C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000). */
function logBinomial(x: number, n: number, p: number): number {
  if (x === 0) return n * Math.log1p(-p);
  if (x === n) return n * Math.log(p);
  const errors = stirlingError(n) - stirlingError(x) - stirlingError(n - x);
  const deviances = deviance(x, n * p) + deviance(n - x, n * (1 - p));
  return errors - deviances - 0.5 * (Math.log(2 * Math.PI * x) + Math.log1p(-x / n));
}

/**
 * Log of the probability that `x` of the failures are the candidate's, X ~ Hypergeometric, when failing does not depend
 * on the arm. Differences of log-factorials would lose eight digits at a million requests; Loader's form loses none.
 */
export function logHypergeometric(x: number, margins: Margins): number {
  const [least, most] = support(margins);
  if (x < least || x > most) return -Infinity;
  if (least === most) return 0;
  const { candidateRequests, stableRequests, failures } = margins;
  const all = candidateRequests + stableRequests;
  const rate = failures / all;
  return (
    logBinomial(x, candidateRequests, rate) +
    logBinomial(failures - x, stableRequests, rate) -
    logBinomial(failures, all, rate)
  );
}

/** Up to here the sum over factorial moments cannot overflow, for any psi up to 30: (1 + 30)^200 is below 1e299. */
const fewFailures = 200;

/**
 * ln E[psi^X], in one pass where failures are few, as they mostly are.
 *
 * @param psi above 1 and at most 30
 */
export function logMeanOfPower(psi: number, margins: Margins): number {
  return margins.failures <= fewFailures ? logOfMoments(psi, margins) : logOfTerms(psi, margins);
}

/**
 * Through the factorial moments, which are plain fractions: E[C(X, k)] = C(m, k) (n_c)_k / (N)_k, so that E[psi^X] is the sum
 * over k of (psi - 1)^k times that. All terms are positive, so nothing cancels; each follows from the one before.
 */
function logOfMoments(psi: number, { candidateRequests, stableRequests, failures }: Margins): number {
  const all = candidateRequests + stableRequests;
  const most = Math.min(failures, candidateRequests);
  let [sum, term] = [1, 1];
  for (let k = 0; k < most; k += 1) {
    term *= ((psi - 1) * (failures - k) * (candidateRequests - k)) / ((k + 1) * (all - k));
    sum += term;
  }
  return Math.log(sum);
}

/** Terms below this share of the largest one change no digit of the sum. */
const negligible = 1e-20;

/**
 * Over the probabilities themselves. The terms rise to one peak and fall again, so the sum starts at the peak and walks outwards until nothing
 * more is added: no overflow, and a few thousand terms at a million requests.
 */
function logOfTerms(psi: number, margins: Margins): number {
  const [least, most] = support(margins);
  const { candidateRequests, stableRequests, failures } = margins;
  /** The term at x + 1 over the term at x; falls as x grows. */
  const step = (x: number): number =>
    (psi * (failures - x) * (candidateRequests - x)) / ((x + 1) * (stableRequests - failures + x + 1));
  const peak = firstWhere(least, most, (x) => step(x) <= 1);
  let sum = 1;
  for (let x = peak, term = 1; x < most && term > negligible; x += 1) sum += term *= step(x);
  for (let x = peak, term = 1; x > least && term > negligible; x -= 1) sum += term /= step(x - 1);
  return logHypergeometric(peak, margins) + peak * Math.log(psi) + Math.log(sum);
}

/** The first whole number from `from` at which the condition, once true always true, holds; `to` when there is none before. */
function firstWhere(from: number, to: number, condition: (x: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (condition(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
