const millisecondsPerDay = 86_400_000;

/** The UTC calendar day of a moment, as YYYY-MM-DD. @param at milliseconds since the epoch */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * How many days in a row somebody has practised. A streak is still alive on the day after its last practice, since
 * that day is not over yet.
 * @param days the days of practice as YYYY-MM-DD, latest first, each once
 * @param now milliseconds since the epoch
 */
export function streakLength(days: string[], now: number): number {
  const latest = days[0];
  if (latest === undefined || daysBetween(latest, dayOf(now)) > 1) return 0;
  const gap = days.findIndex((day, index) => index > 0 && daysBetween(day, latest) !== index);
  return gap === -1 ? days.length : gap;
}

const daysBetween = (earlier: string, later: string): number =>
  (Date.parse(later) - Date.parse(earlier)) / millisecondsPerDay;
