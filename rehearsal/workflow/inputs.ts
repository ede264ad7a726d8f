import type { Expressions, Scope } from './expressions';
import type { Fault } from './faults';
import type { CallJob, InputDefinition, Workflow } from './model';
import { entriesOf, literalText, type Template, type Value, type ValueMap } from './template';

/** What GitHub finds wrong with a call before it runs, with the place of each fault. */
export function checkCall(job: CallJob, called: Workflow): Fault[] {
  if (!called.events.includes('workflow_call'))
    return [{ at: job.usesAt, message: `${called.file} cannot be called: it has no 'on: workflow_call'.` }];
  return [...checkInputs(job, called.call.inputs), ...checkSecrets(job, called)];
}

function checkInputs(job: CallJob, definitions: readonly InputDefinition[]): Fault[] {
  const given = entriesOf(job.with);
  const known = new Map(definitions.map((definition) => [definition.name.toLowerCase(), definition]));
  const names = new Set(given.map((entry) => entry.key.toLowerCase()));
  const missing = definitions.filter((each) => each.required && !names.has(each.name.toLowerCase()));
  return [
    ...missing.map(({ name }) => ({
      at: job.usesAt,
      message: `The input '${name}' is required, but not given.`,
    })),
    ...given.flatMap(({ key, value, at }) => {
      const definition = known.get(key.toLowerCase());
      if (!definition)
        return [
          {
            at,
            message: `Invalid input, '${key}' is not defined in the called workflow${list(definitions)}.`,
          },
        ];
      return fits(definition, value)
        ? []
        : [{ at: value.at, message: `The input '${key}' must be a ${definition.type}.` }];
    }),
  ];
}

function list(definitions: readonly { name: string }[]): string {
  return definitions.length === 0 ? '' : ` (it has ${definitions.map(({ name }) => `'${name}'`).join(', ')})`;
}

function fits(definition: InputDefinition, given: Template): boolean {
  if (given.kind !== 'literal') return true;
  if (definition.type === 'boolean') return typeof given.value === 'boolean';
  return definition.type !== 'number' || typeof given.value === 'number';
}

function checkSecrets(job: CallJob, called: Workflow): Fault[] {
  if (job.inheritSecrets) return [];
  const given = entriesOf(job.secrets);
  const names = new Set(given.map((entry) => entry.key.toLowerCase()));
  const known = new Set(called.call.secrets.map((secret) => secret.name.toLowerCase()));
  const missing = called.call.secrets.filter(
    (secret) => secret.required && !names.has(secret.name.toLowerCase()),
  );
  return [
    ...missing.map(({ name }) => ({
      at: job.usesAt,
      message: `The secret '${name}' is required, but not given.`,
    })),
    ...given
      .filter((entry) => !known.has(entry.key.toLowerCase()))
      .map(({ key, at }) => ({
        at,
        message: `Invalid secret, '${key}' is not defined in the called workflow${list(called.call.secrets)}.`,
      })),
  ];
}

/** The `inputs` context: what was given, else the default, else the empty value of the type. */
export function inputsContext(
  expressions: Expressions,
  definitions: readonly InputDefinition[],
  given: ValueMap,
  scope: Scope,
): ValueMap {
  const byName = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(
    definitions.map((definition) => {
      const value = byName.get(definition.name.toLowerCase());
      const chosen = value ?? (definition.default ? expressions.value(definition.default, scope) : null);
      return [definition.name, coerceInput(definition, chosen)];
    }),
  );
}

/** Gives a value its input's type. Throws when it cannot have it, as GitHub does when the call is made. */
export function coerceInput(definition: InputDefinition, value: Value): Value {
  const wrong = () =>
    new Error(`The input '${definition.name}' must be a ${definition.type}, not ${JSON.stringify(value)}.`);
  switch (definition.type) {
    case 'boolean':
      if (value === null || value === '') return false;
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw wrong();
    case 'number':
      if (value === null || value === '') return 0;
      if (Number.isNaN(Number(value))) throw wrong();
      return Number(value);
    case 'choice':
      return coerceChoice(definition, value);
    default:
      return value === null ? '' : scalarText(value);
  }
}

function coerceChoice(definition: InputDefinition, value: Value): string {
  const text = value === null ? (definition.options[0] ?? '') : scalarText(value);
  if (definition.options.includes(text)) return text;
  throw new Error(
    `The input '${definition.name}' must be one of ${definition.options.join(', ')}, not '${text}'.`,
  );
}

function scalarText(value: Value): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The required inputs of a dispatch that were not given and have no default. */
export function missingInputs(definitions: readonly InputDefinition[], given: ValueMap): Fault[] {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const known = new Set(definitions.map((definition) => definition.name.toLowerCase()));
  return [
    ...definitions
      .filter(
        (each) =>
          each.required && literalText(each.default) === undefined && !names.has(each.name.toLowerCase()),
      )
      .map((each) => ({ at: each.at, message: `The input '${each.name}' is required, but not given.` })),
    ...Object.keys(given)
      .filter((name) => !known.has(name.toLowerCase()))
      .map((name) => ({ message: `The workflow has no input '${name}'${list(definitions)}.` })),
  ];
}
