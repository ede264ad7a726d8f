import { runScript } from './run-script';
import type { Frame } from './job-state';
import type { Step } from './model';
import { runUnit } from './step-runner';
import { literalText } from './template';
import { useAction } from './use-action';

/** Runs steps one after the other; each decides by its condition whether it still runs. */
export async function runSteps(frame: Frame, steps: readonly Step[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    if (frame.ended?.aborted === true) return;
    const key = stepKey(frame.key, index);
    const { id, name, condition, env, continueOnError, timeoutMinutes } = step;
    await runUnit(frame, {
      ...{ key, id, name, condition, env, continueOnError, timeoutMinutes },
      fallbackName: fallbackName(step),
      body: (attempt) =>
        step.kind === 'run' ? runScript(attempt, step) : useAction(attempt, step, runSteps),
    });
  }
}

/** Names a step within its job. */
export function stepKey(frame: string, index: number): string {
  return frame === '' ? String(index) : `${frame}/${index}`;
}

/** What the runner calls a step that has no name. */
export function fallbackName(step: Step): string {
  if (step.kind === 'uses') return `Run ${step.uses}`;
  const script = literalText(step.run) ?? '';
  return `Run ${script.trim().split('\n')[0] ?? ''}`;
}
