import { isName, mostCoins, nameRule } from './limits';
import { remembered } from './remember';

/** A coin beside failed and slower. */
export interface CoinSettings {
  /**
   * `refused` (4xx), `slow` (latency above T), `unserved` (requests that reach no instance), or whatever the caller calls a metric
   * of its own.
   */
  readonly name: string;
  /**
   * The share that may be bad, where the coin also has an absolute test. Not for `refused` and `unserved`, which only compare,
   * and not for `slow`, whose budget is `slowBudget`.
   */
  readonly budget?: number;
  /** Stable's variance-to-mean ratio of bad outcomes a minute, phi; at least 1, which is no bursts at all. */
  readonly overdispersion: number;
}

/** What a verdict is measured against. Fixed for the whole rollout, and never changed in
 * place: a threshold or a coin chosen after seeing data guarantees nothing. */
export interface VerdictSettings {
  /** The share of requests that may fail, b. Between 0 and 1, both excluded. */
  readonly errorBudget: number;
  /** How many times slower than stable the candidate may be. At least 1. */
  readonly slowerFactor: number;
  /** A difference of fewer milliseconds concerns nobody. At least 0. */
  readonly slowerFloor: number;
  /** The score at which evidence is enough. By Ville's inequality the risk is one in this many. Above 1. */
  readonly threshold: number;
  /** No coin may fail the candidate before it has seen this many bad outcomes of the candidate. A whole number, at least 1. */
  readonly minimumFailures: number;
  /** T in milliseconds: puts the coin `slow` in use, fed by pairs too, and with a budget. Above 0. */
  readonly slowerThan?: number;
  /** The share of requests that may be slower than `slowerThan`: 0.05 for "p95 is at most T". Between 0 and 1, both excluded. */
  readonly slowBudget: number;
  /** Phi of the coin failed, for its minutes. */
  readonly overdispersion: number;
  /** The further coins in use. Named before the rollout begins: each takes a share of the stake, and a coin added later is not fair. */
  readonly coins: readonly CoinSettings[];
}

/**
 * 1 % may fail, 1.2 times or 20 ms slower is tolerated, and the risk of an error is 5 % in each direction. No further coins: enough
 * for probe pairs.
 */
export const defaultSettings: VerdictSettings = {
  errorBudget: 0.01,
  slowerFactor: 1.2,
  slowerFloor: 20,
  threshold: 20,
  minimumFailures: 3,
  slowBudget: 0.05,
  overdispersion: 1,
  coins: [],
};

/**
 * Everything that is wrong with the settings, a sentence each, so that a caller can report all faults of its inputs at once.
 * Empty when there is none.
 */
export function settingsFaults(settings: VerdictSettings): string[] {
  const { errorBudget, slowBudget, threshold, minimumFailures, overdispersion, coins } = settings;
  return [
    ...budgetFaults('The error budget', errorBudget),
    ...budgetFaults('The slow budget', slowBudget),
    ...latencyFaults(settings),
    ...faultWhere(
      !(threshold > 1 && threshold <= 1e6),
      () => `The threshold is ${threshold}; it must be above 1 and at most 1000000, as 20 for a risk of 5 %.`,
    ),
    ...faultWhere(
      !(Number.isSafeInteger(minimumFailures) && minimumFailures >= 1),
      () => `The minimum of failures is ${minimumFailures}; it must be a whole number of at least 1.`,
    ),
    ...overdispersionFaults('The overdispersion', overdispersion),
    ...coinsFaults(coins),
  ];
}

const faultWhere = (isFault: boolean, fault: () => string): string[] => (isFault ? [fault()] : []);

const budgetFaults = (what: string, budget: number): string[] =>
  faultWhere(
    !(budget > 0 && budget < 1),
    () => `${what} is ${budget}; it must lie between 0 and 1, as 0.01 for 1 %.`,
  );

const overdispersionFaults = (what: string, phi: number): string[] =>
  faultWhere(
    !(phi >= 1 && Number.isFinite(phi)),
    () => `${what} is ${phi}; it must be at least 1, which is no bursts at all.`,
  );

function latencyFaults({ slowerFactor, slowerFloor, slowerThan }: VerdictSettings): string[] {
  return [
    ...faultWhere(
      !(slowerFactor >= 1 && Number.isFinite(slowerFactor)),
      () =>
        `The slower factor is ${slowerFactor}; it must be at least 1, as 1.2 for "20 % slower is tolerated".`,
    ),
    ...faultWhere(
      !(slowerFloor >= 0 && Number.isFinite(slowerFloor)),
      () => `The slower floor is ${slowerFloor}; it must be 0 or more milliseconds, as 20.`,
    ),
    ...faultWhere(
      slowerThan !== undefined && !(slowerThan > 0 && Number.isFinite(slowerThan)),
      () => `The latency that counts as slow is ${slowerThan}; it must be above 0 milliseconds, as 300.`,
    ),
  ];
}

/** Coins that every verdict has. */
const builtIn: readonly string[] = ['failed', 'slower'];
/** Coins whose budget, if they have one, is set elsewhere. */
const withoutOwnBudget: readonly string[] = ['refused', 'slow', 'unserved'];

function coinsFaults(coins: readonly CoinSettings[]): string[] {
  const names = coins.map(({ name }) => name);
  return [
    ...faultWhere(
      coins.length > mostCoins,
      () => `There are ${coins.length} coins; at most ${mostCoins} fit.`,
    ),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `The coin "${name}" is there twice.`),
    ...coins.flatMap(coinFaults),
  ];
}

function coinFaults({ name, budget, overdispersion }: CoinSettings): string[] {
  return [
    ...faultWhere(!isName(name), () => `"${name}" is no name for a coin: ${nameRule}.`),
    ...faultWhere(
      builtIn.includes(name),
      () => `The coin "${name}" is always in use and has its own settings.`,
    ),
    ...overdispersionFaults(`The overdispersion of "${name}"`, overdispersion),
    ...(budget === undefined ? [] : budgetFaults(`The budget of "${name}"`, budget)),
    ...faultWhere(
      budget !== undefined && withoutOwnBudget.includes(name),
      () => `The coin "${name}" takes no budget of its own.`,
    ),
  ];
}

const knownFaults = remembered(settingsFaults);

/** @throws RangeError that names every fault. A caller that has asked `settingsFaults` never sees it. */
export function requireSoundSettings(settings: VerdictSettings): void {
  const faults = knownFaults(settings);
  if (faults.length > 0) throw new RangeError(faults.join(' '));
}
