import type { Attempt } from './job-state';
import type { Action, UsesStep } from './model';
import { entriesOf } from './template';

/** Says which inputs an action does not know; they are passed on all the same. */
export function warnOfUnknownInputs(attempt: Attempt, action: Action, step: UsesStep): void {
  const known = action.inputs.map((input) => input.name);
  const unknown = entriesOf(step.with)
    .map((entry) => entry.key)
    .filter((key) => !hasName(known, key));
  if (unknown.length === 0) return;
  attempt.log(
    `Warning: Unexpected input(s) '${unknown.join(`', '`)}', valid inputs are ['${known.join(`', '`)}']`,
  );
}

/** Whether a name is among others; case does not matter to GitHub. */
export function hasName(names: readonly string[], name: string): boolean {
  return names.some((each) => each.toLowerCase() === name.toLowerCase());
}

/** What an action gets: what the step gives, and the defaults of the rest. */
export function inputsOf(attempt: Attempt, step: UsesStep, action: Action): Record<string, string> {
  const { expressions } = attempt.frame.job.run;
  const given = Object.entries(expressions.texts(step.with, attempt.scope));
  const defaults = action.inputs
    .filter(
      (input) =>
        input.default !== undefined &&
        !hasName(
          given.map(([name]) => name),
          input.name,
        ),
    )
    .map((input): [string, string] => [input.name, expressions.text(input.default, attempt.scope)]);
  return Object.fromEntries([...given, ...defaults]);
}
