import type { Attempt, Frame } from './job-state';
import { compositeFrame } from './composite-action';
import type { Action, NodeRuns, Step, UsesStep } from './model';
import { runPre } from './node-action';
import { resolveAction } from './references';
import { runUnit } from './step-runner';
import { fallbackName, stepKey } from './steps';
import { literalText } from './template';
import { findAction } from './use-action';

/**
 * Runs the `pre` programs of all actions of a job before its first step, those inside composite actions too.
 * Actions in the workspace have none: it is still empty.
 */
export async function runPreSteps(frame: Frame, steps: readonly Step[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'uses') await runPreOf(frame, step, stepKey(frame.key, index));
  }
}

async function runPreOf(frame: Frame, step: UsesStep, key: string): Promise<void> {
  const reference = resolveAction(step.uses, frame.source, frame.job.run.options.suite);
  if (reference.kind === 'workspace') return;
  const found = findAction(frame.job, step, frame.source);
  if ('local' in found) return;
  const { action } = found;
  const { runs } = action;
  if (runs.using === 'composite') await runPreSteps(insideOf(frame, action, key), runs.steps);
  else if (runs.pre !== undefined) await runPreProgram(frame, step, key, action, runs);
}

async function runPreProgram(
  frame: Frame,
  step: UsesStep,
  key: string,
  action: Action,
  runs: NodeRuns,
): Promise<void> {
  const label = literalText(step.name) ?? fallbackName(step);
  await runUnit(frame, {
    key,
    id: undefined,
    name: undefined,
    fallbackName: `Pre ${label}`,
    condition: runs.preIf,
    env: step.env,
    continueOnError: undefined,
    timeoutMinutes: undefined,
    body: (attempt: Attempt) => runPre({ ...attempt, label }, step, action, runs),
  });
}

/** The sequence inside a composite action whose steps have not begun: its inputs are not known yet. */
function insideOf(frame: Frame, action: Action, key: string): Frame {
  const { job, env } = frame;
  const inside = compositeFrame(
    { frame, key, ownEnv: env, label: frame.label ?? action.name, limit: undefined },
    action,
    {},
  );
  return { ...inside, fail: frame.fail, status: frame.status, job, label: frame.label };
}
