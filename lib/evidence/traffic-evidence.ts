/** Real traffic beside the probes: what a rollout tells the watch about itself, and what it hears from it. */
import { shareOf } from '../cloudrun';
import { SplitHistory } from '../metrics';
import type { TrafficWatch } from '../metrics';
import type { Clock } from '../runner';
import type { Evidence } from '../verdict';
import type { TrafficEvidence } from '../rollout';

/**
 * One look at the newest settled minutes whenever evidence is gathered.
 * @param watching makes the watch, which has to know the splits
 */
export function trafficEvidence(
  { candidate, stable }: { candidate: string; stable: string },
  clock: Clock,
  watching: (splits: SplitHistory) => TrafficWatch,
): TrafficEvidence {
  const splits = new SplitHistory();
  const watch = watching(splits);
  let reading: Promise<Evidence[]> | undefined;
  return {
    gather: async (until, take, enough) => {
      reading ??= watch.newest(clock.now());
      // A slow answer keeps nobody from looking at the service: it counts when it is there.
      const newest = await Promise.race([reading, timeUp(clock, until, enough)]);
      if (!newest) return;
      reading = undefined;
      for (const evidence of newest) if (!take(evidence)) return;
    },
    changing: () => {
      splits.changing(clock.now());
    },
    settled: (serving, since = clock.now()) => {
      const [ours, theirs] = [shareOf(serving, candidate), shareOf(serving, stable)];
      if (ours + theirs > 0) splits.settled(since, ours / (ours + theirs));
    },
  };
}

async function timeUp(clock: Clock, until: number, enough: AbortSignal): Promise<undefined> {
  try {
    await clock.sleep(Math.max(0, until - clock.now()), enough);
  } catch (error) {
    if (!enough.aborted) throw error;
  }
  return undefined;
}
