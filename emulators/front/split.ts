import type { RouteEntry } from '../cloudrun/platform';

/**
 * Chooses the revision of a request by the entries' percents; null when no entry has a share.
 * @param point uniform in [0, 1)
 */
export function chooseRevision(entries: readonly RouteEntry[], point: number): string | null {
  const total = entries.reduce((sum, { percent }) => sum + percent, 0);
  let upTo = 0;
  for (const { revision, percent } of entries) {
    upTo += percent;
    if (point * total < upTo) return revision;
  }
  return null;
}
