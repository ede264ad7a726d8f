import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judged } from '../../actions/model-manifest/src/gate/gate';
import type { Champion, GateRules } from '../../actions/model-manifest/src/gate/gate';
import { exceeds, parseImprovement } from '../../actions/model-manifest/src/gate/improvement';
import type { Improvement } from '../../actions/model-manifest/src/gate/improvement';
import { discordance, pairedLowerBound } from '../../actions/model-manifest/src/gate/interval';
import { readReport } from '../../actions/model-manifest/src/gate/report';
import type { Report } from '../../actions/model-manifest/src/gate/report';
import { Refusal } from '../../lib/runner';

const testSetSha256 = 'a'.repeat(64);
const report = (over: Partial<Report> = {}): Report => ({
  schemaVersion: 1,
  modelSha256: 'b'.repeat(64),
  testSetSha256,
  metric: 'accuracy',
  n: 1000,
  correct: 920,
  ...over,
});
const champion = (over: Partial<Champion['evaluation']> = {}, outcomes?: string): Champion => ({
  version: '1.0.0',
  evaluation: {
    reportSha256: 'c'.repeat(64),
    testSetSha256,
    metric: 'accuracy',
    n: 1000,
    correct: 900,
    ...over,
  },
  outcomes,
});

function improvement(text: string): Improvement {
  const read = parseImprovement(text);
  if (read instanceof Refusal) throw new Error(read.message);
  return read;
}

const rules = (over: Partial<GateRules> = {}): GateRules => ({
  improvement: improvement('1pp'),
  mode: 'point',
  floor: undefined,
  classFloors: {},
  largest: undefined,
  slowest: undefined,
  ...over,
});

describe('"more than 1 % better"', () => {
  test.each([
    ['1pp', 910, false],
    ['1pp', 911, true],
    ['1%', 909, false],
    ['1%', 910, true],
    ['0pp', 900, false],
    ['0pp', 901, true],
    ['0.5pp', 905, false],
    ['0.5pp', 906, true],
  ])('of %s from 900 of 1000 is reached by %i: %s', (text, challenger, better) => {
    expect(exceeds({ n: 1000, champion: 900, challenger }, improvement(text))).toBe(better);
  });

  test('is decided in whole numbers: 57 against 56 of 100 is not more than one point', () => {
    expect(0.57 - 0.56 > 0.01).toBe(false);
    expect(exceeds({ n: 100, champion: 56, challenger: 57 }, improvement('1pp'))).toBe(false);
    // In floating point this one would be more than one point, which it is not.
    expect(0.1 - 0.09 > 0.01).toBe(true);
    expect(exceeds({ n: 100, champion: 9, challenger: 10 }, improvement('1pp'))).toBe(false);
  });

  test.each(['1', 'pp', '-1pp', '1 percent', '1e2%', ''])('written as "%s" is refused', (text) => {
    expect(parseImprovement(text)).toBeInstanceOf(Refusal);
  });

  test('without a unit, both ways to write it are shown', () => {
    const refusal = parseImprovement('1');
    expect(refusal).toMatchObject({ remedy: expect.stringMatching(/1pp.*1%/) as unknown });
  });
});

