/** Evidence from all sources at once, for one judge. */
import type { TrafficEntry } from '../cloudrun';
import type { Evidence } from '../verdict';

/** @returns false when it is enough, for all sources */
export type Take = (evidence: Evidence) => boolean;

/** Somewhere that evidence comes from. */
export interface EvidenceSource {
  /**
   * @param until Unix time in milliseconds
   * @param take gets the evidence, in order; false stops this source at once
   * @param enough aborted when another source has stopped; ends this one, without an error
   */
  gather(until: number, take: Take, enough: AbortSignal): Promise<void>;
}

/** Gathers until the time is over or one `take` says that it is enough; that one stops them all. */
export async function gatherAll(
  sources: readonly EvidenceSource[],
  until: number,
  take: Take,
): Promise<void> {
  const enough = new AbortController();
  const takeUntilEnough: Take = (evidence) => {
    if (enough.signal.aborted) return false;
    const goesOn = take(evidence);
    if (!goesOn) enough.abort();
    return goesOn;
  };
  await Promise.all(sources.map((source) => source.gather(until, takeUntilEnough, enough.signal)));
}

/** Sends probe pairs until it is told to stop. */
export interface Probes extends EvidenceSource {
  /** Wakes both revisions, so that a cold start is not taken for slowness. What is seen does not count. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/** Real traffic as a source of evidence. */
export interface TrafficEvidence extends EvidenceSource {
  /** The routing begins to change. */
  changing(): void;
  /**
   * The traffic serves like this.
   * @param since from when on, Unix milliseconds; now, where it is left out
   */
  settled(serving: readonly TrafficEntry[], since?: number): void;
}

/** Without a watch, nothing is known of real traffic. */
export const noTraffic: TrafficEvidence = {
  gather: () => Promise.resolve(),
  changing: () => undefined,
  settled: () => undefined,
};
