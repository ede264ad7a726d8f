import { describe, expect, test } from '@jest/globals';
import {
  defaultSettings,
  emptyState,
  type Evidence,
  judge,
  observe,
  type Sample,
  type Verdict,
} from '../../lib/verdict';
import { scoresOf } from '../../lib/verdict/scores';

/** Whole rollouts, seeded: the figures of the design that probe pairs have to hold. Latencies are log-normal. */
interface World {
  candidateRate: number;
  stableRate: number;
  /** The share of the candidate's requests that take ten times as long. */
  tenfold?: number;
}

/** A generator of numbers in [0, 1) (Mulberry32), so that every run sees the same streams. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function request(random: () => number, failureRate: number, tenfold = 0): Sample {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const millis = 20 * Math.exp(0.3 * normal) * (random() < tenfold ? 10 : 1);
  return { failed: random() < failureRate, millis };
}

/** Looks after every pair, and stops at the first fail. */
function rollout(random: () => number, { candidateRate, stableRate, tenfold }: World, most: number): Verdict {
  let state = emptyState();
  while (state.pairs < most && scoresOf(state, defaultSettings).mean < defaultSettings.threshold) {
    const stable = request(random, stableRate);
    const pair: Evidence = { kind: 'pair', stable, candidate: request(random, candidateRate, tenfold) };
    state = observe(state, pair, defaultSettings);
  }
  return judge(state, defaultSettings);
}

function simulate(world: World, most: number, rollouts: number): Verdict[] {
  const random = seeded(20_260_101);
  return Array.from({ length: rollouts }, () => rollout(random, world, most));
}

const share = (rollouts: Verdict[], result: Verdict['result']): number =>
  rollouts.filter((verdict) => verdict.result === result).length / rollouts.length;

describe('in simulation', () => {
  test('a candidate no worse than a stable at 1 % fails in 5 % of rollouts at most', () => {
    const rollouts = simulate({ candidateRate: 0.01, stableRate: 0.01 }, 300, 120);
    expect(share(rollouts, 'fail')).toBeLessThanOrEqual(0.05);
  });

  test('20 % of requests ten times slower is found in 90 % of rollouts within 300 pairs', () => {
    const rollouts = simulate({ candidateRate: 0.001, stableRate: 0.001, tenfold: 0.2 }, 300, 150);
    expect(share(rollouts, 'fail')).toBeGreaterThanOrEqual(0.9);
  });

  test('a sick environment rolls back next to nobody, and is called sick', () => {
    const rollouts = simulate({ candidateRate: 0.08, stableRate: 0.08 }, 200, 100);
    expect(share(rollouts, 'fail')).toBeLessThanOrEqual(0.05);
    expect(share(rollouts, 'pass')).toBe(0);
    const held = rollouts.filter((verdict) => verdict.environmentSick === true);
    expect(held.length / rollouts.length).toBeGreaterThanOrEqual(0.95);
  });
});
