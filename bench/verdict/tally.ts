import type { Ruling } from './peers';

/** What a rule did with many rollouts. Counts alone, so that tallies add up the same in any order. */
export interface Tally {
  rollouts: number;
  promotions: number;
  rollbacks: number;
  /** How many of the rollbacks came after so many minutes: place 3 is for the third minute. */
  rollbacksAfter: number[];
}

/** One tally for each rule, by its name. */
export type Tallies = Record<string, Tally>;

/** Adds one rollout's rulings in place: this runs tens of thousands of times. */
export function count(tallies: Tallies, rulings: Readonly<Record<string, Ruling>>): void {
  for (const [name, { end, minutes }] of Object.entries(rulings)) {
    const tally = (tallies[name] ??= emptyTally());
    tally.rollouts += 1;
    if (end === 'promote') tally.promotions += 1;
    if (end !== 'rollback') continue;
    tally.rollbacks += 1;
    addAt(tally.rollbacksAfter, minutes ?? 0, 1);
  }
}

/** The tallies of two sets of rollouts together. */
export function together(one: Tallies, other: Tallies): Tallies {
  const sum = structuredClone(one);
  for (const [name, tally] of Object.entries(other)) {
    const into = (sum[name] ??= emptyTally());
    into.rollouts += tally.rollouts;
    into.promotions += tally.promotions;
    into.rollbacks += tally.rollbacks;
    for (const [minute, rollbacks] of tally.rollbacksAfter.entries()) {
      addAt(into.rollbacksAfter, minute, rollbacks);
    }
  }
  return sum;
}

const emptyTally = (): Tally => ({ rollouts: 0, promotions: 0, rollbacks: 0, rollbacksAfter: [] });

function addAt(histogram: number[], place: number, amount: number): void {
  while (histogram.length <= place) histogram.push(0);
  histogram[place] = (histogram[place] ?? 0) + amount;
}

/** The minute by which half of the rollbacks had come, or null without any. */
export function medianMinutes({ rollbacks, rollbacksAfter }: Tally): number | null {
  let sum = 0;
  for (const [minute, some] of rollbacksAfter.entries()) {
    sum += some;
    if (some > 0 && 2 * sum >= rollbacks) return minute;
  }
  return null;
}

/** The share of rollouts that were rolled back by each minute, from 0 to `minutes`: the points of a curve. */
export function rollbacksBy({ rollouts, rollbacksAfter }: Tally, minutes: number): [number, number][] {
  let sum = 0;
  return Array.from({ length: minutes + 1 }, (_, minute) => {
    sum += rollbacksAfter[minute] ?? 0;
    return [minute, sum / rollouts];
  });
}
