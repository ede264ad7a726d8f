/** How the traffic was split, and when: a minute that saw a change says nothing about shares. */
import { MINUTE } from './model';

interface Stretch {
  /** Unix milliseconds. */
  from: number;
  /** The candidate's share among the two revisions, 0 to 1; undefined while the routing changes. */
  share: number | undefined;
}

/** The splits of a rollout since this run began to watch. */
export class SplitHistory {
  readonly #stretches: Stretch[] = [];

  /** From now on the platform may route either way. */
  changing(at: number): void {
    this.#stretches.push({ from: at, share: undefined });
  }

  /** From now on it routes so. */
  settled(at: number, share: number): void {
    this.#stretches.push({ from: at, share });
  }

  /** The candidate's share over the whole of a minute; undefined where it was not one and the same. */
  shareIn(start: number): number | undefined {
    const before = this.#stretches.findLast(({ from }) => from <= start);
    const isSteady = !this.#stretches.some(({ from }) => from > start && from < start + MINUTE);
    return isSteady ? before?.share : undefined;
  }
}
