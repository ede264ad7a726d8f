import { describe, expect, test } from '@jest/globals';
import {
  defaultSettings,
  emptyState,
  type Evidence,
  judge,
  observe,
  plannerLines,
  planVerdict,
  type StepForecast,
  type VerdictForecast,
  type VerdictQuestion,
} from '../../lib/verdict';
import { belowLogScore } from '../../lib/verdict/budget';
import { chanceBy, passages, requestsFor, requestsToPass } from '../../lib/verdict/passing';
import { scoresOf } from '../../lib/verdict/scores';
import { seeded, type Random } from '../../lib/verdict/seeded';

const question = (change: Partial<VerdictQuestion> = {}): VerdictQuestion => ({
  stable: { failureRate: 0.002, overdispersion: 1 },
  requestsPerMinute: 60,
  steps: [
    { percent: 5, minutes: 10 },
    { percent: 25, minutes: 10 },
    { percent: 50, minutes: 30 },
  ],
  probeInterval: 1000,
  metricDelay: 4,
  settings: defaultSettings,
  ...change,
});

/** The plan that most of this is about. */
const forecast = planVerdict(question());

const withoutProbes = (change: Partial<VerdictQuestion> = {}): VerdictQuestion => {
  const { probeInterval: _, ...rest } = question(change);
  return rest;
};

const stepOf = (forecast: VerdictForecast, index: number): StepForecast => {
  const step = forecast.steps[index];
  if (!step) throw new Error(`There is no step ${index}.`);
  return step;
};

describe('when a pass comes', () => {
  test('takes 354 requests at 1 % when none fails, and one more failure takes more', () => {
    expect([0, 1, 2].map((failures) => requestsToPass(failures, 0.01, 20))).toEqual([
      354,
      expect.any(Number),
      expect.any(Number),
    ]);
    for (const failures of [0, 1, 2, 7]) {
      const requests = requestsToPass(failures, 0.01, 20);
      expect(belowLogScore({ requests, failures }, 0.01)).toBeGreaterThanOrEqual(Math.log(20));
      expect(belowLogScore({ requests: requests - 1, failures }, 0.01)).toBeLessThan(Math.log(20));
    }
  });

  test.each([
    [0.001, 856],
    [0.002, 1235],
    [0.005, 4751],
  ])('nine of ten at a rate of %d have passed a budget of 1 %% after %d requests', (rate, requests) => {
    expect(requestsFor(passages(rate, 0.01, 20), 0.9)).toBe(requests);
  });

  test('agrees with following every single request', () => {
    const known = passages(0.002, 0.01, 20);
    const moments = new Map(known.map(({ requests, chance }) => [requests, chance]));
    let [waiting, passed] = [[1], 0];
    for (let requests = 1; requests <= 1300; requests += 1) {
      waiting = [...waiting, 0]
        .map((probability, x) => probability * 0.998 + (waiting[x - 1] ?? 0) * 0.002)
        .slice(0, 30);
      waiting = waiting.map((probability, failures) => {
        if (probability === 0) return 0;
        if (belowLogScore({ requests, failures }, 0.01) < Math.log(20)) return probability;
        passed += probability;
        return 0;
      });
      const chance = moments.get(requests);
      if (chance !== undefined) expect(Math.abs(chance - passed)).toBeLessThan(1e-9);
    }
    expect(Math.abs(chanceBy(known, 1300) - passed)).toBeLessThan(1e-9);
  });

  test('cannot be counted on near the budget, and is never expected at it', () => {
    expect(requestsFor(passages(0.009, 0.01, 20), 0.9)).toBeUndefined();
    expect(passages(0.01, 0.01, 20)).toEqual([]);
  });

  test('takes ten times as many at a tenth of rate and budget', () => {
    const requests = requestsFor(passages(0.0002, 0.001, 20), 0.9) ?? NaN;
    expect(Math.abs(requests / 12_350 - 1)).toBeLessThan(0.01);
  });
});

