import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { Fault, Position } from './faults';
import type { Library } from './library';
import type { Template, TemplateEntry } from './template';

export interface ParsedFile {
  root: Template | undefined;
  faults: Fault[];
}

/** The token types of `@actions/workflow-parser`, whose own enum lives where only an import of its code reaches it. */
const tokenType = {
  string: 0,
  sequence: 1,
  mapping: 2,
  expression: 3,
  insert: 4,
  boolean: 5,
  number: 6,
  null: 7,
} as const;

/** A condition as the schema marks it: these keys are expressions even without `${{ }}`. */
const conditionKeys: ReadonlySet<string> = new Set(['if', 'pre-if', 'post-if']);

/** Reads a workflow with GitHub's schema and GitHub's checks of jobs, needs, events and contexts. */
export function parseWorkflowFile(library: Library, name: string, content: string): ParsedFile {
  const reading = readTokens(library, 'workflow', name, content);
  if (reading.root && reading.faults().length === 0) {
    for (const pair of reading.root.assertMapping('workflow')) {
      const key = pair.key.toString();
      if (key === 'on') reading.check(() => library.convertOn(reading.context, pair.value));
      if (key === 'jobs') reading.check(() => library.convertJobs(reading.context, pair.value));
    }
  }
  return finish(library, reading, name);
}

/** Reads an action.yml with GitHub's schema. */
export function parseActionFile(library: Library, name: string, content: string): ParsedFile {
  return finish(library, readTokens(library, 'action', name, content), name);
}

type Reading = ReturnType<typeof readTokens>;

function readTokens(library: Library, kind: 'workflow' | 'action', name: string, content: string) {
  const context = new library.TemplateContext(
    new library.TemplateValidationErrors(),
    library.schemas[kind],
    new library.NoOperationTraceWriter(),
  );
  // With every feature on, what the rehearsal lacks is refused by its own name and not as an unknown key.
  context.state.featureFlags = new library.FeatureFlags({ all: true });
  const file = context.getFileId(name);
  const reader = new library.YamlObjectReader(file, content);
  for (const error of reader.errors) context.error(file, error.message, error.range);
  const root =
    reader.errors.length > 0 ? undefined : library.readTemplate(context, `${kind}-root-strict`, reader, file);
  const check = (conversion: () => unknown): void => {
    try {
      conversion();
    } catch (thrown) {
      context.error(root, thrown);
    }
  };
  const faults = (): Fault[] =>
    context.errors.getErrors().map((error) => ({
      at: { file: name, line: error.range?.start.line ?? 1, column: error.range?.start.column ?? 1 },
      message: error.rawMessage,
    }));
  return { context, root, check, faults };
}

function finish(library: Library, reading: Reading, name: string): ParsedFile {
  const faults = reading.faults();
  if (!reading.root || faults.length > 0) return { root: undefined, faults };
  const later: Fault[] = [];
  const root = toTemplate(library, reading.root, name, later);
  return { root, faults: later };
}

function toTemplate(library: Library, token: TemplateToken, file: string, faults: Fault[]): Template {
  const at = position(token, file);
  switch (token.templateTokenType) {
    case tokenType.sequence:
      return {
        kind: 'sequence',
        at,
        items: [...token.assertSequence('list')].map((item) => toTemplate(library, item, file, faults)),
      };
    case tokenType.mapping:
      return {
        kind: 'mapping',
        at,
        entries: toEntries(library, token.assertMapping('mapping'), file, faults),
      };
    case tokenType.expression:
      return {
        kind: 'expression',
        at,
        expression: (token as TemplateToken & { expression: string }).expression,
      };
    case tokenType.insert:
      faults.push({ at, message: 'The rehearsal does not support ${{ insert }}.' });
      return { kind: 'literal', at, value: null };
    case tokenType.null:
      return { kind: 'literal', at, value: null };
    default:
      return {
        kind: 'literal',
        at,
        value: (token as TemplateToken & { value: string | number | boolean }).value,
      };
  }
}

function toEntries(library: Library, mapping: MappingToken, file: string, faults: Fault[]): TemplateEntry[] {
  return [...mapping].map((pair) => {
    const key = pair.key.toString();
    const at = position(pair.key, file);
    if (pair.key.isExpression)
      faults.push({ at, message: `The rehearsal does not support an expression as a key: ${key}` });
    const value = isCondition(key, pair.value)
      ? conditionOf(library, pair.value, file, key)
      : toTemplate(library, pair.value, file, faults);
    return { key, at, value };
  });
}

function isCondition(key: string, token: TemplateToken): boolean {
  const contexts = token.definitionInfo?.allowedContext ?? [];
  return (
    conditionKeys.has(key) && token.isScalar && contexts.some((context) => context.startsWith('always('))
  );
}

/** An `if` without a status function means `success() && (...)`; the hooks of an action are taken as written. */
function conditionOf(library: Library, token: TemplateToken, file: string, key: string): Template {
  const written =
    'expression' in token ? String(token.expression) : token.assertScalar(key).toString().trim();
  const expression =
    key === 'if' ? library.ensureStatusFunction(written || 'success()', token.definitionInfo) : written;
  return { kind: 'expression', at: position(token, file), expression };
}

function position(token: TemplateToken, file: string): Position {
  return { file, line: token.line ?? 1, column: token.col ?? 1 };
}
