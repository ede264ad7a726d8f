import type * as libpgQuery from 'libpg-query';
import type { Node } from 'libpg-query';
import { SourceText } from './source-text';

type Library = typeof libpgQuery;

/** A statement of a file, by UTF-8 offsets. */
export interface ParsedStatement {
  readonly node: Node;
  /** Its first token; comments before it do not count. */
  readonly start: number;
  /** Behind its last token, before the semicolon. */
  readonly end: number;
  /** From its first token to its last. */
  readonly text: string;
}

/** A comment, by UTF-8 offsets. */
export interface Comment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type Parsed =
  | {
      readonly ok: true;
      readonly source: SourceText;
      readonly statements: readonly ParsedStatement[];
      readonly comments: readonly Comment[];
    }
  | { readonly ok: false; readonly source: SourceText; readonly message: string; readonly offset: number };

/** Reads SQL as PostgreSQL does. Never throws: what cannot be read comes back with the reason. */
export type Parse = (sql: string, linesAbove?: number) => Parsed;

const BYTE_ORDER_MARK = /^\uFEFF/;

/** Loads PostgreSQL's own parser, compiled to WebAssembly: some 40 ms, so only where there is something to read. */
export async function loadParser(): Promise<Parse> {
  const library = await import('libpg-query');
  await library.loadModule();
  return (sql, linesAbove = 0) => read(library, new SourceText(sql.replace(BYTE_ORDER_MARK, ''), linesAbove));
}

function read(library: Library, source: SourceText): Parsed {
  // Lone surrogates have become replacement characters on the way: offsets and text have to be of the same.
  const text = source.slice(0, source.length);
  const refusal = (message: string, offset: number): Parsed => ({ ok: false, source, message, offset });
  // The parser takes a C string, and would read no further than here.
  const zero = text.indexOf('\0');
  if (zero !== -1) {
    const offset = Buffer.byteLength(text.slice(0, zero));
    return refusal('a NUL character, which PostgreSQL takes in no text', offset);
  }
  try {
    const statements = statementsOf(library, text, source);
    return { ok: true, source, statements, comments: commentsOf(library, text) };
  } catch (error) {
    if (library.hasSqlDetails(error)) {
      return refusal(error.message, source.offsetOfCharacter(error.sqlDetails?.cursorPosition ?? 0));
    }
    // Beyond the depth that its stack allows, the parser fails with errors of WebAssembly's own.
    return refusal(`more than the parser can hold (${String(error)})`, 0);
  }
}

function statementsOf(library: Library, text: string, source: SourceText): ParsedStatement[] {
  if (text.trim() === '') return [];
  return (library.parseSync(text).stmts ?? []).flatMap(
    ({ stmt: node, stmt_location: start = 0, stmt_len }) => {
      const end = stmt_len === undefined ? source.length : start + stmt_len;
      return node === undefined ? [] : [{ node, start, end, text: source.slice(start, end) }];
    },
  );
}

/** Only a text with a directive is worth its tokens. */
function commentsOf(library: Library, text: string): Comment[] {
  if (!text.includes('sluice:')) return [];
  return library
    .scanSync(text)
    .tokens.filter(({ tokenName }) => tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT')
    .map(({ text: comment, start, end }) => ({ text: comment, start, end }));
}
