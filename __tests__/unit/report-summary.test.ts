import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { summarize } from '../../lib/report';
import type { Timeline } from '../../lib/report';
import { duration, latency, percent, score } from '../../lib/report/words';
import { MarkdownSummary } from '../../lib/runner';
import { ATTACKS, attackedBy, crowded, timelines } from './report-hostile';
import { badCanary, twoRegions } from './report-timelines';

const pageOf = (timeline: Timeline): string => {
  const summary = new MarkdownSummary();
  summarize(timeline, summary);
  return summary.toString();
};

/** The Mermaid charts of a page, each as its lines. */
const chartsIn = (page: string): string[][] =>
  [...page.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, chart = '']) => chart.split('\n'));

describe('the summary', () => {
  test('says how it ended, and has one row for each region', () => {
    const { mean = NaN } = badCanary().regions[0]?.verdicts[1]?.scores ?? {};
    const page = pageOf(twoRegions()).replaceAll('\u00a0', ' ');
    expect(page).toContain('## shop: Rolled back, traffic restored in 2.8 s');
    const rows = page.split('\n').filter((line) => /^\| (us|europe)/.test(line));
    expect(rows).toHaveLength(2);
    expect(rows[1]?.replaceAll('\\', '')).toContain(
      `| 25 % | 24 of 820 | 0 of 934 | fail (score ${Math.floor(mean)}, 20 is enough) | 2.8 s |`,
    );
  });

  test('charts the share of the candidate, evenly over the time that was recorded', () => {
    const [chart = []] = chartsIn(pageOf(badCanary()));
    expect(chart[1]).toBe('xychart-beta');
    expect(chart).toContain('    x-axis "minutes" 0 --> 16');
    const values = JSON.parse(/line (\[.*\])/.exec(chart.join(' '))?.[1] ?? '[]') as number[];
    const shareAt = (minutes: number): number | undefined => values[Math.round((minutes / 16) * 40)];
    expect([shareAt(0.4), shareAt(5), shareAt(13), shareAt(15)]).toEqual([0, 5, 25, 0]);
  });

  test('leaves the chart out where there was no traffic', () => {
    const timeline = badCanary();
    const regions = timeline.regions.map((region) => ({ ...region, splits: [] }));
    expect(chartsIn(pageOf({ ...timeline, regions }))).toEqual([]);
  });

  test.each(ATTACKS.map((attack) => [attack.slice(0, 30), attack] as const))(
    '%j brings nothing to life in it',
    (_, attack) => {
      const page = pageOf(attackedBy(attack));
      for (const line of chartsIn(page).flatMap(([, ...own]) => own))
        expect(line).toMatch(/^ {0,4}[\w "\-.>[\],()]*$/);
      const outside = page.replaceAll(/^```mermaid\n[\s\S]*?\n```$/gm, '');
      expect(outside).not.toMatch(/<(?!br>)[a-z/!]/i);
      expect(outside).not.toMatch(/^```/m);
      expect(outside).not.toContain('@everyone');
    },
  );

  test('is never broken by what is recorded', () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        for (const chart of chartsIn(pageOf(timeline))) {
          expect(chart).toHaveLength(6);
          expect(chart[5]).toMatch(/^ {4}line \[\d+(, \d+){40}\]$/);
        }
      }),
      { numRuns: 60 },
    );
    expect(pageOf(crowded()).length).toBeLessThan(5_000);
  });
});

test('numbers are said as people say them', () => {
  const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
  const durations = [0, 2_843, 9_999, 59_700, 119_700, 3_599_600, 11_100_000, 187_200_000];
  expect(durations.map(duration).map(plain)).toEqual([
    '0 s',
    '2.8 s',
    '10 s',
    '1 min',
    '2 min',
    '1 h 00 min',
    '3 h 05 min',
    '2 d 4 h',
  ]);
  expect([0, 0.0004, 0.0127, 0.5, 1, NaN].map(percent).map(plain)).toEqual([
    '0 %',
    '0.04 %',
    '1.3 %',
    '50 %',
    '100 %',
    '–',
  ]);
  expect([0.4, 44.4, 999.6, 2_340].map(latency).map(plain)).toEqual(['0.4 ms', '44 ms', '1000 ms', '2.3 s']);
  expect([0.04, 20.9, 5_000].map(score)).toEqual(['0.0', '20', 'over 1,000']);
});
