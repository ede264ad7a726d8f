import { Refusal } from '../../../../../lib/runner';

/** Shares of the users, in percent and rising; the last is everybody. */
export type Stages = readonly number[];

/** "1% 5% 20% 100%" */
export function parseStages(text: string): Stages | Refusal {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const stages = words.map((word) => (/^\d+(\.\d+)?%?$/.test(word) ? Number.parseFloat(word) : Number.NaN));
  const rises = stages.every((stage, index) => stage > (stages[index - 1] ?? 0));
  if (stages.length > 0 && rises && stages.at(-1) === 100) return stages;
  return new Refusal(
    `"${text.slice(0, 80)}" is no plan of a rollout.`,
    'Write rising percentages that end with 100 %, such as 1% 5% 20% 100%.',
  );
}

/** The stage after this share; everybody where there is none. */
export const stageAfter = (stages: Stages, percent: number): number =>
  stages.find((stage) => stage > percent) ?? 100;

/** The stage before this share; 0 for the first. */
export const stageBefore = (stages: Stages, percent: number): number =>
  stages.filter((stage) => stage < percent).at(-1) ?? 0;
