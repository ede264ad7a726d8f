/**
 * Is this candidate worse than stable? A verdict with a guarantee that holds however often one looks.
 *
 * Everything is a coin: did the request fail, was the candidate slower than its twin. Each coin bets against "no worse" at fair odds,
 * and its score is what has become of a stake of 1. Fair odds mean that the expectation stays at most 1 while the null is true,
 * so the score ever reaches 20 with a probability of at most 1/20 (Ville's inequality), whenever one stops.
 *
 * The room is pure: no clock, no I/O. A caller starts with `emptyState()`, feeds every probe pair to `observe`, asks
 * `judge` whenever it likes, writes the state down as JSON and reads it back with `parseVerdictState`.
 *
 * How it is built: `hypergeometric` and `logarithms` are the arithmetic; `relative` (failed), `slower` and `budget` (over
 * and within) are one coin each; `scores` combines them; `judge` applies the rule and `wording` says it in sentences.
 */
export { judge, type Counts, type Verdict } from './judge';
export { observe, type Evidence, type Sample } from './observe';
export type { Scores } from './scores';
export { defaultSettings, settingsFaults, type VerdictSettings } from './settings';
export { emptyState, parseVerdictState, type Arm, type Lead, type VerdictState } from './state';
