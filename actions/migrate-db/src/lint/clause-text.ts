import type { Statement } from './statement';

/** Text that is read as one piece: quoted names and strings, dollar quotes, comments. */
const PIECE = /"(?:[^"]|"")*"|'(?:[^']|'')*'|(\$\w*\$)[^]*?\1|--[^\n]*|\/\*[^]*?\*\/|[^]/y;

/** What ends the text of a column's default: a comma, or the word that begins another constraint. */
const NEXT_CONSTRAINT =
  /^(?:constraint|not|null|check|unique|primary|references|generated|collate|deferrable|initially)\b/i;

/** Enough to recognise any of them. */
const LONGEST_WORD = 16;

/** A statement's text from a UTF-8 offset on. */
function textFrom({ text, start }: Statement, at: number): string {
  return Buffer.from(text).toString('utf8', Math.max(0, at - start));
}

/** A clause as it is written, from where it begins up to the comma that ends it, or to the end of the statement. */
export function clauseText(statement: Statement, at: number): string {
  return upTo(textFrom(statement, at), ({ read, depth }) => depth === 0 && read === ',');
}

/** A clause up to its closing parenthesis: behind a column, other constraints may follow. */
export function parenthesisedClauseText(statement: Statement, at: number): string {
  const text = textFrom(statement, at).replace(/^constraint\s+(?:"(?:[^"]|"")*"|\S+)\s+/i, '');
  return upTo(text, ({ before, depth }) => depth === 0 && before === ')');
}

/** The expression behind the DEFAULT at this offset. */
export function defaultText(statement: Statement, at: number): string {
  const text = textFrom(statement, at).replace(/^default\s+/i, '');
  return upTo(
    text,
    ({ read, before, depth, rest }) =>
      depth === 0 && (read === ',' || (/\s$/.test(before) && NEXT_CONSTRAINT.test(rest))),
  );
}

interface Piece {
  readonly read: string;
  /** The piece before it. */
  readonly before: string;
  /** Parentheses and brackets that are open before it. */
  readonly depth: number;
  /** The text from it on. */
  readonly rest: string;
}

function upTo(text: string, ends: (piece: Piece) => boolean): string {
  const piece = new RegExp(PIECE);
  let [at, depth, before] = [0, 0, ''];
  while (at < text.length) {
    piece.lastIndex = at;
    const [read = ''] = piece.exec(text) ?? [];
    if (read === '' || ends({ read, before, depth, rest: text.slice(at, at + LONGEST_WORD) })) break;
    if (read === '(' || read === '[') depth++;
    if (read === ')' || read === ']') depth--;
    before = read;
    at += read.length;
  }
  return text.slice(0, at).trim();
}
