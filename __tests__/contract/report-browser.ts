/** What the browser is asked about a page. The questions are scripts in text: nothing here knows the browser's types. */
import type { Page } from 'playwright-core';

/** As a person reads it: every kind of blank as one. */
export const readable = async (page: Page, selector = 'body'): Promise<string> =>
  (await page.locator(selector).first().innerText()).replaceAll(/\s+/g, ' ');

/** By how many pixels the page can be pushed sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

/** Pairs of texts in the chart's axes and signs that lie on each other. */
export const overlaps = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const faults = [];
    const hit = (one, other) =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    for (const image of document.querySelectorAll('.times, .signs, .scale')) {
      const texts = [...image.querySelectorAll('text')].filter((each) => getComputedStyle(each).display !== 'none');
      texts.forEach((one, index) => {
        for (const other of texts.slice(index + 1))
          if (hit(one.getBoundingClientRect(), other.getBoundingClientRect()))
            faults.push(one.textContent + ' on ' + other.textContent);
      });
    }
    return faults;
  })()`);

/** The contrast of an element's text against the page, by WCAG 2's formula. */
export const contrast = (page: Page, selector: string): Promise<number> =>
  page.evaluate<number>(`(() => {
    const luminance = (color) => {
      const [red, green, blue] = color.match(/[\\d.]+/g).map((value) => {
        const part = value / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const one = luminance(getComputedStyle(document.querySelector('${selector}')).color);
    const other = luminance(getComputedStyle(document.body).backgroundColor);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  })()`);

export const background = (page: Page): Promise<string> =>
  page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

/** How many elements of each name the browser has made of the page. */
export const elements = (page: Page): Promise<Record<string, number>> =>
  page.evaluate<Record<string, number>>(`(() => {
    const counts = {};
    for (const { localName } of document.querySelectorAll('*')) counts[localName] = (counts[localName] ?? 0) + 1;
    return counts;
  })()`);

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const boxes = (page: Page, selector: string): Promise<Box[]> =>
  page.evaluate<Box[]>(
    `[...document.querySelectorAll('${selector}')].map((each) => each.getBoundingClientRect().toJSON())`,
  );
