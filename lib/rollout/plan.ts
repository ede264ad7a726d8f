import { Refusal } from '../runner';

/** One step of a rollout: give the candidate so much of the traffic, and look at it for so long. */
export interface Step {
  /** Whole percent, 0 to 100. */
  percent: number;
  /** Milliseconds at least; at 100 %, for which the revision before is kept ready, it may be 0. */
  observe: number;
}

const EXAMPLE = '`5%:10m 25%:10m 100%`';
/** The plan is part of the record on the service, which must stay small. */
const MOST_STEPS = 30;
const LONGEST_STEP = 30 * 24 * 3_600_000;
const MILLISECONDS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Reads `5%:10m 25%:10m 100%`: each step's percent and the time for which it is observed, upwards, the last one to
 * 100 %. With a time, `100%:30m`, the candidate is judged on before it is promoted. `0%` alone makes a candidate without
 * any traffic.
 */
export function parsePlan(text: string): Step[] | Refusal {
  const steps: Step[] = [];
  for (const word of text.split(/[\s,]+/).filter((each) => each !== '')) {
    const step = parseStep(word);
    if (step instanceof Refusal) return step;
    steps.push(step);
  }
  if (steps.length > MOST_STEPS)
    return new Refusal(`It has ${steps.length} steps.`, `Write ${MOST_STEPS} at most.`);
  return refusalOf(steps) ?? steps;
}

function parseStep(word: string): Step | Refusal {
  const match = /^(\d+)%(?::(\d+)(s|m|h))?$/.exec(word);
  if (!match)
    return new Refusal(`\`${word}\` is not a step.`, `Write steps as percent:time, such as ${EXAMPLE}.`);
  const [, percent, count, unit] = match;
  if (Number(percent) > 100)
    return new Refusal(`The step \`${word}\` is more than all the traffic.`, 'Use 100% at most.');
  const observe = Number(count ?? 0) * (MILLISECONDS[unit ?? 's'] ?? 0);
  if (observe > LONGEST_STEP)
    return new Refusal(`The step \`${word}\` takes longer than 30 days.`, 'Use 720h at most.');
  return { percent: Number(percent), observe };
}

function refusalOf(steps: Step[]): Refusal | undefined {
  const last = steps.at(-1);
  if (!last) return new Refusal('It names no step.', `Write it as ${EXAMPLE}.`);
  if (last.percent === 0 && last.observe === 0 && steps.length === 1) return undefined;
  if (last.percent !== 100)
    return new Refusal('It does not end at 100 %.', `End it with \`100%\`: ${EXAMPLE}.`);
  for (const [index, step] of steps.slice(0, -1).entries()) {
    const next = steps[index + 1];
    if (step.percent === 0)
      return new Refusal('A step of 0 % sees no traffic.', `Begin with 1% or more: ${EXAMPLE}.`);
    if (next && next.percent <= step.percent) {
      return new Refusal(
        `It goes from ${step.percent} % to ${next.percent} %.`,
        `Let every step be greater than the one before: ${EXAMPLE}.`,
      );
    }
    if (step.observe === 0) {
      return new Refusal(
        `The step of ${step.percent} % has no time to be judged in.`,
        `Say how long: \`${step.percent}%:10m\`.`,
      );
    }
  }
  return undefined;
}

/** The plan as {@link parsePlan} reads it. */
export function planInWords(steps: readonly Step[]): string {
  const time = (milliseconds: number): string => {
    const unit =
      (['h', 'm', 's'] as const).find((each) => milliseconds % (MILLISECONDS[each] ?? 1) === 0) ?? 's';
    return `:${milliseconds / (MILLISECONDS[unit] ?? 1)}${unit}`;
  };
  return steps.map(({ percent, observe }) => `${percent}%${observe > 0 ? time(observe) : ''}`).join(' ');
}

/** The plan only makes a candidate, and gives it no traffic. */
export const isCandidateOnly = (steps: readonly Step[]): boolean => steps.every((step) => step.percent === 0);
