import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isCandidateOnly, parsePlan, planInWords } from '../../lib/rollout';
import type { Step } from '../../lib/rollout';
import { Refusal } from '../../lib/runner';

const plans: fc.Arbitrary<Step[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 29 })
  .chain((percents) =>
    fc
      .array(fc.integer({ min: 1, max: 2_592_000 }), {
        minLength: percents.length,
        maxLength: percents.length,
      })
      .map((times) => [
        ...percents
          .sort((a, b) => a - b)
          .map((percent, index) => ({ percent, observe: (times[index] ?? 1) * 1_000 })),
        { percent: 100, observe: 0 },
      ]),
  );

describe('a plan', () => {
  test('is read as it is written, whatever it is', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(parsePlan(planInWords(plan))).toEqual(plan);
      }),
    );
  });

  test('fits into the record on the service', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(planInWords(plan).length).toBeLessThanOrEqual(500);
      }),
    );
  });

  test('may be written with commas, line breaks and any unit', () => {
    expect(parsePlan('5%:90s, 25%:2h\n100%')).toEqual([
      { percent: 5, observe: 90_000 },
      { percent: 25, observe: 7_200_000 },
      { percent: 100, observe: 0 },
    ]);
    expect(planInWords([{ percent: 5, observe: 90_000 }])).toBe('5%:90s');
  });

  test('may look at the candidate for a while longer before it is promoted', () => {
    const plan = parsePlan('5%:10m 100%:30m');
    expect(plan).toEqual([
      { percent: 5, observe: 600_000 },
      { percent: 100, observe: 1_800_000 },
    ]);
    expect(planInWords(plan instanceof Refusal ? [] : plan)).toBe('5%:10m 100%:30m');
  });

  test('of 0 % alone only makes a candidate', () => {
    const plan = parsePlan('0%');
    expect(plan).toEqual([{ percent: 0, observe: 0 }]);
    expect(isCandidateOnly(plan instanceof Refusal ? [] : plan)).toBe(true);
    expect(isCandidateOnly([{ percent: 100, observe: 0 }])).toBe(false);
  });
});

describe('a plan that cannot be carried out is refused with what to write in its place', () => {
  test.each([
    ['', /names no step/],
    ['120%:5m 100%', /more than all the traffic/],
    ['25%:5m 5%:5m 100%', /from 25 % to 5 %/],
    ['5%:5m 5%:5m 100%', /from 5 % to 5 %/],
    ['5%:5m', /does not end at 100 %/],
    ['100%:5m 100%', /from 100 % to 100 %/],
    ['5% 100%', /no time to be judged in/],
    ['5%:0m 100%', /no time to be judged in/],
    ['0%:5m 100%', /0 % sees no traffic/],
    ['0%:5m', /does not end at 100 %/],
    ['5:5m 100%', /is not a step/],
    ['5%:5 100%', /is not a step/],
    ['-5%:5m 100%', /is not a step/],
    ['5.5%:5m 100%', /is not a step/],
    ['5%:99999999999999999999h 100%', /longer than 30 days/],
    [`${Array.from({ length: 40 }, (_, index) => `${index + 1}%:1m`).join(' ')} 100%`, /41 steps/],
  ])('%s', (text, words) => {
    const refusal = parsePlan(text);
    expect(refusal).toBeInstanceOf(Refusal);
    if (!(refusal instanceof Refusal)) return;
    expect(refusal.message).toMatch(words);
    expect(refusal.remedy).not.toBe('');
  });

  test('never an exception, never an endless plan', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0159%:smh ,x-'.split('')) }), (text) => {
        const plan = parsePlan(text);
        if (plan instanceof Refusal) return;
        expect([0, 100]).toContain(plan.at(-1)?.percent);
        expect(plan.every(({ percent, observe }) => observe > 0 || percent % 100 === 0)).toBe(true);
        expect(plan.every(({ percent }) => percent <= 100)).toBe(true);
      }),
    );
  });
});
