import type { MathappVariant } from './example';

/** One story that the rehearsal can play, and how it has to end. */
export interface Scenario {
  name: string;
  /** What a newcomer reads before it begins. */
  about: string;
  /** Which version of the example is deployed. */
  candidate: MathappVariant;
  /** How the service's traffic stood before: pinned to a revision by name, or on LATEST. */
  prior: 'pinned' | 'latest';
  /** The deploying process is killed (SIGKILL) as soon as the candidate has this share of the traffic. */
  killAtPercent?: number;
  /** The same deploy is run once more at the end, and must write nothing. */
  repeat?: boolean;
  /** Who has to have all the traffic at the end. */
  ending: 'candidate' | 'stable';
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'healthy',
    about:
      'A good version is put beside the old one, judged at 5 % and at 25 %, and promoted. The same deploy again does nothing.',
    candidate: 'good',
    prior: 'pinned',
    repeat: true,
    ending: 'candidate',
  },
  {
    name: 'bad-canary',
    about: 'A version that fails one request in five gets 5 % of the traffic, is found out and brought back.',
    candidate: 'errors',
    prior: 'pinned',
    ending: 'stable',
  },
  {
    name: 'slow-canary',
    about: 'A version that takes 150 ms longer gets 5 % of the traffic, is found out and brought back.',
    candidate: 'slow',
    prior: 'pinned',
    ending: 'stable',
  },
  {
    name: 'prior-latest',
    about:
      'The traffic of the service was on LATEST, which would be the bad version by now. It comes back to the old one by name.',
    candidate: 'errors',
    prior: 'latest',
    ending: 'stable',
  },
  {
    name: 'killed-midway',
    about:
      'The runner dies while the candidate has 5 % of the traffic. The next net catches it and brings the traffic back.',
    candidate: 'good',
    prior: 'pinned',
    killAtPercent: 5,
    ending: 'stable',
  },
];

/** All scenarios, in the order in which they are told. */
export const scenarios = (): readonly Scenario[] => SCENARIOS;

/** @throws RangeError that names every scenario there is */
export function scenarioNamed(name: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found) return found;
  const names = SCENARIOS.map((scenario) => scenario.name).join(', ');
  throw new RangeError(
    `There is no scenario "${name}". Give one of: ${names}; or none, to play all of them.`,
  );
}
