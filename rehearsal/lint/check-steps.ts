import type { Source, Step } from '../workflow/model';
import type { Template } from '../workflow/template';
import { checkPin } from './check-hardening';
import { checkInjection } from './check-injection';
import { checkActionInputs } from './check-inputs';
import { checkReferences, type Known } from './check-references';
import { actionContract } from './contracts';
import type { Finding } from './findings';
import type { Linting } from './linting';

/** The steps of a job or of a composite action. */
export interface CheckedSteps {
  steps: readonly Step[];
  /** Their YAML, in the same order. */
  template: Template | undefined;
  source: Source;
  text: string;
  /** What they may refer to, beside each other. */
  known: Known;
}

/** Checks each step by itself and for what it takes from the ones before. */
export function checkSteps(linting: Linting, checked: CheckedSteps): Finding[] {
  const { steps, template, text, known } = checked;
  const items = template?.kind === 'sequence' ? template.items : [];
  return steps.flatMap((step, index) => [
    ...(step.kind === 'uses' ? checkUse(linting, checked, step) : []),
    ...checkInjection(linting.library, step, text),
    ...checkReferences(linting, items[index], {
      ...known,
      steps: { known: steps.slice(0, index), later: steps.slice(index) },
    }),
  ]);
}

function checkUse(
  linting: Linting,
  { source, text }: CheckedSteps,
  step: Extract<Step, { kind: 'uses' }>,
): Finding[] {
  const pin = checkPin(step, linting.suite, text);
  if (step.uses.startsWith('docker://')) return pin;
  const found = actionContract(linting, step, source);
  if (found === 'unknown') {
    linting.note({
      at: step.usesAt,
      message: `Not checked: the inputs of '${step.uses}' are not known here.`,
    });
    return pin;
  }
  return 'fault' in found ? [...pin, found.fault] : [...pin, ...checkActionInputs(found.contract, step)];
}
