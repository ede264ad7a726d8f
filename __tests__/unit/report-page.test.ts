import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTimeline, renderPage } from '../../lib/report';
import type { Timeline } from '../../lib/report';
import { shown } from '../../lib/report/markup';
import { ATTACKS, attackedBy, crowded, timelines } from './report-hostile';
import { readPage } from './report-markup';
import type { Read } from './report-markup';
import { at, badCanary, promoted, twoRegions } from './report-timelines';

/** The text of the page with plain blanks, as one reads it. */
const textOf = (timeline: Timeline): string => readPage(renderPage(timeline)).text.replaceAll(/\s+/g, ' ');

const first = (timeline: Timeline): Timeline['regions'][number] => {
  const [region] = timeline.regions;
  if (!region) throw new Error('the timeline has no region');
  return region;
};

describe('what the page tells', () => {
  test('of a bad candidate: the outcome, why, the numbers, and how long the way back took', () => {
    const text = textOf(badCanary());
    expect(text).toContain('Rolled back, traffic restored in 2.8 s');
    expect(text).toContain('9 of 330 requests failed on the candidate, 0 of 330 requests on stable');
    expect(text).toMatch(
      /25 % of the traffic at most on the candidate|of the traffic at most on the candidate ?25 %/,
    );
    expect(text).toContain('All traffic back on shop-9f3c1d2-4be01a77, 2.8 s after that was decided');
    expect(text).toContain('approved by grace, 5 min 12 s');
    expect(text).toContain('adds the table coupon');
  });

  test('of a verdict: every coin with its counts and its score beside what is enough', () => {
    const scores = first(badCanary()).verdicts[1]?.scores;
    const failed = scores?.coins.find(({ name }) => name === 'failed');
    const text = textOf(badCanary());
    expect(text).toContain(
      `It fails more often than stable 9 of 330 0 of 330 ${Math.floor(failed?.score ?? 0)} `,
    );
    expect(text).toContain(
      `Its failures are above the budget 9 of 330 ${Math.floor(failed?.overBudget ?? 0)} `,
    );
    expect(text).toContain(`All of these together ${Math.floor(scores?.mean ?? 0)} `);
    expect(text).toContain('Enough at 20');
  });

  test('of a verdict on several regions together: once, with all of their names', () => {
    const timeline = badCanary();
    const region = first(timeline);
    const other = {
      ...region,
      region: 'asia-east1',
      verdicts: region.verdicts.map((each) => ({ ...each, at: at(99) })),
    };
    const text = textOf({ ...timeline, regions: [region, other] });
    expect(text.split('Enough at 20')).toHaveLength(region.verdicts.length + 1);
    expect(text).toContain(`${region.region}, asia-east1`);
  });

  test('of a good one: that it was promoted, and nothing of a way back', () => {
    const text = textOf(promoted());
    expect(text).toContain('Promoted: all traffic is on the candidate');
    expect(text).not.toMatch(/Brought back|restored/);
  });

  test('of traffic that is not back yet: just that', () => {
    const timeline = badCanary();
    const { bringBack } = first(timeline);
    if (!bringBack) throw new Error('nothing was brought back');
    const { restoredAt: _, ...open } = bringBack;
    const text = textOf({ ...timeline, regions: [{ ...first(timeline), bringBack: open }] });
    expect(text).toContain('Rolled back, traffic not restored yet');
    expect(text).not.toContain('2.8 s');
  });

  test('of several regions: each by its own chart, and what others did in it', () => {
    const text = textOf(twoRegions());
    expect(text).toContain('Traffic in us-central1');
    expect(text).toContain('Traffic in europe-west1');
    expect(text).toContain('shop-beta was given 5 % by somebody else');
    expect(text).toContain('Traffic goes back: The candidate is worse than stable');
  });

  test('of a rollout that has not begun: what there is, without a fault', () => {
    const empty = { ...badCanary(), regions: [], jobs: [], gates: [], facts: [] };
    expect(textOf(empty)).toContain('Rolled back');
    const { bringBack: _, ...region } = first(badCanary());
    const bare = { ...region, splits: [], measurements: [], verdicts: [] };
    expect(textOf({ ...empty, regions: [bare] })).toContain('No requests were measured.');
  });
});

