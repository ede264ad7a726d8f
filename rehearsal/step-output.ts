import type { RunReport } from './workflow/options';

/** An output of the step that rolls out; '' where that was not reached. */
export function outputOf({ jobs }: RunReport, output: string): string {
  const steps = jobs.flatMap((job) => job.steps);
  return steps.findLast(({ id, outputs }) => id === 'rollout' && outputs[output])?.outputs[output] ?? '';
}

/** How a rollout ended, such as `promoted`. */
export const outcomeOf = (report: RunReport): string => outputOf(report, 'result') || 'nothing';
