import type { MathappVariant } from './example';
import type { StoreTrouble } from './past';
import type { Telling } from './picture';
import type { Proof } from './proofs';
import type { StoresSettings } from './stores';
import type { GateRequest } from './workflow/options';

/** What a story plays in, and how it has to end. */
export interface Setting {
  name: string;
  /** What a newcomer reads before it begins. */
  about: string;
  /** Folder below examples/ whose story it is; the first example's when left out. */
  example?: string;
  /** Which version of the example is carried to production. */
  candidate: MathappVariant;
  /** How production's traffic stood before: pinned to a revision by name, or on LATEST. */
  prior: 'pinned' | 'latest';
  /** What the release manager says. */
  approval: 'approved' | 'rejected';
  /** Where production's service stands; one region when left out. */
  regions?: readonly string[];
  /** The deploy is cancelled at each of its boundaries in turn, and started anew. */
  cancelled?: boolean;
  /** A version and a GitHub release are made of what staging has run. */
  release?: boolean;
  /** The same deploy is run once more at the end, and must write nothing. */
  repeat?: boolean;
  /** Staging finds the fault, so the pipeline stops before production. */
  stagingFails?: boolean;
  /** How many of the example's migrations the past has not seen yet; they go to production with the candidate. */
  pending?: number;
  /** The people with the product's app, where the story is about it. */
  stores?: StoresSettings;
  /** Visitors' requests in a real second, where it is not the usual number. */
  visitors?: number;
  /** The store of production is in trouble, whichever version asks it; it was so in the hour before. */
  trouble?: StoreTrouble;
  /** Variables of the repository, for a plan that is shorter than the usual one. */
  variables?: Readonly<Record<string, string>>;
  /** Only the way to production is played: what comes before it is another scenario's story. */
  onlyProduction?: boolean;
  /** Some points of the metrics are later than announced. */
  late?: { share: number; byMs: number };
  /** What the verdict has to show beside its result. */
  proof?: Proof;
  /** Visitors see failures although the version is good: what it runs on is at fault. */
  mayFail?: boolean;
  /** Who has to have all the traffic at the end; `held`: it stays split, for a person to decide. */
  ending: 'candidate' | 'stable' | 'held';
  /** Whether the candidate has to have had some of it. */
  exposed: boolean;
}

/** How a scenario is played. */
export interface RehearsalOptions {
  seed: number;
  /** How many times faster than real time. */
  scale: number;
  /** Visitors' requests in a real second, to all regions together. */
  perSecond: number;
  /** Folder below examples/ that holds the caller's repository. */
  example: string;
  /** Play only this workflow file of the example, such as ci.yml. */
  workflow?: string;
  telling: Telling;
  /** Asks a person at the gate; without it the scenario itself answers. */
  ask?: (gate: GateRequest) => Promise<'approved' | 'rejected'>;
  signal: AbortSignal;
}
