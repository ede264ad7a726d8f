/**
 * Probe pairs: the same request to the stable and to the candidate revision at the same moment. They work at zero
 * traffic, and whatever disturbs both (a slow database, a deploy elsewhere) cancels.
 */
import type { OwnRequest, Side } from '../metrics';
import type { Clock } from '../runner';
import type { PairEvidence } from '../verdict';
import type { Probes } from '../rollout';
import { inOrder } from './pair-queue';
import type { PairQueue } from './pair-queue';
import type { Answered, Questions } from './questions';

/** What to ask, and whom. */
export interface ProbeSettings {
  /** The same questions to both, at addresses that reach exactly one revision each. */
  stable: Questions;
  candidate: Questions;
  /** Milliseconds from one pair to the next. */
  interval: number;
}

/** What probes are sent with. */
export interface ProbePorts {
  clock: Clock;
  /** Uniform on [0, 1): which of the two is asked first. */
  random: () => number;
  signal: AbortSignal;
  /** Told of every request: metrics count it among the visitors'. */
  sent?: (request: OwnRequest) => void;
}

const WARM_UP_PAIRS = 3;
/** More than this on the way means that a revision hangs: it will show in the pairs that are under way. */
const MOST_UNDER_WAY = 16;

/** Every question in turn, none left out: each pair asks the one after that of the pair before. */
export function probePairs(settings: ProbeSettings, ports: ProbePorts): Probes {
  const { stable, candidate } = settings;
  const count = stable.names.length;
  let sent = 0;
  const pair = (): Promise<PairEvidence> => {
    const question = sent % count;
    sent += 1;
    return asked({ stable, candidate }, question, ports);
  };
  return {
    warmUp: async () => {
      for (let round = 0; round < WARM_UP_PAIRS * count; round += 1) await pair();
    },
    gather: async (until, take, enough) => {
      const queue = inOrder(take, enough);
      await sendAtIntervals(queue, pair, { until, enough, interval: settings.interval, ...ports });
      await queue.drained();
    },
    close: async () => {
      await Promise.all([stable.close(), candidate.close()]);
    },
  };
}

async function asked(
  both: Record<Side, Questions>,
  question: number,
  { clock, random, signal, sent }: ProbePorts,
): Promise<PairEvidence> {
  const ask = async (side: Side): Promise<Answered> => {
    const answer = await both[side].ask(question, signal);
    sent?.({ side, at: clock.now(), status: answer.status, millis: answer.millis });
    return answer;
  };
  if (random() < 0.5) {
    const [stable, candidate] = await Promise.all([ask('stable'), ask('candidate')]);
    return evidence(stable, candidate);
  }
  const [candidate, stable] = await Promise.all([ask('candidate'), ask('stable')]);
  return evidence(stable, candidate);
}

function evidence(stable: Answered, candidate: Answered): PairEvidence {
  return { kind: 'pair', stable: sampleOf(stable), candidate: sampleOf(candidate) };
}

const sampleOf = ({ status: _, ...sample }: Answered): Omit<Answered, 'status'> => sample;

interface Pace extends Pick<ProbePorts, 'clock' | 'signal'> {
  /** Unix milliseconds. */
  until: number;
  interval: number;
  enough: AbortSignal;
}

/** A pair for every interval. What a stall of this process, or of a revision, made it miss is not made up for. */
async function sendAtIntervals(
  queue: PairQueue,
  pair: () => Promise<PairEvidence>,
  { clock, signal, until, interval, enough }: Pace,
): Promise<void> {
  for (
    let next = clock.now();
    next < until && !queue.ended();
    next = following(next, clock.now(), interval)
  ) {
    await sleepUntil(next, { clock, signal, enough });
    if (queue.length >= MOST_UNDER_WAY) await queue.drained();
    if (!queue.ended()) queue.add(pair());
  }
}

/** The next beat of the same measure; a new measure from now on where a whole beat was missed. */
const following = (beat: number, now: number, interval: number): number =>
  now - beat < interval ? beat + interval : now + interval;

/** Wakes up early, and quietly, when there is enough. */
async function sleepUntil(
  time: number,
  { clock, signal, enough }: Pick<Pace, 'clock' | 'signal' | 'enough'>,
): Promise<void> {
  try {
    await clock.sleep(Math.max(0, time - clock.now()), AbortSignal.any([signal, enough]));
  } catch (error) {
    signal.throwIfAborted();
    if (!enough.aborted) throw error;
  }
}
