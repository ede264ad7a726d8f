import type { Count } from '../streams/bake';

/** The confidence of the interval, for a single look. */
const alpha = 0.05;

/**
 * Whether the one-sided 95 % interval of Clopper and Pearson ("The Use of Confidence or Fiducial Limits", 1934) for the
 * failure rate lies below `bound`: so few failures have a probability of 5 % at most at the bound itself. Right for one
 * look at a number of requests that was chosen beforehand.
 */
export function intervalBelow({ requests, failures }: Count, bound: number): boolean {
  return requests > 0 && failures <= mostFailures(requests, bound);
}

const known = new Map<string, number>();

/** The most failures among so many requests with which the interval still lies below the bound; -1 for none at all. */
function mostFailures(requests: number, bound: number): number {
  const key = `${requests}/${bound}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  let failures = -1;
  let term = Math.exp(requests * Math.log1p(-bound));
  for (let sum = term; sum <= alpha; sum += term) {
    failures += 1;
    term *= ((requests - failures) / (failures + 1)) * (bound / (1 - bound));
  }
  known.set(key, failures);
  return failures;
}
