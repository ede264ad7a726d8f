import { describe, expect, test } from '@jest/globals';
import { classify, kayentaDefaults, type Comparison } from '../../bench/verdict/peers/kayenta-classifier';
import { score, type MetricResult } from '../../bench/verdict/peers/kayenta-scorer';
import { shiftInterval, sorted, standardized } from '../../bench/verdict/peers/mann-whitney';

/** The vectors of Kayenta's own ClassifierSuite.scala. */
const around10 = [
  9.776734312010946, 10.587071850477695, 7.83755063889019, 9.324332688611388, 8.377450540978442,
  8.93593942696063, 8.270766332472851, 9.748430812671692, 11.623746715547156, 9.275344267963394,
  8.153804774917152, 10.562020975754294, 13.498135575451835, 11.054419256110332, 6.953890359005509,
  12.52100834219548, 9.021635860354644, 4.923485669953166, 11.251360203607172, 11.598449508040337,
  8.435232204668182, 11.110228516867279, 10.70063380164755, 8.921277365211525, 10.086167067942661,
  11.42107515483087, 9.379234781364495, 7.798032014855259, 10.62339807275746, 11.909642062063739,
];
const control10 = [
  11.1453586774086, 9.96180598855971, 7.068574306369829, 7.301266181048366, 9.794463026565673,
  9.60379186036873, 6.186779335033934, 12.345599159550174, 10.371891733859533, 8.609430078501672,
  9.913162673361084, 10.361375299003466, 14.206800387518818, 10.946153754753301, 10.215876627044048,
  11.739760899484603, 10.907627468626439, 12.823353694464775, 8.101860977173213, 8.498161640880493,
  12.113441374697231, 13.272210809932028, 10.114579381663297, 6.946395876797807, 6.210527854172778,
  10.160401684903775, 8.345771206645546, 8.383822063895833, 7.0020205070083765, 10.755757401808442,
];
const around20 = [
  20.878412601720026, 21.78550581191622, 19.70828084717019, 15.859946903461562, 19.510058772176841,
  19.392005525270303, 22.926528314912101, 17.156530276709894, 18.655117916226171, 23.422607911610392,
  24.055817684156644, 22.62689958516501, 21.979472967817678, 21.659318607218694, 20.067707574072426,
  22.119570836305414, 16.44037132663307, 21.559622826341268, 21.000181443489218, 17.779369411412663,
  17.806006358943584, 18.537200618386109, 20.555550300210797, 19.552928184468378, 21.771118944087092,
  21.809622806176627, 20.961762909905271, 20.977571577503021, 19.106303205498794, 16.976918966987078,
];

/** As in that suite: `fraction = 0.10, confLevel = 0.95`. */
const suite: Comparison = { ...kayentaDefaults, tolerance: 0.1, quantile: 1.959963984540054 };

describe("the classifier, on the vectors of Kayenta's own suite", () => {
  test('Pass, High and Low', () => {
    expect(classify(control10, around10, 'either', suite)).toBe('Pass');
    expect(classify(control10, around20, 'either', suite)).toBe('High');
    expect(classify(around20, around10, 'either', suite)).toBe('Low');
  });

  test('only in the direction that was asked for', () => {
    expect(classify(around20, around10, 'increase', suite)).toBe('Pass');
    expect(classify(control10, around20, 'decrease', suite)).toBe('Pass');
    expect(classify(control10, around20, 'increase', suite)).toBe('High');
    expect(classify(around20, around10, 'decrease', suite)).toBe('Low');
  });

  test('tied, identical and missing observations', () => {
    expect(classify([1, 1], [1, 1, 1], 'either', suite)).toBe('Pass');
    expect(classify([5, 4, 3, 2, 1], [1, 2, 3, 4, 5], 'either', suite)).toBe('Pass');
    expect(classify([1, 1, 1, 1, 1], [0, 1, 1, 1, 1], 'decrease', suite)).toBe('Pass');
    expect(classify([1, 2, 3, 4, 5], [], 'decrease', suite)).toBe('Nodata');
  });

  test('two constants that differ, with enough of each', () => {
    expect(classify(Array<number>(10).fill(1), Array<number>(10).fill(2), 'either')).toBe('High');
    expect(classify(Array<number>(10).fill(2), Array<number>(10).fill(1), 'either')).toBe('Low');
  });

  test('cannot reject with fewer than five points a side at a confidence of .98', () => {
    const low = [1, 2, 3, 4, 5];
    const high = [101, 102, 103, 104, 105];
    expect(classify(low, high, 'increase')).toBe('High');
    expect(classify(low.slice(1), high.slice(1), 'increase')).toBe('Pass');
  });

  test('a ratio of means below the allowed increase is no High', () => {
    const comparison = { ...suite, effect: { increase: 2.5, decrease: 1 } };
    expect(classify(control10, around20, 'increase', comparison)).toBe('Pass');
  });
});

