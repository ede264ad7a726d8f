import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { renderPage } from '../../lib/report';
import type { Timeline } from '../../lib/report';
import { ATTACKS, attackedBy, crowded } from '../unit/report-hostile';
import { background, boxes, contrast, elements, overflow, overlaps, readable } from './report-browser';
import { badCanary, promoted, twoRegions } from '../unit/report-timelines';

const PROGRAM = '/usr/bin/chromium';
const isThere = existsSync(PROGRAM);
/** Where pages and screenshots are kept, for people to look at. */
const ARTIFACTS = join(process.env['SLUICE_ARTIFACTS'] ?? join(tmpdir(), 'sluice-artifacts'), 'report');

const WIDTHS = [1280, 400] as const;
const SCHEMES = ['light', 'dark'] as const;
const LOOKS = WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => ({ width, colorScheme })));
type Look = (typeof LOOKS)[number];

/** What a page did besides showing itself; there must be nothing. */
interface Watched {
  page: Page;
  requests: string[];
  messages: string[];
}

// A browser on a machine that has much else to do is slow.
jest.setTimeout(180_000);

let browser: Browser;

async function shownPage(name: string, timeline: Timeline, look: Look): Promise<Watched> {
  const path = join(ARTIFACTS, `${name}.html`);
  await writeFile(path, renderPage(timeline));
  const { width, colorScheme } = look;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const [requests, messages]: [string[], string[]] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  page.on('dialog', (dialog) => {
    messages.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(path).href);
  // The browser's own request for the page itself is none of the page's.
  return { page, messages, requests: requests.slice(1) };
}

if (!isThere) process.stdout.write(`The report is not looked at: there is no ${PROGRAM}.\n`);

(isThere ? describe : describe.skip)('the report, in Chromium', () => {
  beforeAll(async () => {
    await mkdir(ARTIFACTS, { recursive: true });
    browser = await chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  describe.each(LOOKS)('at $width pixels, $colorScheme', (look) => {
    const timelines = {
      'bad-canary': badCanary(),
      'two-regions': twoRegions(),
      promoted: promoted(),
      crowded: crowded(),
    };

    test.each(Object.entries(timelines))(
      '%s fits, loads nothing and says nothing to the console',
      async (name, timeline) => {
        const { page, requests, messages } = await shownPage(name, timeline, look);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        expect(await overlaps(page)).toEqual([]);
        const path = join(ARTIFACTS, `${name}-${look.width}-${look.colorScheme}.png`);
        await page.screenshot({ path, fullPage: true, caret: 'initial' });
        expect([requests, messages]).toEqual([[], []]);
        await page.close();
      },
    );

    test('can be read: outcome, muted text and the words of a verdict stand out from the page', async () => {
      const { page } = await shownPage('bad-canary', badCanary(), look);
      for (const selector of ['h1', 'h1 span', '.why', '.figures dt', '.panel-title', '.verdict b', 'time'])
        expect([selector, (await contrast(page, selector)) >= 4.5]).toEqual([selector, true]);
      await page.close();
    });
  });

  test('shows in the first screen how it ended, why, and the numbers', async () => {
    const { page } = await shownPage('bad-canary', badCanary(), { width: 1280, colorScheme: 'light' });
    const text = await readable(page, 'header');
    expect(text).toContain('Rolled back, traffic restored in 2.8 s');
    expect(text).toContain('from the decision to restored traffic 2.8 s');
    expect(text).toContain('failed on candidate (2.9 %) 24 of 820');
    const [chart] = await boxes(page, 'figure.chart');
    expect((chart?.y ?? 0) + (chart?.height ?? 0)).toBeLessThan(950);
    await page.close();
  });

  test('draws the three panels over one another, and the candidate as tall as its share', async () => {
    const { page } = await shownPage('bad-canary', badCanary(), { width: 1280, colorScheme: 'light' });
    const plots = await boxes(page, 'svg.plot');
    expect(plots).toHaveLength(3);
    const edges = plots.map(({ x, width }) => [x, x + width]);
    expect(edges).toEqual([edges[0], edges[0], edges[0]]);
    const [candidate] = await boxes(page, '.area.candidate');
    expect((candidate?.height ?? 0) / (plots[0]?.height ?? 1)).toBeCloseTo(0.25, 1);
    const lines = await boxes(page, '.moment.bad');
    expect(new Set(lines.map(({ x }) => Math.round(x))).size).toBe(1);
    await page.close();
  });

  test('changes its colours with the scheme that the reader has chosen', async () => {
    const colours = [];
    for (const colorScheme of SCHEMES) {
      const { page } = await shownPage('promoted', promoted(), { width: 1280, colorScheme });
      colours.push(await background(page));
      await page.close();
    }
    expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(15, 18, 23)']);
  });

  test('takes every text from outside for text: the browser finds no element that we did not write', async () => {
    const look = { width: 400, colorScheme: 'light' } as const;
    const harmless = await shownPage('attack', attackedBy('harmless'), look);
    const expected = await elements(harmless.page);
    for (const attack of ATTACKS) {
      const { page, requests, messages } = await shownPage('attack', attackedBy(attack), look);
      expect({ attack, counts: await elements(page) }).toEqual({ attack, counts: expected });
      expect([requests, messages, (await overflow(page)) <= 0]).toEqual([[], [], true]);
      expect(await page.title()).not.toBe('owned');
      if (attack.startsWith('<script>')) expect(await readable(page)).toContain(attack);
      await page.close();
    }
    await harmless.page.close();
  });
});
