import { readSteps } from '../workflow/read-steps';
import { child, entriesOf, literalText } from '../workflow/template';
import { checkReferences, type Known } from './check-references';
import { checkSteps } from './check-steps';
import type { ActionFile } from './files';
import type { Finding } from './findings';
import type { Linting } from './linting';

/** Checks an action.yml; only composite actions have steps and expressions to look at. */
export function checkActionFile(linting: Linting, { source, root, text, inputs }: ActionFile): Finding[] {
  const runs = child(root, 'runs');
  if (literalText(child(runs, 'using')) !== 'composite') return [];
  const names = inputs.map((input) => input.name);
  const known: Known = { text, source, inputs: { names, whose: 'The action' } };
  const template = child(runs, 'steps');
  const steps = readSteps(template);
  const outputs = entriesOf(child(root, 'outputs')).map((entry) => entry.value);
  return [
    ...checkSteps(linting, { steps, template, source, text, known }),
    ...outputs.flatMap((output) =>
      checkReferences(linting, output, { ...known, steps: { known: steps, later: [] } }),
    ),
  ];
}