describe('the Mann-Whitney statistic', () => {
  test('of two samples that are apart, by hand: U is 25, which is 12.5 above its mean', () => {
    // Standard deviation sqrt(25/12 x 11), correction for continuity 0.5.
    expect(standardized(sorted([6, 7, 8, 9, 10]), sorted([1, 2, 3, 4, 5]), 0)).toBeCloseTo(
      12 / Math.sqrt((25 / 12) * 11),
      12,
    );
  });

  test('with ties, by hand', () => {
    // Ranks of 1 1 2 2: 1.5 1.5 3.5 3.5; variance 4/12 (5 - 12/12) = 4/3; excess 1 - 0.5.
    expect(standardized(sorted([1, 2]), sorted([1, 2]), 0)).toBeCloseTo(0, 12);
    expect(standardized(sorted([2, 2]), sorted([1, 1]), 0)).toBeCloseTo(1.5 / Math.sqrt(4 / 3), 12);
  });

  test('the interval lies around its estimate, and the estimate near the true shift', () => {
    const { lower, estimate, upper } = shiftInterval(sorted(around20), sorted(control10), 1.959963984540054);
    expect(lower).toBeLessThan(estimate);
    expect(estimate).toBeLessThan(upper);
    expect(estimate).toBeGreaterThan(9);
    expect(estimate).toBeLessThan(11.5);
  });
});

describe("the scorer, on the cases of Kayenta's own suite", () => {
  const metric = (group: string, classification: MetricResult['classification']): MetricResult => ({
    group,
    classification,
  });

  test('one group', () => {
    expect(score([metric('a', 'Pass')])).toBe(100);
    expect(score([metric('a', 'High')])).toBe(0);
    expect(score([metric('a', 'Pass'), metric('a', 'High')])).toBe(50);
    expect(score([metric('a', 'Pass'), metric('a', 'High'), metric('a', 'Low')])).toBe(33.33);
  });

  test('weighted groups', () => {
    const results = [metric('1', 'Pass'), metric('1', 'Pass'), metric('2', 'High')];
    expect(score(results, { 1: 75, 2: 25 })).toBe(75);
    const others = [metric('1', 'Pass'), metric('1', 'High'), metric('2', 'High')];
    expect(score(others, { 1: 50, 2: 50 })).toBe(25);
  });

  test('an empty group counts as 100, unless half of the metrics have no data', () => {
    const one = [metric('1', 'Pass'), metric('1', 'High'), metric('2', 'Nodata')];
    expect(score(one)).toBe(75);
    expect(score([metric('1', 'Pass'), metric('2', 'Nodata')])).toBe(0);
    expect(score([metric('1', 'Nodata')])).toBe(0);
  });

  test('a critical metric that does not pass decides alone', () => {
    expect(score([metric('1', 'Pass'), { ...metric('1', 'High'), critical: true }])).toBe(0);
  });
});
