import { axes, label, line, scaleOf, type Area, type Axis } from './axes';
import { element, picture } from './svg';

/** One thing that was measured, for several rules. */
export interface Row {
  name: string;
  /** Colour of the palette, and value. */
  dots: readonly { color: number; value: number }[];
}

export interface DotChart {
  title: string;
  description: string;
  x: Axis;
  rows: readonly Row[];
  legend: readonly { name: string; color: number }[];
  limit: { value: number; name: string };
}

const [rowHeight, left, right, top, width] = [56, 236, 830, 104, 860];

/** Where the legend's columns begin, and how far apart. */
const [firstColumn, columnWidth, columns] = [24, 212, 4];

/** A line for every row, on which each rule has its dot. */
export function dotChart({ title, description, x, rows, legend, limit }: DotChart): string {
  const area: Area = { left, right, top, bottom: top + rowHeight * rows.length };
  const y: Axis = { from: 0, to: 1, ticks: [], label: '' };
  const scale = scaleOf(area, x, y);
  return picture(
    { width, height: area.bottom + 64 },
    title,
    description,
    ...names(legend, limit.name),
    axes(area, x, y),
    ...rows.flatMap((row, index) => drawRow(row, top + rowHeight * (index + 0.5), scale.x)),
    line('limit', scale.x(limit.value), top, scale.x(limit.value), area.bottom),
  );
}

function drawRow({ name, dots }: Row, y: number, x: (value: number) => number): string[] {
  return [
    line('grid', left, y, right, y),
    label(left - 12, y + 5, name, 'end', 'name'),
    // Each rule keeps a height of its own, so that equal values stay apart. Ours is larger.
    ...dots.map(({ color, value }) => {
      const cy = y + 6 * (color - (dots.length - 1) / 2);
      return element('circle', { class: `f${color}`, cx: x(value), cy, r: color === 0 ? 7 : 5 });
    }),
  ];
}

/** The legend, in two lines above the rows. */
function names(legend: DotChart['legend'], limit: string): string[] {
  const place = (index: number): [number, number] => [
    firstColumn + columnWidth * (index % columns),
    56 + 24 * Math.floor(index / columns),
  ];
  const rules = legend.flatMap(({ name, color }, index) => {
    const [x, y] = place(index);
    const dot = element('circle', { class: `f${color}`, cx: x, cy: y - 5, r: color === 0 ? 7 : 5 });
    return [dot, label(x + 14, y, name, 'start', 'name')];
  });
  const [x, y] = place(legend.length);
  return [...rules, line('limit', x - 8, y - 5, x + 8, y - 5), label(x + 14, y, limit, 'start', 'name')];
}
