import { describe, expect, test } from '@jest/globals';
import { dotChart } from '../../bench/verdict/plot/dot-chart';
import { lineChart } from '../../bench/verdict/plot/line-chart';
import { scaleOf, type Axis } from '../../bench/verdict/plot/axes';
import { element, text } from '../../bench/verdict/plot/svg';

/** The names of all elements, or an error where one is not closed, closed twice or badly quoted. */
function elementsOf(svg: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  let rest = svg.trim();
  while (rest !== '') {
    const tag = /^<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<>&]*(?:&(?:amp|lt|gt|quot);[^"<>&]*)*")*)(\/?)>/.exec(
      rest,
    );
    const plain = /^(?:[^<>&]|&(?:amp|lt|gt|quot);)+/.exec(rest);
    const [matched] = tag ?? plain ?? [];
    if (matched === undefined) throw new Error(`Not well-formed at: ${rest.slice(0, 60)}`);
    if (tag && tag[1] === '/' && open.pop() !== tag[2]) throw new Error(`Closes the wrong one: ${matched}`);
    if (tag && tag[1] === '' && tag[4] === '') open.push(tag[2] ?? '');
    if (tag && tag[1] === '') names.push(tag[2] ?? '');
    rest = rest.slice(matched.length);
  }
  if (open.length > 0) throw new Error(`Not closed: ${open.join(', ')}`);
  return names;
}

const x: Axis = { from: 0, to: 10, ticks: [0, 5, 10], label: 'minutes' };
const y: Axis = { from: 1, to: 100, ticks: [1, 10, 100], label: 'score', logarithmic: true };

const lines = lineChart({
  title: 'A & B < "C"',
  description: 'Two lines.',
  x,
  y,
  series: [
    {
      name: 'A & B',
      color: 0,
      points: [
        [0, 1],
        [10, 100],
      ],
    },
    {
      name: 'C',
      color: 1,
      points: [
        [0, 10],
        [10, 10],
      ],
    },
  ],
  faint: [
    {
      name: '',
      color: 6,
      points: [
        [0, 1],
        [5, 0.001],
      ],
    },
  ],
  limit: { value: 20, name: 'limit' },
});

const dots = dotChart({
  title: 'Dots',
  description: 'Two rows.',
  x,
  rows: [
    {
      name: 'first',
      dots: [
        { color: 0, value: 1 },
        { color: 1, value: 9 },
      ],
    },
    { name: 'second', dots: [{ color: 0, value: 2 }] },
  ],
  legend: [
    { name: 'ours', color: 0 },
    { name: 'theirs', color: 1 },
  ],
  limit: { value: 5, name: 'bound' },
});

describe('a picture', () => {
  test('is well-formed, whatever its texts hold', () => {
    expect(elementsOf(lines).filter((name) => name === 'polyline')).toHaveLength(3);
    // Three dots in the rows and two in the legend.
    expect(elementsOf(dots).filter((name) => name === 'circle')).toHaveLength(5);
    expect(lines).toContain('A &amp; B &lt; &quot;C&quot;');
  });

  test('the check itself finds what is not', () => {
    expect(() => elementsOf('<g><text>a</g>')).toThrow('wrong one');
    expect(() => elementsOf('<g>a & b</g>')).toThrow('Not well-formed');
    expect(() => elementsOf('<g>')).toThrow('Not closed');
  });

  test('names its axes, and says what it shows to those who cannot see it', () => {
    expect(lines).toContain('>minutes</text>');
    expect(lines).toContain('>score</text>');
    expect(lines).toContain('<desc>Two lines.</desc>');
    expect(lines).toContain('role="img"');
  });

  test('has colours for light and for dark, and needs nothing from elsewhere', () => {
    expect(lines).toContain('@media (prefers-color-scheme: dark)');
    expect(lines.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import/);
  });
});

test('data goes where the axes say, and what is beyond an end stays at the end', () => {
  const scale = scaleOf({ left: 100, right: 200, top: 0, bottom: 50 }, x, y);
  expect([scale.x(0), scale.x(5), scale.x(10), scale.x(99)]).toEqual([100, 150, 200, 200]);
  expect(scale.y(1)).toBe(50);
  expect(scale.y(10)).toBeCloseTo(25, 10);
  expect(scale.y(0)).toBe(50);
});

test('an element without anything inside closes itself', () => {
  expect(element('line', { x1: 1 / 3, class: 'a"b' })).toBe('<line x1="0.3" class="a&quot;b"/>');
  expect(text('<&>')).toBe('&lt;&amp;&gt;');
});
