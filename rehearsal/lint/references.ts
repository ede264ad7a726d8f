import type { Position } from '../workflow/faults';
import type { Library } from '../workflow/library';
import type { ExpressionTemplate, Template } from '../workflow/template';

/** One place where an expression reaches into a context, such as `steps.build.outputs.image`. */
export interface Reference {
  /** `['steps', 'build', 'outputs', 'image']`; ends where a `*` or a computed index begins. */
  path: string[];
  /** As it is written. */
  text: string;
}

/** An expression and where its scalar begins. */
export interface Expression {
  text: string;
  at: Position;
}

/** Every expression of a template, in order. */
export function expressionsIn(template: Template | undefined): ExpressionTemplate[] {
  switch (template?.kind) {
    case 'expression':
      return [template];
    case 'sequence':
      return template.items.flatMap(expressionsIn);
    case 'mapping':
      return template.entries.flatMap((entry) => expressionsIn(entry.value));
    default:
      return [];
  }
}

const keywords: ReadonlySet<string> = new Set(['true', 'false', 'null', 'nan', 'infinity']);

/** What an expression refers to, read with GitHub's own lexer. Names of functions and keywords are no references. */
export function referencesIn(library: Library, expression: string): Reference[] {
  const lexemes = lexemesOf(library, expression);
  const references: Reference[] = [];
  for (let index = 0; index < lexemes.length; index += 1) {
    const name = lexemes[index] ?? '';
    const isProperty = lexemes[index - 1] === '.';
    if (!isName(name) || isProperty || keywords.has(name.toLowerCase()) || lexemes[index + 1] === '(')
      continue;
    references.push(referenceAt(lexemes, index));
  }
  return references;
}

/** The strings that an expression mentions, without their quotes. */
export function stringsIn(library: Library, expression: string): string[] {
  return lexemesOf(library, expression)
    .filter((lexeme) => lexeme.startsWith("'"))
    .map(unquoted);
}

/** The one reference that an expression consists of, or undefined if it is anything else. */
export function soleReference(library: Library, expression: string): Reference | undefined {
  const [reference, ...others] = referencesIn(library, expression);
  return reference && others.length === 0 && reference.text === lexemesOf(library, expression).join('')
    ? reference
    : undefined;
}

/** Whether an expression is nothing but one call of a function. */
export function isCallOf(library: Library, expression: string, name: string): boolean {
  const [first = '', ...rest] = lexemesOf(library, expression).filter((lexeme) => lexeme !== '');
  let depth = 0;
  const closes = rest.findIndex((lexeme) => {
    if (lexeme === '(') depth += 1;
    if (lexeme === ')') depth -= 1;
    return depth === 0;
  });
  return first.toLowerCase() === name && closes > 0 && closes === rest.length - 1;
}

function lexemesOf(library: Library, expression: string): string[] {
  return new library.Lexer(expression).lex().tokens.map((token) => token.lexeme);
}

function referenceAt(lexemes: readonly string[], start: number): Reference {
  const path = [lexemes[start] ?? ''];
  let end = start + 1;
  for (;;) {
    const [mark = '', name = '', close] = lexemes.slice(end, end + 3);
    if (mark === '.' && isName(name)) {
      path.push(name);
      end += 2;
    } else if (mark === '[' && name.startsWith("'") && close === ']') {
      path.push(unquoted(name));
      end += 3;
    } else {
      return { path, text: lexemes.slice(start, end).join('') };
    }
  }
}

function isName(lexeme: string): boolean {
  return /^[a-z_][\w-]*$/i.test(lexeme);
}

function unquoted(lexeme: string): string {
  return lexeme.slice(1, -1).replaceAll("''", "'");
}

/**
 * Where a reference stands. A template knows where its scalar begins, which in a script of thirty lines is not
 * where the reader must look; what is written there is the same text, so it is looked for from there on.
 */
export function placeOf(text: string, from: Position, written: string): Position {
  const lines = text.split('\n');
  const literally = written.replaceAll(/[^\w\s]/g, '\\$&');
  const word = new RegExp(`(?<![\\w.-])${literally}(?![\\w-])`);
  for (let line = from.line; line <= lines.length; line += 1) {
    const skipped = line === from.line ? from.column - 1 : 0;
    const found = (lines[line - 1] ?? '').slice(skipped).search(word);
    if (found >= 0) return { file: from.file, line, column: skipped + found + 1 };
  }
  return from;
}
