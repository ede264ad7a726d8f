import type { Minute } from '../streams/stream';
import { promote, rollback, type Ruling } from './peer';

/** The alert that everybody writes first: back as soon as the error rate of any one minute is above 1 %. */
export function anyMinute(minutes: readonly Minute[]): Ruling {
  const index = minutes.findIndex(({ candidate }) => candidate.failures > 0.01 * candidate.requests);
  return index < 0 ? promote : rollback(index + 1);
}
