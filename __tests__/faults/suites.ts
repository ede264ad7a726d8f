import { manifestSuite } from './manifest/suite';
import { migrateSuite } from './migrate/suite';
import { randomRolloutSuite } from './rollout/random/suite';
import { mobileSuite } from './mobile/suite';
import { rolloutSuite } from './rollout/suite';

/** How a suite of faults is run. */
export interface SuiteOptions {
  /** The folder with the bundles, one folder an action. */
  bundles: string;
  /** A folder in which Node keeps what it has compiled, so that the many short processes start sooner. */
  cache: string;
  /** Whether the case of this number, from 1, is run. */
  isChosen: (number: number) => boolean;
  /** Tell everything that the steps print. */
  verbose: boolean;
  /** The command that repeats this suite. */
  repeat: string;
  /** A line for people. */
  tell: (line: string) => void;
  /** Kills every process of the suite, and ends it. */
  signal: AbortSignal;
}

/** How schedules made up at random are played. */
export interface RandomOptions extends Pick<SuiteOptions, 'repeat' | 'tell' | 'signal' | 'verbose'> {
  random: {
    /** How many. */
    count: number;
    /** The same seed makes up the same schedules. */
    seed: number;
    /** The way to one of them, as it was told when it was lost; undefined plays all. */
    path: string | undefined;
    /** The name of a bug to plant, to see whether it is found. */
    mutant: string | undefined;
  };
}

/** How it went. */
export interface SuiteResult {
  /** Cases that met their fault. */
  cases: number;
  /** Cases after which something did not hold. */
  lost: number;
  /** Cases whose call was never made; they do not count. */
  unmet: number;
}

/** The suites by name. */
export const SUITES: Readonly<Record<string, (options: SuiteOptions) => Promise<SuiteResult>>> = {
  manifest: manifestSuite,
  migrate: migrateSuite,
  mobile: mobileSuite,
  rollout: rolloutSuite,
};

/** The suites that can be played at random, by name. */
export const RANDOM_SUITES: Readonly<Record<string, (options: RandomOptions) => Promise<SuiteResult>>> = {
  rollout: randomRolloutSuite,
};
