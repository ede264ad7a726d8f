import type { PairEvidence } from '../verdict';

/** Pairs that are under way, handed on in the order in which they were sent: else the slow ones would count last. */
export interface PairQueue {
  readonly length: number;
  /** Nobody wants any more pairs. */
  ended(): boolean;
  add(pair: Promise<PairEvidence>): void;
  /** Resolves when all pairs were handed on, or nobody wants any more; rejects when one could not be sent. */
  drained(): Promise<void>;
}

/**
 * @param take gets each pair's outcome; false ends the queue
 * @param enough ends it as well
 */
export function inOrder(take: (evidence: PairEvidence) => boolean, enough: AbortSignal): PairQueue {
  const queue: { length: number; ended: boolean; failures: unknown[] } = {
    length: 0,
    ended: enough.aborted,
    failures: [],
  };
  const ending = Promise.withResolvers<undefined>();
  let turn = Promise.resolve();
  const end = (): void => {
    queue.ended = true;
    ending.resolve(undefined);
  };
  enough.addEventListener('abort', end, { once: true });
  const handOn = async (pair: Promise<PairEvidence>, before: Promise<void>): Promise<void> => {
    const [outcome] = await Promise.all([pair, before]);
    queue.length -= 1;
    if (!queue.ended && !take(outcome)) end();
  };
  return {
    get length() {
      return queue.length;
    },
    ended: () => queue.ended,
    add: (pair) => {
      queue.length += 1;
      turn = handOn(pair, turn).catch((error: unknown) => {
        queue.failures.push(error);
        end();
      });
    },
    drained: async () => {
      await Promise.race([turn, ending.promise]);
      if (queue.failures.length > 0) throw queue.failures[0];
    },
  };
}
