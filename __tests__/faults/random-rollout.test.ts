import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadActions } from './rollout/random/load-actions';
import type { Actions } from './rollout/random/load-actions';
import { mutantNamed, MUTANTS } from './rollout/random/mutants';
import { play } from './rollout/random/play';
import type { Outcome } from './rollout/random/play';
import { schedules } from './rollout/random/schedule';
import type { Deploy, Schedule } from './rollout/random/schedule';
import { inWords } from './rollout/random/words';
import { openWorld } from './rollout/random/world';
import type { World } from './rollout/random/world';

const quiet: Deploy = {
  behaviour: 'good',
  at: 0,
  strikes: [],
  later: [],
  cleansUp: false,
  whenBusy: 'refuse',
  resumedEvery: undefined,
  again: undefined,
};

const scheduleOf = (overrides: Partial<Schedule>): Schedule => ({
  seed: 1,
  waves: 'europe-west1',
  prior: 'latest',
  deploys: [quiet],
  events: [],
  ...overrides,
});

/** A run that is lost with its machine while its revision fails to start; then somebody moves the traffic. */
const lostAtTheStart: Partial<Schedule> = {
  deploys: [{ ...quiet, behaviour: 'broken', strikes: [{ on: 'write', nth: 1, kind: 'lose-after' }] }],
  events: [{ do: 'intervene', act: 'moves', region: 0, at: 10 }],
};

