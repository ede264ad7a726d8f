/** The candidate's share over time as a Mermaid chart, which GitHub draws in a summary. */
import { placeOf, spanOf } from './axis';
import { stepsOf } from './series';
import type { Region } from './timeline';
import { timeOf } from './words';

/** How many moments the chart shows; Mermaid spaces them evenly. */
const MOMENTS = 40;

/** Mermaid's own first colour can hardly be seen; this one can, on light and on dark. */
const COLOUR = '%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#7a6cf0"}}}}%%';

/** Mermaid's source, or undefined where there was no traffic to draw. Nothing of it comes from outside but a name. */
export function shareChart(region: Region): string | undefined {
  const times = [...region.splits, ...region.measurements].map(({ at }) => timeOf(at));
  const span = spanOf(times);
  const steps = stepsOf(region, span);
  if (steps.length === 0) return undefined;
  const shareAt = (place: number): number =>
    steps.findLast(({ time }) => placeOf(time, span) <= place)?.shares.candidate ?? 0;
  const values = Array.from({ length: MOMENTS + 1 }, (_, index) =>
    Math.round(shareAt(index / MOMENTS) * 100),
  );
  const minutes = (span.to - span.from) / 60_000;
  return [
    COLOUR,
    'xychart-beta',
    `    title "Share of the candidate in ${plainName(region.region)}"`,
    `    x-axis "minutes" 0 --> ${Number(Math.max(0.1, minutes).toFixed(1))}`,
    '    y-axis "percent" 0 --> 100',
    `    line [${values.join(', ')}]`,
  ].join('\n');
}

/** Mermaid has no way to escape within quotes that all its versions know, so a name keeps what cannot end them. */
const plainName = (name: string): string => name.replaceAll(/[^A-Za-z0-9 ._-]/g, ' ').slice(0, 60);
