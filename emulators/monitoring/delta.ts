import type { Point, Series } from './series';

/**
 * A cumulative series as what was added from each point to the next; others as they are. A point that begins anew,
 * after a restart of what it counts, adds all that it says.
 */
export function cumulativeToDelta(series: Series): Series {
  if (series.metricKind !== 'CUMULATIVE') return series;
  const points = series.points.map((point, index) => since(series.points[index - 1], point));
  return { ...series, metricKind: 'DELTA', points };
}

function since(before: Point | undefined, point: Point): Point {
  if (before?.start !== point.start) return point;
  if (typeof before.value !== 'number' || typeof point.value !== 'number') {
    throw new TypeError('A distribution is never cumulative here.');
  }
  return { start: before.end, end: point.end, value: point.value - before.value };
}
