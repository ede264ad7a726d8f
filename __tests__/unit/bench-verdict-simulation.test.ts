import { describe, expect, test } from '@jest/globals';
import { caseNamed, caseStream } from '../../bench/verdict/cases';
import { passedBy } from '../../bench/verdict/exact';
import { brokenBounds, caseFigures, figuresOf } from '../../bench/verdict/figures';
import { playAll } from '../../bench/verdict/pool';
import { binomial, hashOf, poisson, seeded } from '../../bench/verdict/random';
import { bakeMinutes, bakeStream, bestMoments } from '../../bench/verdict/streams/bake';
import { background, trafficStream, type Traffic } from '../../bench/verdict/streams/traffic';
import { count, medianMinutes, together, type Tallies } from '../../bench/verdict/tally';
import { playTask, tasksOf } from '../../bench/verdict/tasks';

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
/** Expects a value within so much of what is expected: some six standard errors, for a fixed seed. */
function expectNear(value: number, expected: number, tolerance: number): void {
  expect(Math.abs(value - expected)).toBeLessThan(tolerance);
}

const varianceOf = (values: readonly number[]): number =>
  mean(values.map((value) => (value - mean(values)) ** 2));

describe('the same seed', () => {
  const play = (seed: number): Tallies => playTask({ name: 'x10-quiet', seed, from: 0, to: 40 });

  test('gives the same figures, another one does not', () => {
    expect(play(7)).toEqual(play(7));
    expect(play(8)).not.toEqual(play(7));
  });

  test('gives the same figures on one thread and on three', async () => {
    const tasks = ['x10-quiet', 'at-budget'].flatMap((name) => tasksOf(name, 7, 250));
    const [one, three] = await Promise.all([playAll(tasks, 1), playAll(tasks, 3)]);
    expect([...three].sort()).toEqual([...one].sort());
    expect(one.get('x10-quiet')?.['sluice']?.rollouts).toBe(250);
  });

  test('a failure on a thread is a failure of the whole', async () => {
    await expect(playAll([{ name: 'nobody', seed: 1, from: 0, to: 1 }], 1)).rejects.toThrow('nobody');
  });

  test('a replication does not depend on those before it', () => {
    const all = playTask({ name: 'x10-quiet', seed: 7, from: 0, to: 40 });
    const halves = together(
      playTask({ name: 'x10-quiet', seed: 7, from: 20, to: 40 }),
      playTask({ name: 'x10-quiet', seed: 7, from: 0, to: 20 }),
    );
    expect(halves).toEqual(all);
  });
});