describe('the forecast of a plan', () => {
  test('counts requests and pairs of each step', () => {
    expect(forecast.steps.map(({ requests, pairs }) => [requests, pairs])).toEqual([
      [30, 600],
      [150, 600],
      [900, 1800],
    ]);
  });

  test('is the same for the same question', () => {
    expect(planVerdict(question())).toEqual(forecast);
  });

  test('chances rise from step to step, and both sources find more than each alone', () => {
    for (const [index, step] of forecast.steps.entries()) {
      const { metrics, probes, both } = step.chanceToCatch;
      expect(both).toBeGreaterThanOrEqual(Math.max(metrics, probes) - 0.03);
      const before = forecast.steps[index - 1];
      if (!before) continue;
      expect(step.chanceToPass).toBeGreaterThanOrEqual(before.chanceToPass);
      expect(metrics).toBeGreaterThanOrEqual(before.chanceToCatch.metrics);
      expect(probes).toBeGreaterThanOrEqual(before.chanceToCatch.probes);
    }
  });

  test('metrics that are four minutes late hardly find five times the errors at 60 requests a minute before half of the traffic', () => {
    expect(stepOf(forecast, 1).chanceToCatch.metrics).toBeLessThan(0.06);
    expect(stepOf(forecast, 2).chanceToCatch.metrics).toBeGreaterThan(0.25);
    expect(stepOf(forecast, 2).chanceToCatch.metrics).toBeLessThan(0.45);
  });

  test('the minutes for a pass are the minutes in which the chance gets there', () => {
    const { minutesToPass = NaN } = stepOf(forecast, 0);
    const lasting = (minutes: number): number =>
      stepOf(planVerdict(question({ steps: [{ percent: 5, minutes }] })), 0).chanceToPass;
    expect(lasting(minutesToPass)).toBeGreaterThanOrEqual(0.9);
    expect(lasting(minutesToPass - 1)).toBeLessThan(0.9);
  });

  test('bursts make metrics count for less', () => {
    const bursty = planVerdict(withoutProbes({ stable: { failureRate: 0.002, overdispersion: 5 } }));
    const single = planVerdict(withoutProbes());
    expect(stepOf(bursty, 2).chanceToCatch.metrics).toBeLessThan(stepOf(single, 2).chanceToCatch.metrics);
    expect(stepOf(bursty, 2).minutesToPass).toBeGreaterThan(stepOf(single, 2).minutesToPass ?? Infinity);
  });

  test('without a failure on stable, asks about five times the budget', () => {
    const spotless = planVerdict(question({ stable: { failureRate: 0, overdispersion: 1 } }));
    expect(spotless.damagedRate).toBe(0.05);
    expect(spotless.usualRequests).toBe(354);
  });

  test('of a stable that is outside the budget promises no pass', () => {
    const sick = planVerdict(question({ stable: { failureRate: 0.03, overdispersion: 1 } }));
    expect(sick.usualRequests).toBeUndefined();
    expect(sick.steps.map(({ chanceToPass }) => chanceToPass)).toEqual([0, 0, 0]);
    expect(plannerLines(sick).join(' ')).toContain('it cannot be counted on');
  });

  test('refuses a question that makes no sense, with all its faults', () => {
    const bad = question({ steps: [], requestsPerMinute: NaN, probeInterval: 0, metricDelay: -1 });
    expect(() => planVerdict(bad)).toThrow(RangeError);
    expect(() => planVerdict(bad)).toThrow(/no step.*NaN requests.*probe interval is 0.*-1 minutes late/);
  });
});

describe('against rollouts that are played request by request', () => {
  const rollouts = 120;
  const near = 0.12;

  function caughtIn(minutes: number, evidenceOf: (random: Random, minute: number) => Evidence[]): number {
    const random = seeded(77);
    const caught = Array.from({ length: rollouts }, () => {
      let state = emptyState();
      for (let minute = 0; minute < minutes; minute += 1) {
        for (const evidence of evidenceOf(random, minute)) state = observe(state, evidence, defaultSettings);
        if (scoresOf(state, defaultSettings).mean >= 20) return true;
      }
      return judge(state, defaultSettings).result === 'fail';
    });
    return caught.filter(Boolean).length / rollouts;
  }

  test('the chance of probes holds', () => {
    const seen = caughtIn(10, (random) =>
      Array.from({ length: 60 }, () => ({
        kind: 'pair',
        candidate: { failed: random() < 0.025, millis: 10 },
        stable: { failed: random() < 0.005, millis: 10 },
      })),
    );
    const planned = planVerdict(question({ stable: { failureRate: 0.005, overdispersion: 1 } }));
    expect(Math.abs(stepOf(planned, 0).chanceToCatch.probes - seen)).toBeLessThan(near);
  });

  test('the chance of metrics holds', () => {
    const count = (random: Random, requests: number, rate: number): number =>
      Array.from({ length: requests }, () => random()).filter((drawn) => drawn < rate).length;
    const seen = caughtIn(16, (random, minute) => [
      {
        kind: 'minute',
        coin: 'failed',
        source: 'a',
        start: minute * 60_000,
        candidate: { requests: 60, failures: count(random, 60, 0.01) },
        stable: { requests: 540, failures: count(random, 540, 0.002) },
      },
    ]);
    const steps = [{ percent: 10, minutes: 20 }];
    const planned = planVerdict(withoutProbes({ requestsPerMinute: 600, steps }));
    expect(Math.abs(stepOf(planned, 0).chanceToCatch.metrics - seen)).toBeLessThan(near);
  });
});

