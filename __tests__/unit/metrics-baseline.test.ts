import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseOwnMetrics, settingsFor } from '../../lib/metrics';
import { baselineOf, overdispersionOf } from '../../lib/metrics/baseline';
import { boundFrom, boundsOf, countAbove, quantileBound } from '../../lib/metrics/distribution';
import type { Distribution } from '../../lib/metrics/distribution';
import { Refusal } from '../../lib/runner';
import { defaultSettings, settingsFaults } from '../../lib/verdict';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-20T12:00:00Z');

describe('bursts', () => {
  test('are seen in the variance over the mean of failures a minute; fewer than chance would give count as none', () => {
    expect(overdispersionOf([2, 2, 2, 2])).toBe(1);
    expect(overdispersionOf([0, 0, 0, 8])).toBe(8);
    expect(overdispersionOf([0, 0, 0])).toBe(1);
    expect(overdispersionOf([5])).toBe(1);
    expect(overdispersionOf([])).toBe(1);
  });

  test('are never less than one, whatever was counted', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000)), (failures) => overdispersionOf(failures) >= 1),
      { numRuns: 100 },
    );
  });
});

describe('the hour before', () => {
  test('begins with the first request of a revision that is younger', () => {
    const minutes = new Map([
      [NOON + 2 * MINUTE, { requests: 90, failures: 0 }],
      [NOON + 3 * MINUTE, { requests: 30, failures: 12 }],
    ]);
    const readings = [{ coin: 'failed', revisions: new Map([['app-old', minutes]]) }];
    const span = { from: NOON, to: NOON + 5 * MINUTE };
    expect(baselineOf(readings, { span, stable: 'app-old' })).toEqual({
      minutes: 3,
      requestsPerMinute: 40,
      coins: { failed: { requests: 120, rate: 0.1, overdispersion: 12 } },
    });
  });

  test('of a revision that nobody asked is empty, and gives sound settings', () => {
    const baseline = baselineOf([], { span: { from: NOON, to: NOON + MINUTE }, stable: 'app-old' });
    expect(baseline).toEqual({ minutes: 0, requestsPerMinute: 0, coins: {} });
    const wanted = { refused: true, unserved: true, slowerThan: 300, own: [] };
    const settings = settingsFor(defaultSettings, baseline, wanted);
    expect(settingsFaults(settings)).toEqual([]);
    expect(settings.coins.map(({ name }) => name)).toEqual(['refused', 'slow', 'unserved']);
  });
});

describe('a histogram', () => {
  const buckets: Distribution = {
    count: 100,
    bucketOptions: { exponentialBuckets: { numFiniteBuckets: 5, growthFactor: 2, scale: 10 } },
    bucketCounts: [10, 40, 30, 15, 5],
  };

  test('tells exactly at its bounds, and less than the truth between them', () => {
    expect(boundsOf(buckets)).toEqual([10, 20, 40, 80, 160, 320]);
    expect(countAbove(buckets, 40)).toBe(20);
    expect(countAbove(buckets, 41)).toBe(5);
    expect(countAbove(buckets, 1_000)).toBe(0);
    expect(boundFrom(buckets, 41)).toBe(80);
    expect(boundFrom(buckets, 1_000)).toBeUndefined();
  });

  test('has its p95 on the lowest bound that leaves at most one in twenty above', () => {
    expect(quantileBound(buckets, 0.95)).toBe(80);
    expect(quantileBound({ ...buckets, bucketCounts: [] }, 0.95)).toBeUndefined();
  });
});

describe("a caller's own metrics", () => {
  test('are read from YAML, with their budgets as shares', () => {
    const text = [
      '- name: generation-failures',
      '  budget: 2%',
      '  bad: { promql: \'sum(increase(failures{revision="${revision}"}[1m]))\' }',
      '  total: { filter: \'metric.type="custom.googleapis.com/tries" AND metric.labels.revision="${revision}"\' }',
    ].join('\n');
    expect(parseOwnMetrics(text)).toMatchObject([{ name: 'generation-failures', budget: 0.02 }]);
  });

  test.each([
    ['no list', 'name: x', /the list/],
    [
      'no placeholder',
      '[{name: x, bad: {promql: up}, total: {promql: "up${revision}"}}]',
      /0\.bad.*\$\{revision\}/,
    ],
    [
      'a name of ours',
      '[{name: slow, bad: {promql: "${revision}"}, total: {promql: "${revision}"}}]',
      /Sluice itself/,
    ],
    [
      'a field too many',
      '[{name: x, weight: 2, bad: {promql: "${revision}"}, total: {promql: "${revision}"}}]',
      /weight/,
    ],
    [
      'a budget that is none',
      '[{name: x, budget: much, bad: {promql: "${revision}"}, total: {promql: "${revision}"}}]',
      /percentage/,
    ],
    [
      'the same name twice',
      '[{name: x, bad: {promql: "${revision}"}, total: {promql: "${revision}"}}, {name: x, bad: {promql: "${revision}"}, total: {promql: "${revision}"}}]',
      /two metrics/,
    ],
    ['no YAML', '[', /not YAML/],
  ])('%s is refused', (_name, text, words) => {
    const refused = parseOwnMetrics(text);
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).message).toMatch(words);
  });
});
