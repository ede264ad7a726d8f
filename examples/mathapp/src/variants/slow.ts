import { setTimeout as sleep } from 'node:timers/promises';
import type { Reads } from '../repository';

const backoff = 150;
const attempts = 3;

/** Retries of failed reads with a fault in them: the back-off comes before the first attempt, not between attempts. */
export function readsWithAnEagerBackoff(reads: Reads): Reads {
  return {
    questionKinds: (level) => retry(() => reads.questionKinds(level)),
    practiceDays: (userId) => retry(() => reads.practiceDays(userId)),
  };
}

async function retry<T>(read: () => Promise<T>, left = attempts): Promise<T> {
  await sleep(backoff);
  try {
    return await read();
  } catch (error) {
    if (left <= 1) throw error;
    return retry(read, left - 1);
  }
}
