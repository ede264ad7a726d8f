/** What happened in a region, as a short list of numbered moments: the same numbers stand on the chart. */
import { placeOf } from './axis';
import type { Span } from './axis';
import { stepsOf } from './series';
import type { Step } from './series';
import type { Region, Timeline } from './timeline';
import { clockTime, duration, percent, timeOf } from './words';

export interface Moment {
  number: number;
  time: number;
  text: string;
  tone: 'plain' | 'good' | 'bad';
}

/** The most moments that are listed. */
const MOST = 40;

/** Every moment worth a word, in order of time: at most {@link MOST}, the last ones. */
export function momentsOf(region: Region, notes: Timeline['notes'], span: Span): Moment[] {
  const own = notes.filter((note) => note.region === undefined || note.region === region.region);
  const moments = [
    ...shifts(region, span),
    ...findings(region),
    ...returns(region),
    ...own.map(({ at, text }) => ({ time: timeOf(at), text, tone: 'plain' as const })),
  ];
  const sorted = moments
    .filter(({ time }) => Number.isFinite(time))
    .sort((one, other) => one.time - other.time)
    .slice(-MOST);
  return sorted.map((moment, index) => ({ ...moment, number: index + 1 }));
}

type Unnumbered = Omit<Moment, 'number'>;

/** Each rise of the candidate's share; its fall is told as the return that it is. */
function shifts(region: Region, span: Span): Unnumbered[] {
  return stepsOf(region, span).flatMap((step, index, steps) => {
    const before = steps[index - 1];
    if (!before || step.shares.candidate === before.shares.candidate) return [];
    return step.shares.candidate > before.shares.candidate ? [rise(step)] : fall(step, region);
  });
}

const rise = ({ time, shares }: Step): Unnumbered => ({
  time,
  text: `${percent(shares.candidate)} of the traffic to the candidate`,
  tone: shares.candidate === 1 ? 'good' : 'plain',
});

function fall({ time, shares }: Step, { bringBack }: Region): Unnumbered[] {
  if (bringBack) return [];
  return [{ time, text: `the candidate's share lowered to ${percent(shares.candidate)}`, tone: 'plain' }];
}

const findings = ({ verdicts }: Region): Unnumbered[] =>
  verdicts
    .filter(({ result }) => result === 'fail')
    .map(({ at, reason }) => ({ time: timeOf(at), text: `Verdict fail. ${reason}`, tone: 'bad' }));

function returns({ bringBack, verdicts }: Region): Unnumbered[] {
  if (!bringBack) return [];
  const { decidedAt, restoredAt, to, why } = bringBack;
  const toldAlready = verdicts.some(({ result }) => result === 'fail');
  const decided: Unnumbered[] = toldAlready
    ? []
    : [{ time: timeOf(decidedAt), text: `Traffic goes back: ${why}`, tone: 'bad' }];
  if (restoredAt === undefined) return decided;
  const took = duration(timeOf(restoredAt) - timeOf(decidedAt));
  return [
    ...decided,
    {
      time: timeOf(restoredAt),
      text: `All traffic back on ${to}, ${took} after that was decided`,
      tone: 'good',
    },
  ];
}

/** Moments whose numbers would lie on each other on the chart, under one sign. */
export interface Sign {
  /** 0 to 1 of the span. */
  place: number;
  /** `3`, or `3–5`. */
  label: string;
  tone: Moment['tone'];
}

/** The width of a sign on a narrow screen, as a part of the span. */
const APART = 0.07;

export function signsOf(moments: readonly Moment[], span: Span): Sign[] {
  const groups: Moment[][] = [];
  for (const moment of moments) {
    const last = groups.at(-1);
    const near = last?.[0] && placeOf(moment.time, span) - placeOf(last[0].time, span) < APART;
    if (last && near) last.push(moment);
    else groups.push([moment]);
  }
  return groups.map((group) => {
    const [first, last] = [group[0], group.at(-1)];
    const [from, to] = [first?.number ?? 0, last?.number ?? 0];
    const tones = group.map(({ tone }) => tone);
    return {
      place: placeOf(first?.time ?? span.from, span),
      label: from === to ? String(from) : `${from}–${to}`,
      tone: tones.includes('bad') ? 'bad' : tones.includes('good') ? 'good' : 'plain',
    };
  });
}

/** The time of day, with the seconds that tell moments of a rollout apart. */
export const momentTime = ({ time }: Moment): string => clockTime(time);
