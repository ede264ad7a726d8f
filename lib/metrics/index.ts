/**
 * What real traffic says about a candidate, as evidence for a verdict.
 *
 * `traffic` finds out what can be read and how stable did in the hour before; `settings` fixes what a verdict is measured
 * against; `watch` gives every settled minute once. `request-metrics`, `request-logs` and `own-metric-source` are the
 * three places that traffic is read from, `time-series` and `distribution` the shapes that it comes in. What turns
 * counts into evidence (`evidence`, `visitors`, `baseline`, `probe-ledger`, `split`) does no I/O.
 */
export type { Baseline, CoinBaseline } from './baseline';
export type { Caller } from './connection';
export { parseOwnMetrics } from './own-metric';
export type { OwnMetric } from './own-metric';
export { ProbeLedger } from './probe-ledger';
export type { OwnRequest, Side } from './probe-ledger';
export { settingsFor } from './settings';
export type { WantedCoins } from './settings';
export { SplitHistory } from './split';
export { readTraffic } from './traffic';
export type { Traffic, TrafficKind, TrafficWish } from './traffic';
export { watchTraffic } from './watch';
export type { TrafficWatch } from './watch';
