import { element, text } from './svg';

/** Where in the picture the data goes. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** One direction of the data: its range, the values that get a label, and what they are. */
export interface Axis {
  from: number;
  to: number;
  ticks: readonly number[];
  label: string;
  format?: (value: number) => string;
  logarithmic?: boolean;
}

/** From data to pixels. */
export interface Scale {
  x: (value: number) => number;
  y: (value: number) => number;
}

export function scaleOf(area: Area, x: Axis, y: Axis): Scale {
  return {
    x: (value) => area.left + position(x, value) * (area.right - area.left),
    y: (value) => area.bottom - position(y, value) * (area.bottom - area.top),
  };
}

/** How far along an axis a value lies, from 0 to 1; what lies beyond an end is put there. */
function position({ from, to, logarithmic }: Axis, value: number): number {
  const size = logarithmic ? Math.log : (each: number): number => each;
  const share = (size(value) - size(from)) / (size(to) - size(from));
  return Math.min(1, Math.max(0, share));
}

/** Both axes, with a line across the picture at every tick. */
export function axes(area: Area, x: Axis, y: Axis): string {
  const scale = scaleOf(area, x, y);
  const { left, right, top, bottom } = area;
  const across = y.ticks.map((tick) => line('grid', left, scale.y(tick), right, scale.y(tick)));
  const upwards = x.ticks.map((tick) => line('grid', scale.x(tick), top, scale.x(tick), bottom));
  const below = x.ticks.map((tick) =>
    label(scale.x(tick), bottom + 20, x.format?.(tick) ?? String(tick), 'middle'),
  );
  const beside = y.ticks.map((tick) =>
    label(left - 8, scale.y(tick) + 5, y.format?.(tick) ?? String(tick), 'end'),
  );
  const names = [
    label((left + right) / 2, bottom + 44, x.label, 'middle'),
    label(left, top - 12, y.label, 'start'),
  ];
  const frame = line('axis', left, bottom, right, bottom);
  return [...across, ...upwards, frame, ...below, ...beside, ...names].join('');
}

export const line = (kind: string, x1: number, y1: number, x2: number, y2: number): string =>
  element('line', { class: kind, x1, y1, x2, y2 });

export function label(
  x: number,
  y: number,
  content: string,
  anchor: 'start' | 'middle' | 'end',
  kind = 'quiet',
): string {
  return element('text', { class: kind, x, y, 'text-anchor': anchor }, text(content));
}

/** A line through points of the data. */
export function curve(kind: string, scale: Scale, points: readonly (readonly [number, number])[]): string {
  const rounded = points.map(([x, y]) => `${scale.x(x).toFixed(1)},${scale.y(y).toFixed(1)}`);
  return element('polyline', { class: kind, points: rounded.join(' ') });
}
