/** What a verdict is measured against. Fixed for the whole rollout: a threshold chosen after seeing data guarantees nothing. */
export interface VerdictSettings {
  /** The share of requests that may fail, b. Between 0 and 1, both excluded. */
  errorBudget: number;
  /** How many times slower than stable the candidate may be. At least 1. */
  slowerFactor: number;
  /** A difference of fewer milliseconds concerns nobody. At least 0. */
  slowerFloor: number;
  /** The score at which evidence is enough. By Ville's inequality the risk is one in this many. Above 1. */
  threshold: number;
  /** No coin may fail the candidate before it has seen this many bad outcomes of the candidate. A whole number, at least 1. */
  minimumFailures: number;
}

/** 1 % may fail, 1.2 times or 20 ms slower is tolerated, and the risk of an error is 5 % in each direction. */
export const defaultSettings: VerdictSettings = {
  errorBudget: 0.01,
  slowerFactor: 1.2,
  slowerFloor: 20,
  threshold: 20,
  minimumFailures: 3,
};

/**
 * Everything that is wrong with the settings, a sentence each, so that a caller can report all faults of its inputs at once.
 * Empty when there is none.
 */
export function settingsFaults(settings: VerdictSettings): string[] {
  const { errorBudget, slowerFactor, slowerFloor, threshold, minimumFailures } = settings;
  const faults: string[] = [];
  if (!(errorBudget > 0 && errorBudget < 1)) {
    faults.push(`The error budget is ${errorBudget}; it must lie between 0 and 1, as 0.01 for 1 %.`);
  }
  if (!(slowerFactor >= 1 && Number.isFinite(slowerFactor))) {
    faults.push(
      `The slower factor is ${slowerFactor}; it must be at least 1, as 1.2 for "20 % slower is tolerated".`,
    );
  }
  if (!(slowerFloor >= 0 && Number.isFinite(slowerFloor))) {
    faults.push(`The slower floor is ${slowerFloor}; it must be 0 or more milliseconds, as 20.`);
  }
  if (!(threshold > 1 && threshold <= 1e6)) {
    faults.push(
      `The threshold is ${threshold}; it must be above 1 and at most 1000000, as 20 for a risk of 5 %.`,
    );
  }
  if (!(Number.isSafeInteger(minimumFailures) && minimumFailures >= 1)) {
    faults.push(`The minimum of failures is ${minimumFailures}; it must be a whole number of at least 1.`);
  }
  return faults;
}

/** @throws RangeError that names every fault. A caller that has asked `settingsFaults` never sees it. */
export function requireSoundSettings(settings: VerdictSettings): void {
  const faults = settingsFaults(settings);
  if (faults.length > 0) throw new RangeError(faults.join(' '));
}