describe('the gate', () => {
  test('says the rates, and how uncertain their difference is', () => {
    const { passed, reasons } = judged(report(), 10, champion(), rules());
    expect(passed).toBe(true);
    expect(reasons.join()).toContain('92 % against 90 % of 1.0.0');
    expect(reasons.join()).toMatch(/uncertain by 2\.5\d? %/);
  });

  test('in its strict mode asks that the improvement be certain', () => {
    // 40 examples won and 20 lost: two points better, and at least 0.7 points with 95 % confidence.
    const before = '1'.repeat(900) + '0'.repeat(100);
    const after = '0'.repeat(20) + '1'.repeat(880) + '1'.repeat(40) + '0'.repeat(60);
    const strict = rules({ mode: 'lower-bound' });
    const outcome = judged(report({ outcomes: after }), 10, champion({}, before), strict);
    expect(outcome).toMatchObject({ passed: false });
    expect(outcome.reasons.join()).toContain('40 examples won and 20 lost');
    const half = { ...strict, improvement: improvement('0.5pp') };
    expect(judged(report({ outcomes: after }), 10, champion({}, before), half).passed).toBe(true);
  });

  test('compares on the same examples only', () => {
    const refused = (over: Partial<Champion['evaluation']>): string =>
      judged(report(), 10, champion(over), rules()).reasons.join();
    expect(refused({ testSetSha256: 'f'.repeat(64) })).toContain('another test set');
    expect(refused({ n: 999 })).toContain('another test set');
    expect(refused({ metric: 'recall' })).toContain('about accuracy');
  });

  test('tells every reason that refuses a model', () => {
    const strict = rules({ floor: 0.95, classFloors: { smile: 0.9, frown: 0.5 }, largest: 5, slowest: 20 });
    const classes = [{ name: 'smile', n: 10, correct: 8 }];
    const { passed, reasons } = judged(report({ correct: 905, classes }), 10, champion(), strict);
    expect(passed).toBe(false);
    expect(reasons).toHaveLength(6);
  });

  test('lets a first model in that keeps the floors', () => {
    expect(judged(report(), 10, undefined, rules()).passed).toBe(true);
    expect(judged(report(), 10, undefined, rules({ floor: 0.93 })).passed).toBe(false);
  });
});

describe('the paired lower bound', () => {
  test('keeps its promise closely even for few examples: it is above the true difference in about 5 % of cases', () => {
    // Exact, by enumeration of all tables of 30 examples, for several truths.
    const n = 30;
    const logFactorial = (k: number): number =>
      Array.from({ length: k }, (_, index) => Math.log(index + 1)).reduce((sum, each) => sum + each, 0);
    for (const [won, lost] of [
      [0.1, 0.1],
      [0.2, 0.1],
      [0.05, 0.15],
      [0.3, 0.3],
    ] as const) {
      let missed = 0;
      for (let b = 0; b <= n; b += 1) {
        for (let c = 0; b + c <= n; c += 1) {
          const even = n - b - c;
          const log =
            logFactorial(n) -
            logFactorial(b) -
            logFactorial(c) -
            logFactorial(even) +
            b * Math.log(won) +
            c * Math.log(lost) +
            even * Math.log(1 - won - lost);
          if (pairedLowerBound({ n, won: b, lost: c }) > won - lost) missed += Math.exp(log);
        }
      }
      expect(missed).toBeLessThan(0.07);
      expect(missed).toBeGreaterThan(0.005);
    }
  });

  test('counts what tells the two apart', () => {
    const outcomes = fc.string({ unit: fc.constantFrom('0', '1'), minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(outcomes, outcomes, (one, other) => {
        const n = Math.min(one.length, other.length);
        const [a, b] = [one.slice(0, n), other.slice(0, n)];
        const right = (text: string): number => text.replaceAll('0', '').length;
        const { won, lost } = discordance(a, b);
        expect(won - lost).toBe(right(b) - right(a));
        expect(discordance(b, a)).toEqual({ n, won: lost, lost: won });
      }),
    );
  });
});

describe('a report', () => {
  test('is read as it was written', () => {
    const written = report({ n: 4, correct: 3, outcomes: '1101' });
    expect(readReport(JSON.stringify(written), 'report.json')).toEqual(written);
  });

  test('with several faults is refused with all of them', () => {
    const wrong = { ...report({ n: 4, correct: 5, outcomes: '11' }), modelSha256: 'no', extra: 1 };
    const read = (): Report => readReport(JSON.stringify(wrong), 'report.json');
    expect(read).toThrow(/report\.json/);
    expect(read).toThrow(/modelSha256/);
    expect(read).toThrow(/extra/);
  });

  test.each([
    [{ correct: 1001 }, 'correct is more than n'],
    [{ outcomes: '1' }, 'outcomes does not have n digits'],
    [{ n: 2, correct: 2, outcomes: '10' }, 'as many 1 as correct'],
    [{ classes: [{ name: 'x', n: 1, correct: 2 }] }, 'in the class x'],
  ])('with numbers that do not fit is refused: %j', (over, message) => {
    expect(() => readReport(JSON.stringify(report(over)), 'report.json')).toThrow(message);
  });

  test.each(['', 'null', '[]', '{', '"text"'])('that is %j is refused', (text) => {
    expect(() => readReport(text, 'report.json')).toThrow('is not an evaluation report');
  });
});
