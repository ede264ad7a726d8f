import type { CallJob, InputDefinition, UsesStep } from '../workflow/model';
import { entriesOf, literalText, type TemplateEntry } from '../workflow/template';
import type { ActionContract, WorkflowContract } from './contracts';
import type { Finding } from './findings';
import type { Linting } from './linting';
import { isAmong, same, suggest } from './names';
import { typeOf, typeOfInput } from './value-types';

/** The inputs that a step gives to an action. They are all text, so only their names can be wrong. */
export function checkActionInputs(contract: ActionContract, step: UsesStep): Finding[] {
  const given = entriesOf(step.with);
  const missing = contract.inputs.filter((each) => each.required && !each.hasDefault);
  return [
    ...missingOf('input', missing, given, step.usesAt, contract.name),
    ...unknownOf('input', contract.inputs, given, contract.name),
  ];
}

/**
 * The inputs and secrets that a job gives to a reusable workflow.
 * @param inputs what the `inputs` context of the calling workflow holds
 */
export function checkCall(
  { library }: Pick<Linting, 'library'>,
  contract: WorkflowContract,
  job: CallJob,
  inputs: readonly InputDefinition[],
): Finding[] {
  if (!contract.callable)
    return [
      {
        at: job.usesAt,
        message: `${contract.name} cannot be called.`,
        remedy: "Add 'workflow_call' to its 'on'.",
      },
    ];
  const given = entriesOf(job.with);
  const required = contract.inputs.filter((each) => each.required);
  return [
    ...missingOf('input', required, given, job.usesAt, contract.name),
    ...unknownOf('input', contract.inputs, given, contract.name),
    ...given.flatMap((entry) => {
      const definition = contract.inputs.find((each) => same(each.name, entry.key));
      const type = typeOf(library, entry.value, inputs);
      return definition && type ? mismatch(entry, definition, type) : [];
    }),
    ...checkSecrets(contract, job),
  ];
}

function checkSecrets(contract: WorkflowContract, job: CallJob): Finding[] {
  if (job.inheritSecrets) return [];
  const given = entriesOf(job.secrets);
  const required = contract.secrets.filter((each) => each.required);
  return [
    ...missingOf('secret', required, given, job.usesAt, contract.name),
    ...unknownOf('secret', contract.secrets, given, contract.name),
  ];
}

type Kind = 'input' | 'secret';

function missingOf(
  kind: Kind,
  required: readonly { name: string }[],
  given: readonly TemplateEntry[],
  at: Finding['at'],
  whose: string,
): Finding[] {
  const names = given.map((entry) => entry.key);
  const key = kind === 'input' ? 'with' : 'secrets';
  return required
    .filter((each) => !isAmong(names, each.name))
    .map(({ name }) => ({
      at,
      message: `${whose} requires the ${kind} '${name}', which is not given.`,
      remedy: `Add it under '${key}'.`,
    }));
}

function unknownOf(
  kind: Kind,
  known: readonly { name: string }[],
  given: readonly TemplateEntry[],
  whose: string,
): Finding[] {
  const names = known.map((each) => each.name);
  return given
    .filter((entry) => !isAmong(names, entry.key))
    .map(({ key, at }) => ({
      at,
      message: `${whose} has no ${kind} '${key}'.`,
      remedy: suggest(key, names, 'It'),
    }));
}

/** GitHub takes a number or a boolean for text, and nothing else for what it is not. */
function mismatch(entry: TemplateEntry, definition: InputDefinition, type: string): Finding[] {
  const wanted = typeOfInput(definition.type);
  if (wanted === type || wanted === 'string') return [];
  const written = literalText(entry.value);
  const isIt = wanted === 'boolean' ? /^(true|false)$/ : /^[+-]?\d+(\.\d+)?$/;
  const remedy =
    written === undefined
      ? `Make it one with fromJSON(...).`
      : isIt.test(written)
        ? `Write ${written} without quotes.`
        : `Write ${wanted === 'boolean' ? 'true or false' : 'a number'} without quotes.`;
  return [
    { at: entry.value.at, message: `The input '${entry.key}' is a ${wanted}, but gets a ${type}.`, remedy },
  ];
}

/** The defaults of a workflow's own inputs that are not of their type. */
export function checkDefaults(inputs: readonly InputDefinition[]): Finding[] {
  return inputs.flatMap((input) => {
    if (input.default?.kind !== 'literal') return [];
    const type = typeof input.default.value;
    if (input.default.value === null) return [];
    const entry = { key: input.name, value: input.default, at: input.at };
    return mismatch(entry, input, type).map((finding) => ({
      ...finding,
      message: `The input '${input.name}' is a ${typeOfInput(input.type)}, but its default is a ${type}.`,
    }));
  });
}
