/** Evidence from all sources at once, for one judge. */
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
