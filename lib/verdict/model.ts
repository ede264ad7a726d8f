/** What one of the two revisions has shown. */
export interface Arm {
  requests: number;
  /** The bad outcomes among them: of the coin in question, not necessarily errors. */
  failures: number;
}

/** One request and what became of it. */
export interface Sample {
  failed: boolean;
  /** Answered with a 4xx. */
  refused?: boolean;
  /** Latency in milliseconds, not negative. Not looked at when the request failed. */
  millis: number;
}

/** The same request, sent to stable and to the candidate at the same moment. */
export interface PairEvidence {
  kind: 'pair';
  stable: Sample;
  candidate: Sample;
}

/** One settled minute of one coin, both revisions side by side; `failures` are the coin's bad outcomes. */
export interface MinuteEvidence {
  kind: 'minute';
  coin: string;
  /** Whose clock `start` is: a region, or a metric of its own. */
  source: string;
  /** Unix milliseconds, a whole minute. */
  start: number;
  candidate: Arm;
  stable: Arm;
}

/**
 * One settled minute of how requests fell on the two revisions. Requests that reach no instance are in no count of
 * failures: here they are missing.
 */
export interface ShareEvidence {
  kind: 'share';
  source: string;
  /** Unix milliseconds, a whole minute. */
  start: number;
  candidateRequests: number;
  stableRequests: number;
  /** What the split should give the candidate among these two, 0 to 1. */
  candidateShare: number;
}

export type Evidence = PairEvidence | MinuteEvidence | ShareEvidence;

/** How often a pair had a winner at one band of the latency coin; pairs without a winner are not in it. */
export interface Lead {
  candidateSlower: number;
  stableSlower: number;
}

/** All pairs of a coin, by whose outcome was bad. */
export interface PairTable {
  neither: number;
  candidateOnly: number;
  stableOnly: number;
  both: number;
}

/** For each source the last minute that was counted, in minutes since 1970. */
export type Through = Record<string, number>;

/** An arm as it is written down, to be short. */
export type WrittenArm = [requests: number, failures: number];

/** All minutes of a coin. */
export interface MinuteSums {
  candidate: WrittenArm;
  stable: WrittenArm;
  /** The candidate in those of the minutes in which stable was asked nothing; absent while there was none. */
  alone?: WrittenArm;
  /** The relative log-scores, one for each odds ratio, not yet divided by the overdispersion. */
  logScores: number[];
  through: Through;
}

/** What is known of a coin. A part is absent until the first evidence of its kind. */
export interface CoinRecord {
  pairs?: PairTable;
  minutes?: MinuteSums;
}

/** How the traffic fell on the two revisions. */
export interface ShareRecord {
  candidateRequests: number;
  stableRequests: number;
  /** Requests that the split should have brought to the candidate beside those that reached stable. */
  expected: number;
  /** One for each tolerated loss, not yet divided by the overdispersion. */
  logScores: number[];
  through: Through;
}

/**
 * All that a verdict needs to know of the past: plain JSON, below two kilobytes for six coins in four regions. It grows from
 * the first step of a rollout to its last and is never reset, since the guarantee is for the rollout as a whole.
 *
 * Where a score depends on counts alone, the counts are kept and the score is computed when asked for; only what depends
 * on every minute's own margins is kept as a running sum of logarithms.
 */
export interface VerdictState {
  version: 2;
  pairs: number;
  /** Pairs that were answered alike and not failed, so that their latencies could be compared. */
  compared: number;
  /** One for each of the twin coin's `bands`. */
  slower: Lead[];
  /** By name; a coin of which nothing was seen is absent. */
  coins: Record<string, CoinRecord>;
  unserved?: ShareRecord;
}
