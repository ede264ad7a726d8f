import type { Library } from '../workflow/library';
import type { InputDefinition } from '../workflow/model';
import type { Template } from '../workflow/template';
import { same } from './names';
import { isCallOf, soleReference } from './references';

export type ScalarType = 'string' | 'number' | 'boolean';

/** Contexts whose values are always text, whatever they look like. */
const texts: ReadonlySet<string> = new Set(['needs', 'steps', 'vars', 'secrets', 'env', 'jobs']);

/**
 * The type that a value has before anything runs, or undefined where only the run knows.
 * @param inputs what the `inputs` context holds here
 */
export function typeOf(
  library: Library,
  value: Template,
  inputs: readonly InputDefinition[],
): ScalarType | undefined {
  if (value.kind === 'literal') return typeOfLiteral(value.value);
  if (value.kind !== 'expression') return undefined;
  const expression = value.expression.trim();
  if (/^(true|false)$/i.test(expression)) return 'boolean';
  if (/^[+-]?\d+(\.\d+)?$/.test(expression)) return 'number';
  // Text around an expression has become a call of `format` by now.
  if (isCallOf(library, expression, 'format')) return 'string';
  const reference = soleReference(library, expression);
  if (!reference) return undefined;
  const [context = '', name = ''] = reference.path;
  if (texts.has(context.toLowerCase())) return 'string';
  if (!same(context, 'inputs')) return undefined;
  const input = inputs.find((each) => same(each.name, name));
  return input && typeOfInput(input.type);
}

function typeOfLiteral(value: string | number | boolean | null): ScalarType | undefined {
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : undefined;
}

/** A choice and the name of an environment are text. */
export function typeOfInput(type: InputDefinition['type']): ScalarType {
  return type === 'boolean' || type === 'number' ? type : 'string';
}
