import { cutInside, padEnd, padStart } from './cells';
import { span } from './line';
import type { Line, Look, Span } from './line';
import type { Role, ServiceTraffic, Share } from './traffic';
import { inWords, NOBODY } from './visitors';
import type { Figures } from './visitors';

/** Letters, because not everybody sees the colours. */
const LETTERS: Readonly<Record<Role, string>> = { stable: 'S', candidate: 'C', other: '+' };
const BARS: Readonly<Record<Role, Look>> = {
  stable: 'stable-bar',
  candidate: 'candidate-bar',
  other: 'quiet',
};
const LOOKS: Readonly<Record<Role, Look>> = { stable: 'stable', candidate: 'candidate', other: 'plain' };

const COLUMNS = ['share', 'req/s', 'failing', 'median', 'all', 'failed'];
const COLUMN_WIDTHS = [7, 7, 9, 9, 7, 8];
const FIGURES_WIDTH = COLUMN_WIDTHS.reduce((sum, width) => sum + width, 0);
const LONGEST_NAME = 48;

/** The bar of a service's traffic, and below it how each revision does. */
export function drawTraffic(
  { service, shares }: ServiceTraffic,
  figures: ReadonlyMap<string, Figures>,
  width: number,
): Line[] {
  const legend = shares
    .filter(({ role }) => role !== 'other')
    .flatMap(({ role, percent }) => [span('  '), span(`${LETTERS[role]} ${role} ${percent} %`, LOOKS[role])]);
  const nameWidth = Math.min(LONGEST_NAME, Math.max(8, width - 2 - FIGURES_WIDTH));
  return [
    [span(service === null ? 'Traffic' : `Traffic of ${service}`, 'heading'), ...legend],
    bar(shares, width),
    [span(padEnd('', 2 + nameWidth)), span(row(COLUMNS), 'quiet')],
    ...shares.map((share) => revisionLine(share, figures.get(share.revision), nameWidth)),
  ];
}

/** Requests that no revision took, and revisions of which no split has told. */
export function drawStrays(
  services: readonly ServiceTraffic[],
  figures: ReadonlyMap<string, Figures>,
): Line[] {
  const known = new Set(services.flatMap(({ shares }) => shares.map(({ revision }) => revision)));
  return [...figures]
    .filter(([revision]) => !known.has(revision))
    .map(([revision, { requests, failed }]) => [
      ...(revision === NOBODY ? [span('! ', 'bad')] : []),
      span(`${revision}: ${inWords(requests)}, ${failed} failed`),
    ]);
}

function bar(shares: readonly Share[], width: number): Line {
  const widths = cellsOfShares(
    shares.map(({ percent }) => percent),
    width,
  );
  const spans = shares.map(({ role }, index): Span => {
    return span(LETTERS[role].repeat(widths[index] ?? 0), BARS[role]);
  });
  return spans.every(({ text }) => text === '') ? [span('nobody takes requests', 'bad')] : spans;
}

/** Cells of a bar for each share: together as many as there are, and none vanishes that has any traffic. */
export function cellsOfShares(percents: readonly number[], width: number): number[] {
  const total = percents.reduce((sum, percent) => sum + percent, 0);
  if (total <= 0) return percents.map(() => 0);
  const wanted = percents.map((percent) =>
    percent > 0 ? Math.max(1, Math.round((percent / total) * width)) : 0,
  );
  const excess = wanted.reduce((sum, each) => sum + each, 0) - width;
  const largest = wanted.indexOf(Math.max(...wanted));
  return wanted.map((each, index) => (index === largest ? Math.max(0, each - excess) : each));
}

function revisionLine(
  { revision, role, percent }: Share,
  figures: Figures | undefined,
  nameWidth: number,
): Line {
  const { perSecond = 0, failing = null, median = null, requests = 0, failed = 0 } = figures ?? {};
  const values = [
    `${percent} %`,
    perSecond.toFixed(1),
    failing === null ? '–' : `${(failing * 100).toFixed(1)} %`,
    median === null ? '–' : `${median.toFixed(0)} ms`,
    String(requests),
    String(failed),
  ];
  const look = (failing ?? 0) > 0 ? 'bad' : 'plain';
  return [
    span(`${LETTERS[role]} `, LOOKS[role]),
    span(padEnd(cutInside(revision, nameWidth), nameWidth)),
    span(row(values), look),
  ];
}

const row = (values: readonly string[]): string =>
  values.map((value, index) => padStart(value, COLUMN_WIDTHS[index] ?? 0)).join('');
