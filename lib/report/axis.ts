/** The time axis that everything on the page shares, and the scales beside it. */

/** From the first moment to the last, in Unix milliseconds; never empty. */
export interface Span {
  from: number;
  to: number;
}

const SHORTEST = 1_000;

/** The span that holds all these moments; anything that is no time is left out. */
export function spanOf(times: readonly number[]): Span {
  const sound = times.filter((time) => Number.isFinite(time));
  const from = sound.reduce((least, time) => Math.min(least, time), Infinity);
  const to = sound.reduce((most, time) => Math.max(most, time), -Infinity);
  if (from > to) return { from: 0, to: SHORTEST };
  return { from, to: Math.max(to, from + SHORTEST) };
}

/** Where a moment is in the span, from 0 to 1; what lies outside is put at its edge. */
export function placeOf(time: number, { from, to }: Span): number {
  return Math.min(1, Math.max(0, (time - from) / (to - from)));
}

/** Steps that a clock's face knows, in seconds. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** Round moments within the span, eight at most. */
export function ticksOf({ from, to }: Span): number[] {
  const wanted = (to - from) / 8 / 1000;
  const days = Math.ceil(wanted / 86_400);
  const step = (STEPS.find((each) => each >= wanted) ?? days * 86_400) * 1000;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => first + index * step);
}

/** The next round number from `value` upwards, whose half is round as well. */
export function roundUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8].find((digit) => digit * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** A coordinate with as many digits as anybody can see; 0 for what is no number, so that the drawing stays one. */
export const coordinate = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toFixed(2))) : '0';
