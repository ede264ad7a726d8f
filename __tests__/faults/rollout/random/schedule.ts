/** Who does what when. A schedule and its seed say everything: the same one is played in the same way always. */
import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { BEHAVIOURS } from './images';
import type { Behaviour } from './images';
import { INTERVENTIONS } from './interventions';
import type { Intervention } from './interventions';
import { STRIKES_ON_READS, STRIKES_ON_WRITES } from './process';
import type { Strike } from './process';

/** A workflow run that deploys. Its job may die; what is left of the workflow goes on. */
export interface Deploy {
  behaviour: Behaviour;
  /** Tenths of a minute from the beginning. */
  at: number;
  strikes: readonly Strike[];
  /** What befalls the post step, and the job that cleans up. */
  later: readonly Strike[];
  /** The workflow has a job that brings back what this run has left behind. */
  cleansUp: boolean;
  /** What it does where another run is at work. */
  whenBusy: 'refuse' | 'queue' | 'supersede';
  /** Its job does not stay until the end: others come by every so many tenths of a minute, and go on with it. */
  resumedEvery: number | undefined;
  /** Somebody runs the workflow once more, this many tenths of a minute after it ended badly. */
  again: number | undefined;
}

/** What happens besides. */
export type Event =
  | { do: 'intervene'; act: Intervention; region: number; at: number }
  | { do: 'cancel'; run: 1 | 2; at: number }
  | { do: 'watch'; at: number; strikes: readonly Strike[] }
  | { do: 'roll-back'; at: number };

export interface Schedule {
  /** Of delays and jitter. */
  seed: number;
  /** Waves of regions, as the input `region` has them. */
  waves: string;
  /** What the traffic was before: all of it to a revision by its name, or to LATEST. */
  prior: 'pinned' | 'latest';
  deploys: readonly Deploy[];
  events: readonly Event[];
}

/** A rollout takes two or three minutes in every wave where nobody stands in its way. */
const LATEST_EVENT = 40;
const LATEST_SECOND = 40;
/** Leases last some minutes, so a watchdog that comes early has nothing to do. */
const LATEST_WATCHDOG = 200;
const LATEST_AGAIN = 100;

/** Any moment is as good as any other: by itself fast-check prefers the first and the last. */
const moment = (latest: number): Arbitrary<number> => fc.noBias(fc.nat({ max: latest }));
const at = moment(LATEST_EVENT);

/** Faults come early and seldom: later calls are like those before. */
const strike: Arbitrary<Strike> = fc.oneof(
  fc.record({
    on: fc.constant('read' as const),
    nth: fc.integer({ min: 1, max: 30 }),
    kind: fc.constantFrom(...STRIKES_ON_READS),
  }),
  fc.record({
    on: fc.constant('write' as const),
    nth: fc.integer({ min: 1, max: 6 }),
    kind: fc.constantFrom(...STRIKES_ON_WRITES),
  }),
);

const behaviour = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Behaviour>('good') },
  { weight: 4, arbitrary: fc.constantFrom(...BEHAVIOURS) },
);

const deployAt = (latest: number): Arbitrary<Deploy> =>
  fc.record({
    behaviour,
    at: moment(latest),
    strikes: fc.array(strike, { maxLength: 2 }),
    later: fc.array(strike, { maxLength: 1 }),
    cleansUp: fc.boolean(),
    whenBusy: fc.constantFrom('refuse', 'queue', 'supersede'),
    resumedEvery: fc.option(fc.integer({ min: 3, max: 30 }), { nil: undefined, freq: 4 }),
    again: fc.option(fc.nat({ max: LATEST_AGAIN }), { nil: undefined }),
  });

const event: Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('intervene' as const),
      act: fc.constantFrom(...INTERVENTIONS),
      region: fc.nat({ max: 2 }),
      at,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), run: fc.constantFrom(1, 2), at }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('watch' as const),
      at: moment(LATEST_WATCHDOG),
      strikes: fc.array(strike, { maxLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('roll-back' as const), at }) },
);

/** One region, or two, one after the other or side by side, or both. */
const waves = fc.oneof(
  { weight: 6, arbitrary: fc.constant('europe-west1') },
  { weight: 3, arbitrary: fc.constant('europe-west1|us-central1') },
  { weight: 2, arbitrary: fc.constant('europe-west1,us-central1') },
  { weight: 1, arbitrary: fc.constant('europe-west1,us-central1|asia-east1') },
);

/** Every schedule there is. */
export const schedules = (): Arbitrary<Schedule> =>
  fc.record({
    seed: fc.nat({ max: 0xffff }),
    waves,
    prior: fc.constantFrom('pinned', 'latest'),
    deploys: fc
      .tuple(deployAt(0), fc.array(deployAt(LATEST_SECOND), { maxLength: 1 }))
      .map(([first, more]) => [first, ...more]),
    events: fc.array(event, { maxLength: 4, size: 'max' }),
  });
