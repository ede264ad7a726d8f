/** What a verdict on real traffic is measured against: fixed once, from what stable showed before the rollout. Pure. */
import type { CoinSettings, VerdictSettings } from '../verdict';
import type { Baseline } from './baseline';
import type { OwnMetric } from './own-metric';

/** What the caller wants judged beside failures. */
export interface WantedCoins {
  /** Compare requests that were answered with 4xx. */
  refused: boolean;
  /** Compare the candidate's share of the requests with its share of the traffic. */
  unserved: boolean;
  /** Milliseconds, on a bound of the histogram where it is read from one. */
  slowerThan?: number | undefined;
  own: readonly OwnMetric[];
}

/** The settings with the coins that traffic adds. */
export function settingsFor(base: VerdictSettings, baseline: Baseline, wanted: WantedCoins): VerdictSettings {
  const { refused, unserved, slowerThan, own } = wanted;
  const phi = (coin: string): number => baseline.coins[coin]?.overdispersion ?? 1;
  const coins: CoinSettings[] = [
    ...(refused ? [{ name: 'refused', overdispersion: phi('refused') }] : []),
    ...(slowerThan === undefined ? [] : [{ name: 'slow', overdispersion: phi('slow') }]),
    // Requests are split one by one, so their shares come in no bursts; the coin itself tolerates an unsteady split.
    ...(unserved ? [{ name: 'unserved', overdispersion: 1 }] : []),
    ...own.map(({ name, budget }) => ({
      name,
      overdispersion: phi(name),
      ...(budget === undefined ? {} : { budget }),
    })),
  ];
  return {
    ...base,
    overdispersion: phi('failed'),
    coins,
    ...(slowerThan === undefined ? {} : { slowerThan }),
  };
}
