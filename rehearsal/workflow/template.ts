import type { Position } from './faults';

/** What an expression can yield and a context can hold. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** A mapping of context values, such as `github` or `steps.x.outputs`. */
export type ValueMap = { [key: string]: Value };

/** A workflow's YAML with its expressions still to be evaluated; every node knows where it stands. */
export type Template = LiteralTemplate | ExpressionTemplate | SequenceTemplate | MappingTemplate;

export interface LiteralTemplate {
  kind: 'literal';
  value: string | number | boolean | null;
  at: Position;
}

export interface ExpressionTemplate {
  kind: 'expression';
  /** Without `${{ }}`; text around expressions has become a call of `format`. */
  expression: string;
  at: Position;
}

export interface SequenceTemplate {
  kind: 'sequence';
  items: Template[];
  at: Position;
}

export interface MappingTemplate {
  kind: 'mapping';
  entries: TemplateEntry[];
  at: Position;
}

export interface TemplateEntry {
  key: string;
  value: Template;
  /** Where the key stands. */
  at: Position;
}

/** The value under a key, if the template is a mapping that has it. */
export function child(template: Template | undefined, key: string): Template | undefined {
  return entriesOf(template).find((entry) => entry.key === key)?.value;
}

/** The entries of a mapping; none for everything else. */
export function entriesOf(template: Template | undefined): TemplateEntry[] {
  return template?.kind === 'mapping' ? template.entries : [];
}

/** A literal as text, or undefined when there is none or it is still an expression. */
export function literalText(template: Template | undefined): string | undefined {
  return template?.kind === 'literal' && template.value !== null ? String(template.value) : undefined;
}

/** One string or a list of them, as `needs` and `branches` are written. */
export function literalTexts(template: Template | undefined): string[] {
  const items = template?.kind === 'sequence' ? template.items : [template];
  return items.map(literalText).filter((text) => text !== undefined);
}

/** Whether a literal says true; an expression does not. */
export function literalTrue(template: Template | undefined): boolean {
  return template?.kind === 'literal' && template.value === true;
}