/** `npm run faults -- rollout --random N` plays many of them; these few are made by hand. */
describe('schedules in virtual time', () => {
  let actions: Actions;
  let world: World;
  beforeAll(async () => {
    actions = await loadActions();
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());

  const played = (overrides: Partial<Schedule>): Promise<Outcome> =>
    play(world, actions, scheduleOf(overrides));
  const lines = ({ printed }: Outcome, pattern: RegExp): string[] =>
    printed.filter((line) => pattern.test(line));

  test('a rollout goes through its waves to its end, in no time', async () => {
    const outcome = await played({ waves: 'europe-west1|us-central1' });
    expect(outcome.faults).toEqual([]);
    expect(lines(outcome, /run 1 WRITES .* 100 %; record of \S+: promoted$/)).toHaveLength(2);
  });

  test('what is lost with its machine at 10 % is brought back by the watchdog when the lease is over', async () => {
    const strikes = [{ on: 'write', nth: 2, kind: 'lose-after' }] as const;
    const outcome = await played({ deploys: [{ ...quiet, strikes }] });
    expect(outcome.faults).toEqual([]);
    expect(lines(outcome, /run 1: is dead/)).toHaveLength(1);
    expect(lines(outcome, /run 1, post/)).toEqual([]);
    expect(lines(outcome, /last watchdog WRITES .*-> shop-prior 100 %; .*: rolled-back$/)).toHaveLength(1);
  });

  test('a step that Cloud Run gave up is taken back by the watchdog: it would come with the next change', async () => {
    const outcome = await played({
      ...{ seed: 0, prior: 'pinned', waves: 'europe-west1|us-central1' },
      deploys: [
        {
          ...quiet,
          strikes: [{ on: 'write', nth: 3, kind: 'operation-error' }],
          later: [{ on: 'read', nth: 1, kind: 'lose-before' }],
        },
      ],
    });
    expect(outcome.faults).toEqual([]);
    expect(lines(outcome, /last watchdog WRITES europe-west1: .*: rolled-back$/)).toHaveLength(1);
  });

  test('the tag of what never started is taken away by the watchdog, so that the traffic of others is routed', async () => {
    const outcome = await played(lostAtTheStart);
    expect(outcome.faults).toEqual([]);
    expect(lines(outcome, /last watchdog WRITES .*-> shop-old 100 %/)).toHaveLength(1);
  });

  test('a cancelled job brings its candidate back by its own hook', async () => {
    const outcome = await played({ events: [{ do: 'cancel', run: 1, at: 5 }] });
    expect(outcome.faults).toEqual([]);
    expect(lines(outcome, /run 1 WRITES .*: rolled-back$/)).toHaveLength(1);
    expect(lines(outcome, /run 1: ends in cancelled$/)).toHaveLength(1);
  });

  test('what somebody raises just before the verdict is held for them, and no watchdog takes it back', async () => {
    const outcome = await played({ events: [{ do: 'intervene', act: 'raises', region: 0, at: 8 }] });
    expect(outcome.faults).toEqual([]);
    expect(lines(outcome, /last watchdog WRITES/)).toEqual([]);
  });

  test('what somebody raises while a resumed run looks anew is judged on, and brought back when it is bad', async () => {
    const outcome = await played({
      ...{ seed: 0, prior: 'pinned' },
      deploys: [{ ...quiet, behaviour: 'bad', resumedEvery: 10 }],
      events: [{ do: 'intervene', act: 'raises', region: 0, at: 11 }],
    });
    expect(outcome.faults).toEqual([]);
    expect(lines(outcome, /run 1, resumed 1: bringing all traffic back to shop-prior/)).toHaveLength(1);
  });

  test('a rollback that comes while the run moves traffic is never rolled forward again', async () => {
    for (let at = 6; at <= 26; at += 2) {
      const outcome = await played({ events: [{ do: 'roll-back', at }] });
      expect([at, outcome.faults]).toEqual([at, []]);
    }
  }, 60_000);

  test('a rollback that a new rollout overtakes takes that one back, and not what served beside it', async () => {
    const second: Deploy = { ...quiet, at: 38 };
    const outcome = await played({
      ...{ seed: 0, prior: 'pinned', deploys: [quiet, second] },
      events: [{ do: 'roll-back', at: 38 }],
    });
    expect(outcome.faults).toEqual([]);
    expect(
      lines(outcome, /rollback asked for at 38 WRITES .*-> shop-1111111-\S+ 100 %; .*: rolled-back$/),
    ).toHaveLength(1);
  });

  test('the same schedule is played in the same way, call by call', async () => {
    for (const schedule of fc.sample(schedules(), { numRuns: 2, seed: 4 })) {
      const one = await play(world, actions, schedule);
      const other = await play(world, actions, schedule);
      expect(other.printed).toEqual(one.printed);
    }
  });

  test('a schedule is told in the order in which things happen', () => {
    const second: Deploy = { ...quiet, at: 20, behaviour: 'bad', whenBusy: 'queue' };
    const events = [{ do: 'intervene', act: 'lowers', region: 0, at: 7 }] as const;
    expect(inWords(scheduleOf({ deploys: [quiet, second], events }))).toEqual([
      'The service in europe-west1; all traffic goes to LATEST; luck 1.',
      'Minute 0: run 1 deploys a good image (when-busy: refuse).',
      'Minute 0.7: somebody lowers in europe-west1.',
      'Minute 2: run 2 deploys a bad image (when-busy: queue).',
    ]);
  });
});

describe('a planted bug', () => {
  test.each([
    [
      'aborts-in-words-only',
      { deploys: [{ ...quiet, behaviour: 'bad' }] },
      /^run 1 says rolled-back, and in europe-west1 there is/,
    ],
    ['leaves-the-tag', lostAtTheStart, /shop-old is meant to have 100 % and has 0 %/],
  ] as const)(
    '%s is found by a schedule that stumbles over it',
    async (name, schedule, fault) => {
      const actions = await loadActions(mutantNamed(name));
      const world = await openWorld();
      const { faults } = await play(world, actions, scheduleOf(schedule));
      await world.close();
      expect(faults.join('\n')).toMatch(fault);
    },
    60_000,
  );

  test.each(MUTANTS)('$name still fits the sources', async ({ file, from }) => {
    const source = await readFile(join(import.meta.dirname, '../..', file), 'utf8');
    expect(source.split(from)).toHaveLength(2);
  });

  test('has a name of its own, and one that is not known is refused', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
    expect(() => mutantNamed('nonsense')).toThrow(/restores-a-snapshot/);
    expect(mutantNamed(undefined)).toBeUndefined();
  });
});
