import { judgeBake, judgeStream, type Rulings } from './judges';
import type { Random } from './random';
import type { Source } from './sluice';
import { bakeStream } from './streams/bake';
import { probeStream, type Probes } from './streams/probes';
import type { Stream } from './streams/stream';
import { trafficStream, type Traffic } from './streams/traffic';

/** What can be asked of a rule, depending on what the candidate is. */
export interface Figures {
  /** Rolled back although it is no worse than stable. */
  falseFail: number | null;
  /** Promoted although it is worse than it may be. */
  falsePass: number | null;
  /** Rolled back, and rightly so. */
  power: number | null;
  /** Until half of the rollbacks have come. */
  medianMinutes: number | null;
}

/** A bound that a figure of ours must keep. */
export interface Bound {
  figure: keyof Figures;
  atMost?: number;
  atLeast?: number;
}

export interface Case {
  name: string;
  title: string;
  /**
   * `equal`: stable's equal, so that a rollback is wrong. `sick`: the same, and both outside the budget, so that a pass is
   * wrong too. `worse`: a rollback is right. `atBudget`: neither a rollback nor a pass has a reason.
   */
  candidate: 'equal' | 'sick' | 'worse' | 'atBudget';
  replications: number;
  play: (random: Random) => Rulings;
  /** The rollout by itself, where it has both revisions. */
  stream?: (random: Random) => Stream;
  source: Source;
  toHold: readonly Bound[];
}

const falseFail = (atMost: number): Bound => ({ figure: 'falseFail', atMost });
const falsePass = (atMost: number): Bound => ({ figure: 'falsePass', atMost });
const found = (atLeast: number, withinMinutes: number): Bound[] => [
  { figure: 'power', atLeast },
  { figure: 'medianMinutes', atMost: withinMinutes },
];

/** 600 requests a minute, of which the candidate has 10 %, for half an hour; 0.2 % of them fail. */
const busy: Traffic = {
  minutes: 30,
  requestsPerMinute: 600,
  share: 0.1,
  stableRate: 0.002,
  candidateRate: 0.002,
};

/** 300 pairs in half an hour, of a service in which 0.1 % fail. */
const probing: Probes = { minutes: 30, pairsPerMinute: 10, stableRate: 0.001, candidateRate: 0.001 };

/** The candidate at exactly the budget, and everything else of an ordinary rollout. */
const atBudget = { requests: 3000, rate: 0.01, requestsPerMinute: 100 };

/** Enough that the standard error of a share of 1 % is 0.16 %. */
const replications = 4000;
/** Where a figure comes close to its bound, so that chance does not decide whether it keeps it. */
const manyReplications = 12_000;

function traffic(
  name: string,
  title: string,
  candidate: Case['candidate'],
  change: Partial<Traffic>,
  ...toHold: Bound[]
): Case {
  const stream = (random: Random): Stream => trafficStream(random, { ...busy, ...change });
  return rolloutCase({ name, title, candidate, stream, source: 'traffic', toHold });
}

function probes(
  name: string,
  title: string,
  candidate: Case['candidate'],
  change: Partial<Probes>,
  ...toHold: Bound[]
): Case {
  const stream = (random: Random): Stream => probeStream(random, { ...probing, ...change });
  return rolloutCase({ name, title, candidate, stream, source: 'probes', toHold });
}

function rolloutCase(
  rest: Omit<Case, 'play' | 'replications'> & { stream: (random: Random) => Stream },
): Case {
  const play = (random: Random): Rulings => judgeStream(rest.stream(random), rest.source);
  return { ...rest, play, replications };
}

const bursts = [3, 5, 10].flatMap((run) =>
  [0.1, 0.5].map((share) =>
    traffic(
      `runs-of-${run}-at-${100 * share}`,
      `no worse, failures in runs of ${run}, ${100 * share} % share`,
      'equal',
      { run, share },
      falseFail(0.01),
    ),
  ),
);

/** Everything that is simulated. What has no bound here is for comparison. */
export const cases: readonly Case[] = [
  traffic('equal', 'no worse, steady', 'equal', {}, falseFail(0.05)),
  traffic('equal-drift', 'no worse, background x8', 'equal', { drift: 8 }, falseFail(0.01)),
  traffic('equal-half', 'no worse, steady, 50 % share', 'equal', { share: 0.5 }, falseFail(0.05)),
  ...bursts,
  traffic('x5', 'errors x5', 'worse', { candidateRate: 0.01 }, ...found(0.9, 14)),
  traffic(
    'x5-drift',
    'errors x5, background x8',
    'worse',
    { candidateRate: 0.01, drift: 8 },
    ...found(0.9, 14),
  ),
  traffic('x5-runs-of-5', 'errors x5, in runs of 5', 'worse', { candidateRate: 0.01, run: 5 }),
  traffic(
    'x10-quiet',
    'errors x10, 60 requests/min, 1 % errors',
    'worse',
    { requestsPerMinute: 60, stableRate: 0.01, candidateRate: 0.1 },
    ...found(0.99, 9),
  ),
  traffic(
    'quiet-two-hours',
    'no worse, 20 requests/min each, 0.5 % errors, 2 hours',
    'equal',
    { minutes: 120, requestsPerMinute: 40, share: 0.5, stableRate: 0.005, candidateRate: 0.005 },
    falseFail(0.05),
  ),
  {
    ...probes(
      'pairs-5-percent',
      '300 pairs, 5 % against 0.1 %',
      'worse',
      { candidateRate: 0.05 },
      ...found(0.97, 13),
    ),
    replications: 2 * replications,
  },
  probes(
    'pairs-tenfold',
    '300 pairs, 20 % of requests ten times slower',
    'worse',
    { tenfold: 0.2 },
    { figure: 'power', atLeast: 0.9 },
  ),
  probes('pairs-equal', '300 pairs, no worse', 'equal', {}, falseFail(0.05)),
  {
    ...probes(
      'sick-pairs',
      '300 pairs, both x8 sick (1.6 %)',
      'sick',
      { stableRate: 0.016, candidateRate: 0.016 },
      falseFail(0.01),
      falsePass(0.05),
    ),
    replications: manyReplications,
  },
  traffic(
    'sick-traffic',
    'traffic, both x8 sick (1.6 %)',
    'sick',
    { stableRate: 0.016, candidateRate: 0.016 },
    falseFail(0.01),
    falsePass(0.05),
  ),
  probes(
    'sick-gross',
    '300 pairs, both grossly sick (8 %)',
    'sick',
    { stableRate: 0.08, candidateRate: 0.08 },
    falseFail(0.05),
    falsePass(0.05),
  ),
  {
    name: 'at-budget',
    title: 'rate exactly at the budget, to 3,000 requests',
    candidate: 'atBudget',
    replications: 2 * manyReplications,
    play: (random) => judgeBake(bakeStream(random, atBudget), atBudget),
    source: 'traffic',
    toHold: [falseFail(0.05), falsePass(0.05)],
  },
];

/** The case of that name, or undefined. */
export const caseNamed = (name: string): Case | undefined => cases.find((each) => each.name === name);

/** One rollout of a case that compares two revisions. */
export function caseStream(name: string, random: Random): Stream {
  const found = caseNamed(name);
  if (!found?.stream) throw new Error(`There is no case ${name} with two revisions.`);
  return found.stream(random);
}
