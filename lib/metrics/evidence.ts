/** From settled minutes to evidence. No I/O, no clock. */
import type { Arm, Evidence } from '../verdict';
import { MINUTE } from './model';
import type { Minutes, Reading, Span, TrafficSource } from './model';
import type { Side } from './probe-ledger';
import type { SplitHistory } from './split';
import type { Visitors } from './visitors';

/** What turns counts into evidence. */
export interface Context {
  candidate: string;
  stable: string;
  source: Pick<TrafficSource, 'name' | 'includesProbes' | 'missesUnserved'>;
  /** Takes our probes out; knows the minutes before. */
  visitors: Visitors;
  splits: SplitHistory;
  /** The coins that the verdict has in use. */
  coins: ReadonlySet<string>;
}

const NONE: Arm = { requests: 0, failures: 0 };

/**
 * The evidence of a reading, minute by minute in order; minutes in which nobody asked for anything are left out, and so
 * are minutes that cannot be complete.
 */
export function evidenceOf(readings: readonly Reading[], span: Span, context: Context): Evidence[] {
  const complete = startsIn(span).filter((start) => isComplete(readings, start, context));
  return complete.flatMap((start) =>
    readings
      .filter(({ coin }) => context.coins.has(coin))
      .flatMap((reading) => minuteEvidence(reading, start, context)),
  );
}

function minuteEvidence({ coin, revisions }: Reading, start: number, context: Context): Evidence[] {
  const { source, visitors } = context;
  const armOf = (side: Side): Arm => {
    const counted = revisions.get(context[side])?.get(start) ?? NONE;
    return source.includesProbes ? visitors.in(counted, { coin, side, start }) : counted;
  };
  const [candidate, stable] = [armOf('candidate'), armOf('stable')];
  if (candidate.requests + stable.requests === 0) return [];
  const minute: Evidence = { kind: 'minute', coin, source: source.name, start, candidate, stable };
  return coin === 'failed' ? [minute, ...shareEvidence(start, { candidate, stable }, context)] : [minute];
}

function shareEvidence(
  start: number,
  { candidate, stable }: { candidate: Arm; stable: Arm },
  { source, splits, coins }: Context,
): Evidence[] {
  const candidateShare = splits.shareIn(start);
  if (!source.missesUnserved || !coins.has('unserved') || candidateShare === undefined) return [];
  const counts = { candidateRequests: candidate.requests, stableRequests: stable.requests };
  return [{ kind: 'share', source: source.name, start, ...counts, candidateShare }];
}

/**
 * How far a reading may be trusted: up to the last minute in which stable was asked for something, and not past one
 * that cannot be complete. What comes after it may be an idle service or points that are later than announced; it is read
 * again, and nothing is lost or counted twice.
 * @returns the end of that minute, `span.from` where there is none
 */
export function trustedUntil(readings: readonly Reading[], span: Span, context: Context): number {
  const starts = startsIn(span);
  const gap = starts.findIndex((start) => !isComplete(readings, start, context));
  const whole = gap === -1 ? starts : starts.slice(0, gap);
  const last = whole.findLast((start) =>
    readings.every(({ revisions }) => isSeen(revisions.get(context.stable), start)),
  );
  return last === undefined ? span.from : last + MINUTE;
}

const isSeen = (minutes: Minutes | undefined, start: number): boolean =>
  (minutes?.get(start)?.requests ?? 0) > 0;

const SIDES: readonly Side[] = ['candidate', 'stable'];

function isComplete(readings: readonly Reading[], start: number, context: Context): boolean {
  const { source, visitors } = context;
  if (!source.includesProbes) return true;
  return readings.every(({ coin, revisions }) =>
    SIDES.every((side) =>
      visitors.isComplete(revisions.get(context[side])?.get(start) ?? NONE, { coin, side, start }),
    ),
  );
}

/** The starts of all minutes in a span. */
export function startsIn({ from, to }: Span): number[] {
  return Array.from(
    { length: Math.max(0, Math.floor((to - from) / MINUTE)) },
    (_, index) => from + index * MINUTE,
  );
}
