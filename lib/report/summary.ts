import type { Summary } from '../runner';
import { shareChart } from './mermaid';
import { highestShare, totalsOf } from './series';
import type { Region, Timeline } from './timeline';
import { count, duration, headline, percent, score, timeOf } from './words';

/** The most regions that are charted. */
const MOST_CHARTS = 6;

/** Tells a rollout in a step's summary: one table, and the candidate's share over time as a chart for each region. */
export function summarize(timeline: Timeline, summary: Summary): void {
  const { service, outcome, regions } = timeline;
  summary.heading(`${service}: ${headline(timeline)}`).paragraph(outcome.why);
  summary.table(
    [
      'Region',
      'Candidate',
      'Most traffic',
      'Failed on the candidate',
      'Failed on stable',
      'Verdict',
      'Brought back in',
    ],
    regions.map(rowOf),
  );
  for (const region of regions.slice(0, MOST_CHARTS)) {
    const chart = shareChart(region);
    if (chart !== undefined) summary.codeBlock(chart, 'mermaid');
  }
}

function rowOf(region: Region): string[] {
  const { candidate, stable } = totalsOf(region);
  const failed = ({ errors, requests }: typeof candidate): string =>
    requests === 0 ? '–' : `${count(errors)} of ${count(requests)}`;
  return [
    region.region,
    region.candidate,
    percent(highestShare(region)),
    failed(candidate),
    failed(stable),
    verdictOf(region),
    returnOf(region),
  ];
}

function verdictOf({ verdicts }: Region): string {
  const last = verdicts.at(-1);
  if (!last) return '–';
  if (last.result === 'pass') return last.result;
  return `${last.result} (score ${score(last.scores.mean)}, ${score(last.threshold)} is enough)`;
}

function returnOf({ bringBack }: Region): string {
  if (!bringBack) return '–';
  const { decidedAt, restoredAt } = bringBack;
  return restoredAt === undefined ? 'not yet' : duration(timeOf(restoredAt) - timeOf(decidedAt));
}
