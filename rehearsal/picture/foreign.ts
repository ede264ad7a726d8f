/** What a terminal obeys: strings up to their terminator, colour and cursor sequences, and the short escapes. */
const TERMINAL_SEQUENCE = new RegExp(
  [
    '(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c|$)',
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]',
    '\\u001b[ -/]*[0-~]',
  ].join('|'),
  'g',
);

/** C0 and C1 except the line feed, and the marks that reorder or hide text; escaped, so that none stands in the source. */
const INVISIBLE = new RegExp(
  '[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]',
  'g',
);

/** Text from elsewhere as it may be shown on a terminal: only what can be seen, and line feeds. */
export function visible(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(TERMINAL_SEQUENCE, '')
    .replaceAll('\t', '  ')
    .replaceAll(INVISIBLE, '')
    .toWellFormed();
}

/** The lines of a text in which there is something to read. */
export function readableLines(text: string): string[] {
  return visible(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}

/** Text from elsewhere on one line. */
export const onOneLine = (text: string): string => visible(text).replaceAll(/\s+/g, ' ').trim();
