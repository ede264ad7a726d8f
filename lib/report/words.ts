/** Numbers, times and outcomes as people read them; a number is never parted from its unit. */
import type { Timeline } from './timeline';

/** Words between which no line is broken. */
const tied = (...words: readonly (string | number)[]): string => words.join('\u00a0');

type Outcome = Timeline['outcome']['result'];

/** Unix time in milliseconds. */
export const timeOf = (instant: string): number => Date.parse(instant);

/** `12:03:20`, in UTC. */
export const clockTime = (time: number): string => isoOf(time).slice(11, 19);

/** `20 Nov 2026, 12:03 UTC` */
export function dateAndTime(time: number): string {
  const [year = '', month = '', day = ''] = isoOf(time).slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}, ${isoOf(time).slice(11, 16)} UTC`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const isoOf = (time: number): string => new Date(time).toISOString();

/** `2.8 s`, `45 s`, `12 min 30 s`, `3 h 05 min`, `2 d 4 h`. */
export function duration(milliseconds: number): string {
  const exact = Math.max(0, milliseconds) / 1000;
  if (!Number.isFinite(exact)) return '–';
  if (exact < 10) return tied(trimmed(exact, 1), 's');
  const seconds = Math.round(exact);
  if (seconds < 60) return tied(seconds, 's');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return tied(minutes, 'min', ...(seconds % 60 === 0 ? [] : [seconds % 60, 's']));
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return tied(hours, 'h', String(minutes % 60).padStart(2, '0'), 'min');
  return tied(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** A share of 0 to 1 in percent: `0 %`, `0.04 %`, `1.3 %`, `12 %`. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const value = share * 100;
  return tied(value === 0 || value >= 10 ? Math.round(value) : Number(value.toPrecision(2)), '%');
}

/** `230 ms`, `1.4 s` */
export const latency = (milliseconds: number): string =>
  milliseconds < 1000
    ? tied(trimmed(milliseconds, milliseconds < 10 ? 1 : 0), 'ms')
    : tied(trimmed(milliseconds / 1000, 1), 's');

/** `1,234` */
export function count(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return String(Math.round(value)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A score of the verdict: `0.4`, `21`, `over 1,000`. */
export function score(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value > 1000) return 'over 1,000';
  return value < 10 ? value.toFixed(1) : String(Math.floor(value));
}

const trimmed = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** How a rollout ended, in two or three words and in one class of colour. */
export const OUTCOMES: Readonly<Record<Outcome, { word: string; tone: 'good' | 'bad' | 'open' }>> = {
  promoted: { word: 'Promoted', tone: 'good' },
  'rolled-back': { word: 'Rolled back', tone: 'bad' },
  held: { word: 'Held', tone: 'open' },
  superseded: { word: 'Superseded', tone: 'open' },
  raised: { word: 'Raised', tone: 'open' },
  failed: { word: 'Failed', tone: 'bad' },
  running: { word: 'Under way', tone: 'open' },
};

/** The whole in one line: `Rolled back, traffic restored in 2.8 s`. */
export function headline({ outcome, regions }: Pick<Timeline, 'outcome' | 'regions'>): string {
  const { word } = OUTCOMES[outcome.result];
  const back = slowestReturn(regions);
  if (outcome.result === 'promoted') return `${word}: all traffic is on the candidate`;
  if (outcome.result === 'held') return `${word}: a person has to decide`;
  if (outcome.result === 'superseded') return `${word}: somebody else has moved the traffic`;
  if (outcome.result === 'raised') return `${word}: somebody else has given the candidate more traffic`;
  if (back === undefined) return word;
  return back === 'never'
    ? `${word}, traffic not restored yet`
    : `${word}, traffic restored in ${duration(back)}`;
}

/** Milliseconds from the decision to the restored traffic, in the region where that took longest. */
export function slowestReturn(regions: Timeline['regions']): number | 'never' | undefined {
  const returns = regions.flatMap(({ bringBack }) => (bringBack ? [bringBack] : []));
  if (returns.length === 0) return undefined;
  if (returns.some(({ restoredAt }) => restoredAt === undefined)) return 'never';
  return Math.max(
    ...returns.map(({ decidedAt, restoredAt = decidedAt }) => timeOf(restoredAt) - timeOf(decidedAt)),
  );
}
