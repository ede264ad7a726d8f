import { logMeanExp, roundedDown } from './logarithms';
import type { ShareEvidence, ShareRecord } from './model';

/**
 * The part of its requests that the candidate must be seen to serve. The split is kept by the platform, and only roughly in
 * a minute: a fifth missing concerns nobody.
 */
export const toleratedService = 0.8;

/** Parts of its requests that the test bets on: next to none (a few may be seen while all else is lost), a quarter, half. */
export const lossAlternatives = [0.02, 0.25, 0.5] as const;

/**
 * What one minute says about "requests do not reach the candidate": for each alternative the logarithm of how much likelier
 * the counts are than if four fifths arrived.
 *
 * Of the N requests that arrived anywhere, the candidate's number is Binomial(N, p), where the split s and the part r that is
 * served give p = r s / (r s + 1 - s). Each likelihood ratio falls as the candidate's number grows, so its expectation is 1 at
 * p of the tolerated service and at most 1 at any greater p: its product over minutes is a non-negative supermartingale
 * under "at least four fifths arrive", however often one looks, and so is the average over the alternatives. A
 * split of 0 or 1 leaves nothing to compare.
 */
export function unservedLogScores(minute: ShareEvidence): readonly number[] {
  const { candidateRequests, stableRequests, candidateShare } = minute;
  if (candidateShare <= 0 || candidateShare >= 1) return lossAlternatives.map(() => 0);
  const all = candidateRequests + stableRequests;
  /** ln(r s + 1 - s), the part of all requests that arrives anywhere. */
  const arriving = (served: number): number => Math.log1p((served - 1) * candidateShare);
  return lossAlternatives.map((served) =>
    roundedDown(
      candidateRequests * Math.log(served / toleratedService) +
        all * (arriving(toleratedService) - arriving(served)),
    ),
  );
}

/** Requests that should have reached the candidate beside those that reached stable. Counted to the thousandth, so that sums are exact. */
export function expectedRequests({ stableRequests, candidateShare }: ShareEvidence): number {
  if (candidateShare >= 1) return 0;
  return Math.round(((stableRequests * candidateShare) / (1 - candidateShare)) * 1024) / 1024;
}

export const unservedLogScore = (logScores: readonly number[], overdispersion: number): number =>
  logMeanExp(logScores.map((sum) => sum / overdispersion));

/** Of the requests that should have reached the candidate, so many did not. */
export const missingRequests = (record: ShareRecord | undefined): number =>
  record ? Math.max(0, Math.floor(record.expected) - record.candidateRequests) : 0;
