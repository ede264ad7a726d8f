import { models } from './models';
import type { Scenario } from './scenario';
import { databases } from './stories/databases';
import { incidents } from './stories/incidents';
import { interference } from './stories/interference';
import { mobile } from './stories/mobile';
import { nets } from './stories/nets';
import { regions } from './stories/regions';
import { runs } from './stories/runs';

const COMMON = { prior: 'pinned', approval: 'approved' } as const;

const SCENARIOS: readonly Scenario[] = [
  {
    ...COMMON,
    name: 'healthy',
    about:
      'A good commit is tested, staged, released, approved, judged at 5 % and at 25 %, and promoted. The same deploy again does nothing.',
    candidate: 'good',
    pending: 1,
    release: true,
    repeat: true,
    ending: 'candidate',
    exposed: true,
  },
  {
    ...COMMON,
    name: 'bad-canary',
    about:
      'A commit that passes every smoke test fails one request in five under traffic. It gets 5 %, is found out and brought back.',
    candidate: 'errors',
    ending: 'stable',
    exposed: true,
  },
  {
    ...COMMON,
    name: 'slow-canary',
    about: 'A commit that makes reads 150 ms slower gets 5 % of the traffic, is found out and brought back.',
    candidate: 'slow',
    onlyProduction: true,
    ending: 'stable',
    exposed: true,
  },
  {
    ...COMMON,
    name: 'prior-latest',
    about:
      'The traffic of the service was on LATEST, which would be the bad version by now. It comes back to the old one by name.',
    candidate: 'errors',
    prior: 'latest',
    onlyProduction: true,
    ending: 'stable',
    exposed: true,
  },
  {
    ...COMMON,
    name: 'crash-on-start',
    about:
      'A commit that ends before it listens is stopped by staging; deployed all the same, it never gets any traffic.',
    candidate: 'crash-on-start',
    stagingFails: true,
    ending: 'stable',
    exposed: false,
  },
  {
    ...COMMON,
    name: 'rejected',
    about: 'The release manager reads the brief and says no: nothing has changed.',
    candidate: 'good',
    approval: 'rejected',
    onlyProduction: true,
    ending: 'stable',
    exposed: false,
  },
  {
    ...COMMON,
    name: 'cancelled',
    about:
      'The deploy is cancelled at every boundary of its jobs, one after the other. Each time one good revision has everything.',
    candidate: 'good',
    onlyProduction: true,
    cancelled: true,
    ending: 'stable',
    exposed: true,
  },
  ...nets,
  ...incidents,
  ...interference,
  ...regions,
  ...runs,
  ...databases,
  ...models,
  ...mobile,
  {
    ...COMMON,
    name: 'no-traffic',
    about:
      'Nobody visits the service, now or in the hour before. Probes decide alone, and the good commit is promoted.',
    candidate: 'good',
    visitors: 0,
    onlyProduction: true,
    variables: { ROLLOUT: '10%:7m 100%' },
    proof: 'probes alone',
    ending: 'candidate',
    exposed: true,
  },
  {
    ...COMMON,
    name: 'inconclusive',
    about:
      'A commit is no worse than the old one, and both fail nearly as often as the budget allows: at the end of the extension there is no verdict, and it is held.',
    candidate: 'good',
    trouble: { failing: 1, of: 80 },
    onlyProduction: true,
    variables: { ROLLOUT: '5%:5m 100%', EXTENSION: '3m' },
    proof: 'undecided',
    ending: 'held',
    exposed: true,
  },
  {
    ...COMMON,
    name: 'sick-environment',
    about:
      'The store fails two reads in 24, whichever version asks. The candidate is held, not rolled back: there is nothing better to go back to.',
    candidate: 'good',
    trouble: { failing: 2, of: 24 },
    onlyProduction: true,
    variables: { ROLLOUT: '5%:5m 100%', EXTENSION: '3m' },
    proof: 'sick',
    ending: 'held',
    exposed: true,
  },
  {
    ...COMMON,
    name: 'bursty',
    about:
      'The store fails in runs of twelve, on the old and on the new version. A run that hits the candidate is no reason to take it back.',
    candidate: 'good',
    trouble: { failing: 12, of: 96, level: 3 },
    onlyProduction: true,
    variables: { ROLLOUT: '50%:12m 100%' },
    proof: 'bursts',
    ending: 'candidate',
    exposed: true,
  },
  {
    ...COMMON,
    name: 'late-metrics',
    about:
      'Half of the points of the metrics come four minutes later than announced. The good commit is promoted, and no request is counted twice.',
    candidate: 'good',
    late: { share: 0.5, byMs: 240_000 },
    onlyProduction: true,
    variables: { ROLLOUT: '25%:10m 100%' },
    proof: 'counted once',
    ending: 'candidate',
    exposed: true,
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
