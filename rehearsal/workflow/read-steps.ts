import type { Step } from './model';
import { child, literalText, type Template } from './template';

/** Turns a list of steps, of a job or of a composite action, into typed ones. */
export function readSteps(steps: Template | undefined): Step[] {
  return steps?.kind === 'sequence' ? steps.items.map(readStep) : [];
}

function readStep(step: Template): Step {
  const condition = child(step, 'if');
  const base = {
    id: literalText(child(step, 'id')),
    name: child(step, 'name'),
    condition: condition?.kind === 'expression' ? condition.expression : 'success()',
    env: child(step, 'env'),
    continueOnError: child(step, 'continue-on-error'),
    timeoutMinutes: child(step, 'timeout-minutes'),
    at: step.at,
  };
  const run = child(step, 'run');
  if (run) {
    const [shell, workingDirectory] = [child(step, 'shell'), child(step, 'working-directory')];
    return { ...base, kind: 'run', run, shell, workingDirectory };
  }
  const uses = child(step, 'uses');
  return {
    ...base,
    kind: 'uses',
    uses: literalText(uses) ?? '',
    usesAt: uses?.at ?? step.at,
    with: child(step, 'with'),
  };
}
