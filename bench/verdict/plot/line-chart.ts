import { axes, curve, label, line, scaleOf, type Area, type Axis } from './axes';
import { picture } from './svg';

export interface Series {
  name: string;
  points: readonly (readonly [number, number])[];
  /** A colour of the palette, 0 to 6. 0 is ours. */
  color: number;
}

export interface LineChart {
  title: string;
  /** For those who cannot see it. */
  description: string;
  x: Axis;
  y: Axis;
  /** Lines with a name in the legend, and many thin ones without. */
  series: readonly Series[];
  faint?: readonly Series[];
  /** A level of y that means something. */
  limit?: { value: number; name: string };
}

const size = { width: 860, height: 440 };
const area: Area = { left: 76, top: 76, right: 600, bottom: 376 };
const legendLeft = 624;

export function lineChart({ title, description, x, y, series, faint = [], limit }: LineChart): string {
  const scale = scaleOf(area, x, y);
  return picture(
    size,
    title,
    description,
    axes(area, x, y),
    ...faint.map(({ color, points }) => curve(`faint c${color}`, scale, points)),
    ...(limit ? [line('limit', area.left, scale.y(limit.value), area.right, scale.y(limit.value))] : []),
    // Ours is drawn last, over the others.
    ...[...series].reverse().map(({ color, points }) => curve(`line c${color}`, scale, points)),
    ...legend(series, limit?.name),
  );
}

function legend(series: readonly Series[], limit?: string): string[] {
  const entries = [
    ...series.map(({ name, color }) => ({ name, kind: `line c${color}` })),
    ...(limit === undefined ? [] : [{ name: limit, kind: 'limit' }]),
  ];
  return entries.flatMap(({ name, kind }, index) => {
    const y = area.top + 10 + 26 * index;
    return [
      line(kind, legendLeft, y, legendLeft + 28, y),
      label(legendLeft + 38, y + 5, name, 'start', 'name'),
    ];
  });
}
