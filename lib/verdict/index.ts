/**
 * Is this candidate worse than stable? A verdict with a guarantee that holds however often one looks.
 *
 * Everything is a coin: did the request fail, was it refused, was it slow, was the candidate slower than its twin, did the
 * request arrive at all, did it count in a metric of the caller's. Each coin bets against "no worse" at fair odds,
 * and its score is what has become of a stake of 1. Fair odds mean that the expectation stays at most 1 while the null is true,
 * so the score ever reaches 20 with a probability of at most 1/20 (Ville's inequality), whenever one stops.
 *
 * The room is pure: no clock, no I/O. A caller starts with `emptyState()`, feeds every probe pair and every settled minute to
 * `observe`, asks `judge` whenever it likes, writes the state down as JSON and reads it back with `parseVerdictState`.
 * Beforehand `planVerdict` says what a plan can show at the traffic there is, and `plannerLines` says it in words.
 *
 * How it is built: `model` says what evidence and state look like, `hypergeometric` and `logarithms` are the arithmetic. The tests
 * are `relative` (worse than stable), `budget` (over and within), `slower` (the twin) and `unserved` (requests that are missing);
 * `coins` says which coins take which tests, and spreads the stake. `observe-pair` and `observe-minute` count, `state`
 * and `read-state` keep; `scores` weighs the coins against each other, `judge` applies the rule and `wording` says it in
 * sentences. The planner rests on `passing` (exact) and `catching` (played through with fixed seeds).
 */
export type { CoinCounts, Counts } from './counts';
export { judge, type Verdict } from './judge';
export type {
  Arm,
  CoinRecord,
  Evidence,
  Lead,
  MinuteEvidence,
  MinuteSums,
  PairEvidence,
  PairTable,
  Sample,
  ShareEvidence,
  ShareRecord,
  VerdictState,
} from './model';
export { observe } from './observe';
export {
  planVerdict,
  type PlannedStep,
  type StepForecast,
  type VerdictForecast,
  type VerdictQuestion,
} from './planner';
export { plannerLines } from './planner-wording';
export { parseVerdictState } from './read-state';
export type { CoinScore, Scores } from './scores';
export { defaultSettings, settingsFaults, type CoinSettings, type VerdictSettings } from './settings';
export { emptyState } from './state';
