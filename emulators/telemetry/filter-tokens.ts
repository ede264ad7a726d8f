/** A filter's word, and where it stands. */
export interface Token {
  /** `word` for names and bare values, `text` for what is quoted, `end`; else the sign or the joining word itself. */
  kind: string;
  /** Without quotes and escapes, if it is quoted. */
  text: string;
  line: number;
  /** From 1. */
  column: number;
}

/** Says where a filter cannot be read, in the words of Google's parsers. */
export class FilterSyntaxError extends Error {
  constructor({ kind, text, line, column }: Token) {
    const what = kind === 'end' ? 'end of filter' : `token '${text}'`;
    super(`syntax error at line ${line}, column ${column}, ${what}`);
    this.name = 'FilterSyntaxError';
  }
}

/** Space; a quoted text; a word, whose later segments may be quoted; a sign. */
const lexeme =
  /(\s+|--[^\n]*)|("(?:[^"\\]|\\.)*")|([^\s()=!<>:,"~]+(?:"[^"]*"[^\s()=!<>:,"~]*)*)|([<>!]=|=~|!~|[=:<>(),])|(.)/gsu;

const joiningWords: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT']);

/** The words of a filter, with one of kind `end` after them. Throws FilterSyntaxError where none can be read. */
export function tokensOf(filter: string): Token[] {
  const tokens: Token[] = [];
  for (const match of filter.matchAll(lexeme)) {
    const [text, space, quoted, word, sign] = match;
    if (space !== undefined) continue;
    const place = placeOf(filter, match.index);
    if (quoted !== undefined) tokens.push({ kind: 'text', text: unquoted(quoted), ...place });
    else if (word !== undefined)
      tokens.push({ kind: joiningWords.has(word) ? word : 'word', text, ...place });
    else if (sign !== undefined) tokens.push({ kind: sign, text, ...place });
    else throw new FilterSyntaxError({ kind: 'unreadable', text, ...place });
  }
  return [...tokens, { kind: 'end', text: '', ...placeOf(filter, filter.length) }];
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/gsu, '$1');
}

function placeOf(filter: string, index: number): { line: number; column: number } {
  const before = filter.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
