import { describe, expect, test } from '@jest/globals';
import {
  defaultSettings,
  emptyState,
  type Evidence,
  observe,
  type Scores,
  type VerdictState,
} from '../../lib/verdict';
import { scoresOf } from '../../lib/verdict/scores';

/** What a rollout can have met so far, and how likely that is. States do not depend on the order, so courses that met the same are one. */
type Courses = Map<string, { state: VerdictState; probability: number }>;

/** How often a request fails on each arm. */
interface Rates {
  candidate: number;
  stable: number;
}

/** Courses rarer than this are not followed. They are added up, so that a bound can count them as the worst that could be. */
const tooRare = 1e-7;

const pairOf = (candidateFailed: boolean, stableFailed: boolean): Evidence => ({
  kind: 'pair',
  candidate: { failed: candidateFailed, millis: 10 },
  stable: { failed: stableFailed, millis: 10 },
});

function outcomes({ candidate, stable }: Rates): { pair: Evidence; probability: number }[] {
  return [
    { pair: pairOf(false, false), probability: (1 - candidate) * (1 - stable) },
    { pair: pairOf(true, false), probability: candidate * (1 - stable) },
    { pair: pairOf(false, true), probability: (1 - candidate) * stable },
    { pair: pairOf(true, true), probability: candidate * stable },
  ];
}

/** Every course, one pair further. */
function onePairMore(courses: Courses, rates: Rates): Courses {
  const next: Courses = new Map();
  for (const course of courses.values()) {
    for (const outcome of outcomes(rates)) {
      const probability = course.probability * outcome.probability;
      if (probability < tooRare) continue;
      const state = observe(course.state, outcome.pair, defaultSettings);
      const key = JSON.stringify(state);
      next.set(key, { state, probability: probability + (next.get(key)?.probability ?? 0) });
    }
  }
  return next;
}

const mean = (scores: Scores): number => scores.mean;
const withinBudget = (scores: Scores): number => scores.coins[0]?.withinBudget ?? NaN;

const weight = (courses: Courses): number =>
  [...courses.values()].reduce((sum, { probability }) => sum + probability, 0);

interface Chance {
  atLeast: number;
  atMost: number;
}

/**
 * The exact chance that a score has reached the threshold at any look so far, for each number of pairs, with a look after every
 * pair: nothing is drawn at random.
 */
function chances(
  scoreIn: (scores: Scores) => number,
  rates: Rates,
  most: number,
  settings = defaultSettings,
): Chance[] {
  let courses: Courses = new Map([['', { state: emptyState(), probability: 1 }]]);
  let reached = 0;
  return Array.from({ length: most }, () => {
    courses = onePairMore(courses, rates);
    for (const [key, { state, probability }] of courses) {
      if (scoreIn(scoresOf(state, settings)) < settings.threshold) continue;
      reached += probability;
      courses.delete(key);
    }
    return { atLeast: reached, atMost: 1 - weight(courses) };
  });
}

describe('with a look after every pair', () => {
  test('5 % against 0.1 % fails with a chance of 97 % within 300 pairs, and of 50 % within 130', () => {
    const fails = chances(mean, { candidate: 0.05, stable: 0.001 }, 300);
    expect(fails[299]?.atLeast).toBeGreaterThanOrEqual(0.97);
    expect(fails[129]?.atLeast).toBeGreaterThanOrEqual(0.5);
  });

  test('it still does, with seven more coins in use: failed keeps half of the stake', () => {
    const names = ['refused', 'unserved', 'slow', 'crashes', 'timeouts', 'lost orders', 'late orders'];
    const coins = names.map((name) => ({ name, overdispersion: 1 }));
    const settings = { ...defaultSettings, slowerThan: 300, coins };
    const fails = chances(mean, { candidate: 0.05, stable: 0.001 }, 300, settings);
    expect(fails[299]?.atLeast).toBeGreaterThanOrEqual(0.97);
  });

  test('0.1 % passes a budget of 1 % with a chance of 70 % within 480 pairs, and of 90 % within 856', () => {
    const passes = chances(withinBudget, { candidate: 0.001, stable: 0 }, 856);
    expect(passes[479]?.atLeast).toBeGreaterThanOrEqual(0.7);
    expect(passes[855]?.atLeast).toBeGreaterThanOrEqual(0.9);
  });

  test('a rate exactly at the budget passes with a chance of 5 % at most', () => {
    expect(chances(withinBudget, { candidate: 0.01, stable: 0 }, 700)[699]?.atMost).toBeLessThanOrEqual(0.05);
  });

  test('stable’s equal within the budget fails with a chance of 5 % at most', () => {
    expect(chances(mean, { candidate: 0.005, stable: 0.005 }, 150)[149]?.atMost).toBeLessThanOrEqual(0.05);
  });
});