describe('the chart', () => {
  const widths = (timeline: Timeline, kind: string): number[] =>
    readPage(renderPage(timeline))
      .openings.filter(({ attributes }) => attributes['class'] === kind)
      .map(({ attributes }) => Number.parseFloat(attributes['height'] ?? attributes['x1'] ?? ''));

  test('marks every moment of the list at its place, on each of the three panels', () => {
    const lines = widths(badCanary(), 'moment bad');
    const whole = 16 * 1.03;
    expect(lines).toHaveLength(3);
    for (const place of lines) expect(place).toBeCloseTo((14.2 / whole) * 100, 1);
  });

  test('shows a rate of failures as high as it is, and none as a mark at the bottom', () => {
    const timeline = badCanary();
    const { candidate, stable } = first(timeline);
    const measurement = (minutes: number, revision: string, errors: number) =>
      ({ at: at(minutes), revision, requests: 10, errors }) as const;
    const measurements = [
      measurement(2, candidate, 4),
      measurement(8, candidate, 2),
      measurement(8, stable, 0),
    ];
    const bars = { ...timeline, regions: [{ ...first(timeline), measurements }] };
    const [high = 0, low = 0] = widths(bars, 'bar candidate');
    expect(high / low).toBeCloseTo(2, 5);
    expect(widths(bars, 'bar stable')).toEqual([1.5]);
  });

  test('of ten thousand points is small, and still shows the highest share', () => {
    const page = renderPage(crowded());
    expect(page.length).toBeLessThan(150_000);
    expect(readPage(page).text.replaceAll(/\s+/g, ' ')).toContain(
      '88 % of the traffic at most on the candidate'.slice(4),
    );
    const d = readPage(page).openings.find(({ attributes }) => attributes['class'] === 'area candidate')
      ?.attributes['d'];
    const heights = [...(d ?? '').matchAll(/[\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
    expect(Math.min(...heights)).toBeCloseTo((1 - 0.88) * 148 + 1, 0);
  });
});

describe('text from outside', () => {
  const ELEMENTS =
    'html head meta title style body main header footer section article figure h1 h2 h3 p dl dt dd div ol li b i bdi a span strong small time table thead tbody tr th td svg path line rect circle text'.split(
      ' ',
    );
  /** What nobody but we may put into a page. */
  const expectHarmless = ({ openings }: Read): void => {
    for (const { name, attributes } of openings) {
      expect(ELEMENTS).toContain(name);
      for (const attribute of Object.keys(attributes)) expect(attribute).not.toMatch(/^on|^style$|^src$/i);
      if (attributes['href'] !== undefined) expect(attributes['href']).toMatch(/^https?:/);
    }
    expect(openings.filter(({ name }) => name === 'style')).toHaveLength(1);
  };

  test.each(ATTACKS.map((attack) => [attack.slice(0, 30), attack] as const))(
    '%j stays text wherever a name may stand',
    (_, attack) => {
      const page = renderPage(attackedBy(attack));
      const read = readPage(page);
      expectHarmless(read);
      expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
      const visible = shown(attack).slice(0, 500);
      if (visible !== '') expect(read.text).toContain(visible);
      expect(page).not.toMatch(/[\u0000-\u0008\u001b\u202a-\u202e\u2066-\u2069\ud800]/);
      expect(page.length).toBeLessThan(300_000);
    },
  );

  test('whatever it is, and whatever the numbers are: the page is well-formed and harmless', () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const page = renderPage(timeline);
        expectHarmless(readPage(page));
        expect(page.isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

test('the browser is told to load nothing, and knows the one style sheet by its hash', () => {
  const page = renderPage(badCanary());
  const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = readPage(page).openings.find(({ attributes }) => 'http-equiv' in attributes)?.attributes[
    'content'
  ];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`style-src 'sha256-${hash}'`);
  expect(style).not.toMatch(/url\(|@import/);
});

describe('a recorded timeline is read', () => {
  test('back as it was written', () => {
    for (const timeline of [badCanary(), twoRegions(), promoted(), crowded()])
      expect(renderPage(parseTimeline(JSON.parse(JSON.stringify(timeline))))).toBe(renderPage(timeline));
  });

  test('whatever its texts are', () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const read = parseTimeline(JSON.parse(JSON.stringify(timeline)));
        expect(read.outcome).toEqual(timeline.outcome);
      }),
      { numRuns: 30 },
    );
  });

  test('or refused, with every field that is wrong', () => {
    const wrong = { ...badCanary(), version: 2, startedAt: 'yesterday', surprise: true };
    expect(() => parseTimeline(wrong)).toThrow(/version[\s\S]*startedAt|surprise/);
    expect(() => parseTimeline('x')).toThrow(/no timeline/);
  });
});
