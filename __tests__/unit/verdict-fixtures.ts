import {
  type CoinSettings,
  defaultSettings,
  emptyState,
  type Evidence,
  observe,
  type VerdictSettings,
  type VerdictState,
} from '../../lib/verdict';

export const start = 1_800_000_000_000;

/** Bad outcomes and requests: `[3, 60]` for three of sixty. */
type Share = [failures: number, requests: number];

export const minuteOf = (
  coin: string,
  index: number,
  [x, n]: Share,
  [y, m]: Share,
  source = 'europe-west1',
): Evidence => ({
  kind: 'minute',
  coin,
  source,
  start: start + index * 60_000,
  candidate: { requests: n, failures: x },
  stable: { requests: m, failures: y },
});

export const minutesOf = (coin: string, count: number, candidate: Share, stable: Share): Evidence[] =>
  Array.from({ length: count }, (_, index) => minuteOf(coin, index, candidate, stable));

export const sharesOf = (count: number, candidateRequests: number, stableRequests: number): Evidence[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'share',
    source: 'europe-west1',
    start: start + index * 60_000,
    candidateRequests,
    stableRequests,
    candidateShare: 0.1,
  }));

export const withCoins = (
  coins: Partial<CoinSettings>[],
  more: Partial<VerdictSettings> = {},
): VerdictSettings => ({
  ...defaultSettings,
  coins: coins.map((coin) => ({ name: 'crashes', overdispersion: 1, ...coin })),
  ...more,
});

export const stateAfter = (seen: readonly Evidence[], settings: VerdictSettings): VerdictState =>
  seen.reduce((state, evidence) => observe(state, evidence, settings), emptyState());