describe('the streams', () => {
  const traffic: Traffic = {
    minutes: 30,
    requestsPerMinute: 600,
    share: 0.1,
    stableRate: 0.02,
    candidateRate: 0.04,
  };
  const played = (change: Partial<Traffic>): ReturnType<typeof trafficStream>[] =>
    Array.from({ length: 100 }, (_, replication) =>
      trafficStream(seeded(1, 2, replication), { ...traffic, ...change }),
    );

  test('have the share and the rates that were asked for', () => {
    const minutes = played({}).flatMap((stream) => stream.minutes);
    expectNear(mean(minutes.map(({ candidate }) => candidate.requests)), 60, 0.9);
    expectNear(mean(minutes.map(({ stable }) => stable.requests)), 540, 2.6);
    expectNear(mean(minutes.map(({ candidate }) => candidate.failures)), 2.4, 0.17);
    expectNear(mean(minutes.map(({ stable }) => stable.failures)), 10.8, 0.37);
  });

  test('failures in runs keep the rate and multiply the variance', () => {
    const [single, runs] = [{}, { run: 5 }].map((change) =>
      played(change).flatMap(({ hourBefore }) => hourBefore),
    );
    expectNear(mean(runs ?? []), 12, 0.6);
    expectNear(varianceOf(single ?? []) / mean(single ?? []), 1, 0.12);
    expectNear(varianceOf(runs ?? []) / mean(runs ?? []), 5, 0.6);
  });

  test('the background is at its worst in the middle, on both revisions', () => {
    const drifting = { ...traffic, minutes: 31, drift: 8 };
    expect(background(drifting, 15)).toBeCloseTo(8, 10);
    expect(background(drifting, 0)).toBeLessThan(1.2);
    expect(background(traffic, 15)).toBe(1);
  });

  test('a bake can pass before a failure or at its end, and its minutes hold the same failures', () => {
    expect(bestMoments([3, 10], 12)).toEqual([
      { requests: 2, failures: 0 },
      { requests: 9, failures: 1 },
      { requests: 12, failures: 2 },
    ]);
    const minutes = bakeMinutes([3, 10], 12, 5).map(({ candidate }) => candidate);
    expect(minutes.map(({ requests }) => requests)).toEqual([5, 5, 2]);
    expect(minutes.map(({ failures }) => failures)).toEqual([1, 1, 0]);
    expect(bakeStream(seeded(1, 1, 1), { requests: 5, rate: 1 })).toEqual([1, 2, 3, 4, 5]);
  });

  test('draws have their mean and variance', () => {
    const random = seeded(3, 4, 5);
    const arrivals = Array.from({ length: 5000 }, () => poisson(random, 50));
    expectNear(mean(arrivals), 50, 0.6);
    expectNear(varianceOf(arrivals), 50, 6);
    const failures = Array.from({ length: 5000 }, () => binomial(random, 200, 0.05));
    expectNear(mean(failures), 10, 0.27);
    expectNear(varianceOf(failures), 9.5, 1.2);
    expect([binomial(random, 9, 0), binomial(random, 9, 1), poisson(random, 0)]).toEqual([0, 9, 0]);
  });
});

describe('the figures', () => {
  const tallies: Tallies = {};
  count(tallies, { sluice: { end: 'rollback', minutes: 3 }, other: { end: 'promote' } });
  count(tallies, { sluice: { end: 'rollback', minutes: 9 }, other: { end: 'hold' } });
  count(tallies, { sluice: { end: 'hold' }, other: { end: 'rollback', minutes: 2 } });
  count(tallies, { sluice: { end: 'promote' }, other: { end: 'promote' } });

  test('of a worse candidate: found, missed, and how soon', () => {
    expect(figuresOf(tallies['sluice'] ?? never(), 'worse')).toEqual({
      falseFail: null,
      falsePass: 0.25,
      power: 0.5,
      medianMinutes: 3,
    });
    expect(medianMinutes({ rollouts: 1, promotions: 1, rollbacks: 0, rollbacksAfter: [] })).toBeNull();
  });

  test('of an equal one: nothing but false rollbacks', () => {
    expect(figuresOf(tallies['other'] ?? never(), 'equal')).toEqual({
      falseFail: 0.25,
      falsePass: null,
      power: null,
      medianMinutes: null,
    });
  });

  test('a bound that is broken is named with its value', () => {
    const x5 = caseNamed('x5') ?? never();
    const figures = caseFigures(x5, tallies);
    expect(brokenBounds(x5, figures)).toEqual(['x5: power is 0.5, and must be at least 0.9.']);
    expect(brokenBounds(x5, { ...figures, power: null, medianMinutes: 15 })).toHaveLength(2);
  });

  const never = (): never => {
    throw new Error('There is no such tally.');
  };
});

test('the exact chance of a pass: first three successes in a row, by hand', () => {
  const chances = passedBy(0.5, 4, ({ requests, failures }) => requests >= 3 && failures === 0);
  expect(chances).toEqual([0, 0, 0, 0.125, 0.125]);
  const later = passedBy(0.5, 3, ({ requests, failures }) => failures < requests - 1);
  // 00 passes at two; 010 and 100 at three, since two successes with one failure are enough then.
  expect(later).toEqual([0, 0, 0.25, 0.5]);
});

test('every case has a name of its own, and streams where it compares two revisions', () => {
  expect(hashOf('equal')).not.toBe(hashOf('equal-drift'));
  expect(caseStream('equal', seeded(1, 1, 1)).minutes).toHaveLength(30);
  expect(() => caseStream('at-budget', seeded(1, 1, 1))).toThrow('at-budget');
});
