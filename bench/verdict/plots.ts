import { belowLogScore } from '../../lib/verdict/budget';
import { passedBy } from './exact';
import { intervalBelow } from './peers';
import { dotChart } from './plot/dot-chart';
import { lineChart, type Series } from './plot/line-chart';
import type { Axis } from './plot/axes';
import { rollbacksBy, type Tallies } from './tally';
import { scorePaths } from './score-paths';
import type { Count } from './streams/bake';

/** The rules that are drawn, ours first; the place is the colour. */
const drawn = [
  ['sluice', 'Sluice'],
  ['flagger', 'Flagger'],
  ['argo', 'Argo Rollouts'],
  ['releaseManager', 'Release Manager'],
  ['kayenta', 'Kayenta'],
  ['fisherEachLook', 'Fisher, each look'],
  ['mannWhitneyEachLook', 'Mann-Whitney, each look'],
] as const;

const legend = drawn.map(([, name], color) => ({ name, color }));

const percentage = (value: number): string => `${Math.round(100 * value)} %`;

const shares = (label: string): Axis => ({
  from: 0,
  to: 1,
  ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
  label,
  format: percentage,
});

/** How often each rule rolls a candidate back that is stable's equal. */
const falseAlarms: readonly [name: string, title: string][] = [
  ['equal', 'steady, 60 requests/min'],
  ['equal-drift', 'background errors x8 on both'],
  ['runs-of-3-at-50', 'failures in runs of 3'],
  ['runs-of-10-at-50', 'failures in runs of 10'],
  ['quiet-two-hours', '20 requests/min, two hours'],
  ['sick-traffic', 'both revisions x8 sick'],
];

/** A picture by the name of its file. */
export type Pictures = Record<string, string>;

/** Everything that docs/verdict.md shows, from the tallies of all cases and the seed that they were played with. */
export function drawAll(tallies: ReadonlyMap<string, Tallies>, seed: number): Pictures {
  return {
    'false-alarms.svg': drawFalseAlarms(tallies),
    'detection.svg': drawDetection(tallies.get('x5') ?? {}),
    'score-paths.svg': drawScorePaths(seed),
    'looks.svg': drawLooks(),
    'passes.svg': drawPasses(),
  };
}

function drawFalseAlarms(tallies: ReadonlyMap<string, Tallies>): string {
  return dotChart({
    title: 'How often a candidate that is no worse than stable is rolled back',
    description: 'For six kinds of traffic, the share of healthy rollouts that each rule rolls back.',
    x: shares('share of healthy rollouts rolled back'),
    rows: falseAlarms.map(([name, title]) => ({
      name: title,
      dots: drawn.map(([rule], color) => ({ color, value: rollbackShare(tallies.get(name)?.[rule]) })),
    })),
    legend,
    limit: { value: 0.05, name: 'our bound, 5 %' },
  });
}

const rollbackShare = (tally?: { rollbacks: number; rollouts: number }): number =>
  tally ? tally.rollbacks / tally.rollouts : 0;

function drawDetection(tallies: Tallies): string {
  const series = drawn.map(([rule, name], color): Series => {
    const tally = tallies[rule];
    return { name, color, points: tally ? rollbacksBy(tally, 30) : [] };
  });
  return lineChart({
    title: 'How soon a candidate with five times the errors is rolled back',
    description:
      'The share of rollouts of a candidate with five times the errors that is back by each minute.',
    x: { from: 0, to: 30, ticks: [0, 5, 10, 15, 20, 25, 30], label: 'minutes since the first traffic' },
    y: shares('share of rollouts rolled back'),
    series,
  });
}

function drawScorePaths(seed: number): string {
  const [equal, worse] = [scorePaths('equal', seed, 60), scorePaths('x5', seed, 12)];
  return lineChart({
    title: 'The fail score of 72 rollouts',
    description:
      'The score of sixty equal candidates stays below 20; that of twelve worse ones climbs over it.',
    x: { from: 0, to: 30, ticks: [0, 5, 10, 15, 20, 25, 30], label: 'minutes since the first traffic' },
    y: {
      from: 0.01,
      to: 10_000,
      ticks: [0.01, 0.1, 1, 10, 100, 1000, 10_000],
      label: 'fail score',
      format: (value) => value.toLocaleString('en-US'),
      logarithmic: true,
    },
    series: [
      { name: '12 with errors x5', color: 0, points: [] },
      { name: '60 no worse', color: 6, points: [] },
    ],
    faint: [
      ...equal.map((points) => ({ name: '', color: 6, points })),
      ...worse.map((points) => ({ name: '', color: 0, points })),
    ],
    limit: { value: 20, name: 'fail at 20' },
  });
}

const budget = 0.01;
const mayPass = (count: Count): boolean => belowLogScore(count, budget) >= Math.log(20);
const thinned = (values: readonly number[], step: number): [number, number][] =>
  values.flatMap((value, n): [number, number][] => (n % step === 0 ? [[n, value]] : []));

function drawLooks(): string {
  const requests = 3000;
  const interval = passedBy(budget, requests, (count) => intervalBelow(count, budget));
  return lineChart({
    title: 'A failure rate exactly at the budget, looked at after every request',
    description: 'The interval for one look passes 19 % in the end; the score stays below 5 %.',
    x: { from: 0, to: requests, ticks: [0, 1000, 2000, 3000], label: 'requests' },
    y: {
      from: 0,
      to: 0.25,
      ticks: [0, 0.05, 0.1, 0.15, 0.2, 0.25],
      label: 'passed so far',
      format: percentage,
    },
    series: [
      { name: 'pass score of 20', color: 0, points: thinned(passedBy(budget, requests, mayPass), 20) },
      { name: '95 % interval', color: 1, points: thinned(interval, 20) },
    ],
    limit: { value: 0.05, name: 'promised: 5 %' },
  });
}

function drawPasses(): string {
  const requests = 5000;
  const rates = [0, 0.001, 0.002, 0.005];
  return lineChart({
    title: 'Requests until a budget of 1 % may be called kept',
    description: 'The chance of a pass by the number of requests, for four true failure rates.',
    x: { from: 0, to: requests, ticks: [0, 1000, 2000, 3000, 4000, 5000], label: 'requests' },
    y: shares('passed so far'),
    series: rates.map((rate, color) => ({
      name: `${100 * rate} % fail`,
      color,
      points: thinned(passedBy(rate, requests, mayPass), 10),
    })),
    limit: { value: 0.9, name: '90 %' },
  });
}
