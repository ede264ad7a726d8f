import { hasName, inputsOf } from './action-inputs';
import type { Attempt, Frame } from './job-state';
import type { Action, CompositeRuns, Step, UsesStep } from './model';

/** Runs the steps of a composite action; comes in as a parameter, since those steps may use actions again. */
export type StepsRunner = (frame: Frame, steps: readonly Step[]) => Promise<void>;

/** Runs a composite action and takes its outputs, which it has even when a step of it failed. */
export async function runComposite(
  attempt: Attempt,
  step: UsesStep,
  action: Action,
  runs: CompositeRuns,
  runSteps: StepsRunner,
): Promise<void> {
  const frame = compositeFrame(attempt, action, inputsOf(attempt, step, action));
  await runSteps(frame, runs.steps);
  const { expressions } = attempt.frame.job.run;
  const contexts = {
    ...attempt.scope.contexts,
    inputs: frame.inputs,
    steps: frame.steps,
    env: { ...frame.job.env, ...attempt.ownEnv },
  };
  for (const output of action.outputs)
    attempt.outputs[output.name] = expressions.text(output.value, { ...attempt.scope, contexts });
  if (!frame.status().success && !attempt.signal.aborted) throw new Error(`A step of ${step.uses} failed.`);
}

/** The steps of a composite action: their successes and failures are their own, cancellation is the job's. */
export function compositeFrame(
  attempt: Pick<Attempt, 'frame' | 'key' | 'ownEnv' | 'label'> & { limit: AbortSignal | undefined },
  action: Action,
  inputs: Readonly<Record<string, string>>,
): Frame {
  const { job } = attempt.frame;
  const absent = action.inputs.filter((input) => !hasName(Object.keys(inputs), input.name));
  let failed = false;
  return {
    job,
    key: attempt.key,
    status: () => {
      const cancelled = job.status === 'cancelled';
      return { success: !failed && !cancelled, failure: failed, cancelled };
    },
    fail: () => {
      failed = true;
    },
    steps: {},
    inputs: { ...Object.fromEntries(absent.map((input) => [input.name, ''])), ...inputs },
    env: attempt.ownEnv,
    defaults: { shell: undefined, workingDirectory: undefined },
    source: action.source,
    actionPath: action.folder,
    ended: attempt.limit,
    label: attempt.label,
  };
}
