const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** East Asian Wide and Fullwidth, by the blocks of Unicode's EastAsianWidth.txt. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/u;
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;
const MARK_ALONE = /^[\p{Mark}\u200c\u200d]+$/u;
const PRINTABLE_ASCII = /^[ -~]*$/;

/** How many cells of a terminal a text takes. */
export function cells(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let sum = 0;
  for (const { segment } of graphemes.segment(text)) sum += cellsOfGrapheme(segment);
  return sum;
}

function cellsOfGrapheme(grapheme: string): number {
  if (MARK_ALONE.test(grapheme)) return 0;
  return WIDE.test(grapheme) || EMOJI.test(grapheme) ? 2 : 1;
}

/** The beginning of a text, so long that it fits. */
export function beginning(text: string, width: number): string {
  let used = 0;
  let taken = '';
  for (const { segment } of graphemes.segment(text)) {
    used += cellsOfGrapheme(segment);
    if (used > width) break;
    taken += segment;
  }
  return taken;
}

/** The text if it fits, else its beginning and an ellipsis. */
export function cut(text: string, width: number): string {
  return cells(text) <= width ? text : width < 1 ? '' : `${beginning(text, width - 1)}…`;
}

/** The text if it fits, else both of its ends: what tells names apart is often at their end. */
export function cutInside(text: string, width: number): string {
  if (cells(text) <= width || width < 5) return cut(text, width);
  const tail = Math.floor((width - 1) / 2);
  const reversed = [...graphemes.segment(text)].map(({ segment }) => segment).reverse();
  let end = '';
  for (const grapheme of reversed) {
    if (cells(end) + cellsOfGrapheme(grapheme) > tail) break;
    end = grapheme + end;
  }
  return `${beginning(text, width - 1 - cells(end))}…${end}`;
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - cells(text)));
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - cells(text))) + text;

/** Breaks a text at its spaces, and a word only where it alone is too long. Keeps its own line ends. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(2, width)));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<=\S)(?= )/)) {
    if (cells(current + word) <= width) {
      current += word;
      continue;
    }
    if (current !== '') lines.push(current);
    current = current === '' ? word : word.trimStart();
    while (cells(current) > width) {
      const head = beginning(current, width);
      lines.push(head);
      current = current.slice(head.length);
    }
  }
  return [...lines, current];
}