describe('a plan that is too short to be judged', () => {
  const short = question({ requestsPerMinute: 6, probeInterval: 10_000 });

  test('is named by its first step, with the numbers', () => {
    const { tooShort } = planVerdict(short);
    expect(tooShort).toMatchObject({ step: 0, needed: 354 });
    expect(tooShort?.seen).toBeLessThan(70);
    const steps = [{ percent: 5, minutes: tooShort?.minutesNeeded ?? NaN }];
    expect(planVerdict({ ...short, steps }).tooShort).toBeUndefined();
    expect(plannerLines(planVerdict(short)).at(-1)).toMatch(
      /^This plan cannot be judged: by the end of the 5 % step \d+ requests count, and a pass takes 354 even if none fails\. It takes \d+ minutes at this step/,
    );
  });

  test('is not refused when it may be extended long enough', () => {
    expect(planVerdict({ ...short, extension: 60 }).tooShort).toBeUndefined();
    expect(forecast.tooShort).toBeUndefined();
  });

  test('by metrics that come after its end is refused too', () => {
    const steps = [{ percent: 50, minutes: 3 }];
    const { tooShort } = planVerdict(withoutProbes({ steps, requestsPerMinute: 6000 }));
    expect(tooShort).toMatchObject({ step: 0, seen: 0, minutesNeeded: 5 });
  });

  test('without any evidence says that no time is enough', () => {
    const forecast = planVerdict(withoutProbes({ requestsPerMinute: 0 }));
    expect(plannerLines(forecast).at(-1)).toContain('no time is enough');
  });
});

describe('the forecast in words', () => {
  test('says what each step sees, and how likely it is to decide', () => {
    const [first, second, , need] = plannerLines(forecast);
    expect(first).toMatch(
      /^At 60 requests a minute the 5 % step sees 30 requests of the candidate and 600 probe pairs in 10 minutes\. /,
    );
    expect(first).toMatch(/stable's equal has passed with a chance of \d+ % \(90 % after 20 minutes\)/);
    expect(first).toMatch(
      /fails 1 % of requests is found out with one of \d+ % \(less than 1 % by metrics alone/,
    );
    expect(second).toMatch(/^The 25 % step sees 150 requests/);
    expect(need).toBe(
      "A pass within the error budget of 1 % takes 354 requests when none fails, and 1,235 for nine of ten at stable's failure rate of 0.2 %.",
    );
  });

  test('says how much a request counts where failures come in bursts', () => {
    const bursty = planVerdict(question({ stable: { failureRate: 0.002, overdispersion: 3.14 } }));
    expect(plannerLines(bursty).at(-1)).toContain('so that 3.1 requests of the metrics count as one');
  });

  test('never calls anything certain', () => {
    const lines = plannerLines(planVerdict(question({ requestsPerMinute: 60_000 }))).join(' ');
    expect(lines).not.toMatch(/\b(0|100) %/);
    expect(lines).toContain('more than 99 %');
  });

  test('leaves out the sources that there are not', () => {
    const metrics = plannerLines(planVerdict(withoutProbes())).join(' ');
    expect(metrics).not.toContain('probe pairs in');
    expect(metrics).not.toContain('by probes alone');
    const { metricDelay: _, ...probes } = question();
    expect(plannerLines(planVerdict(probes)).join(' ')).not.toContain('by metrics alone');
  });
});
