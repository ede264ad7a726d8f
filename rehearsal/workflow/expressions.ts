import type { data } from '@actions/expressions';
import { hashFiles } from './hash-files';
import type { Library } from './library';
import type { Template, Value, ValueMap } from './template';

type Data = data.ExpressionData;
type Token = ReturnType<InstanceType<Library['Lexer']>['lex']>['tokens'][number];

/** How the jobs or steps before this one ended, as the status functions see it. */
export interface Status {
  success: boolean;
  failure: boolean;
  cancelled: boolean;
}

/** What an expression may refer to. */
export interface Scope {
  /** `github`, `env`, `steps` and so on. A context that is missing here cannot be named. */
  contexts: ValueMap;
  /** Present where `success()`, `failure()`, `cancelled()` and `always()` may be called. */
  status?: Status;
  /** The folder in which `hashFiles` looks; present once a job has a workspace. */
  workspace?: string;
}

/** Evaluates GitHub's expressions with GitHub's own evaluator. */
export interface Expressions {
  evaluate: (expression: string, scope: Scope) => Value;
  /** Evaluates `if`: by GitHub's truthiness, where null, false, 0, NaN and '' are false. */
  condition: (expression: string, scope: Scope) => boolean;
  /** Evaluates every expression of a template. */
  value: (template: Template, scope: Scope) => Value;
  /** The same as text, as `env`, `with` and outputs take it; nothing yields ''. */
  text: (template: Template | undefined, scope: Scope) => string;
  /** A mapping of texts. */
  texts: (template: Template | undefined, scope: Scope) => Record<string, string>;
}

export function createExpressions(library: Library): Expressions {
  const evaluateData = (expression: string, scope: Scope): Data => {
    const functions = functionsOf(library, scope);
    const names = Object.keys(scope.contexts);
    const tokens = new library.Lexer(expression).lex().tokens.map(withQuotes);
    const tree = new library.Parser(tokens, names, [...functions.values()]).parse();
    return new library.Evaluator(tree, toDictionary(library, scope.contexts), functions).evaluate();
  };
  const evaluate = (expression: string, scope: Scope): Value =>
    toValue(library, evaluateData(expression, scope));
  const value = (template: Template, scope: Scope): Value => {
    switch (template.kind) {
      case 'literal':
        return template.value;
      case 'expression':
        return evaluate(template.expression, scope);
      case 'sequence':
        return template.items.map((item) => value(item, scope));
      case 'mapping':
        return Object.fromEntries(template.entries.map((entry) => [entry.key, value(entry.value, scope)]));
    }
  };
  const text = (template: Template | undefined, scope: Scope): string =>
    template === undefined ? '' : toData(library, value(template, scope)).coerceString();
  return {
    evaluate,
    condition: (expression, scope) => truthy(evaluate(expression, scope)),
    value,
    text,
    texts: (template, scope) => {
      if (template?.kind === 'mapping')
        return Object.fromEntries(template.entries.map((entry) => [entry.key, text(entry.value, scope)]));
      const whole = template === undefined ? {} : value(template, scope);
      if (!isMap(whole)) return {};
      return Object.fromEntries(
        Object.entries(whole).map(([key, item]) => [key, toData(library, item).coerceString()]),
      );
    },
  };
}

/**
 * The package's lexer turns only the first `''` of a string into a quote, where GitHub's runner turns all: a script
 * with two quotes and an expression in it would reach the shell broken.
 */
function withQuotes(token: Token): Token {
  if (!token.lexeme.startsWith("'")) return token;
  return { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") };
}

/** GitHub's truthiness of a value. */
export function truthy(value: Value): boolean {
  return !(value === null || value === false || value === '' || value === 0 || Number.isNaN(value));
}

/** Whether a value is a mapping, and not a list or a scalar. */
export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type FunctionTable = NonNullable<ConstructorParameters<Library['Evaluator']>[2]>;

function functionsOf(library: Library, scope: Scope): FunctionTable {
  const { BooleanData, StringData } = library.data;
  const functions: FunctionTable = new Map();
  const { status, workspace } = scope;
  if (status) {
    for (const name of ['success', 'failure', 'cancelled'] as const)
      functions.set(name, { name, minArgs: 0, maxArgs: 0, call: () => new BooleanData(status[name]) });
    functions.set('always', { name: 'always', minArgs: 0, maxArgs: 0, call: () => new BooleanData(true) });
  }
  if (workspace !== undefined) {
    const call = (...patterns: Data[]) =>
      new StringData(
        hashFiles(
          workspace,
          patterns.map((each) => each.coerceString()),
        ),
      );
    functions.set('hashfiles', { name: 'hashFiles', minArgs: 1, maxArgs: 255, call });
  }
  return functions;
}

function toDictionary(library: Library, map: ValueMap): data.Dictionary {
  const pairs = Object.entries(map).map(([key, value]) => ({ key, value: toData(library, value) }));
  return new library.data.Dictionary(...pairs);
}

function toData(library: Library, value: Value): Data {
  const { Array: ArrayData, BooleanData, Null, NumberData, StringData } = library.data;
  if (value === null) return new Null();
  if (typeof value === 'string') return new StringData(value);
  if (typeof value === 'number') return new NumberData(value);
  if (typeof value === 'boolean') return new BooleanData(value);
  if (Array.isArray(value)) return new ArrayData(...value.map((item) => toData(library, item)));
  return toDictionary(library, value);
}

function toValue(library: Library, given: Data): Value {
  const { Array: ArrayData, BooleanData, Dictionary, NumberData, StringData } = library.data;
  if (given instanceof StringData || given instanceof NumberData || given instanceof BooleanData)
    return given.value;
  if (given instanceof ArrayData) return given.values().map((item) => toValue(library, item));
  if (given instanceof Dictionary)
    return Object.fromEntries(given.pairs().map((pair) => [pair.key, toValue(library, pair.value)]));
  return null;
}
