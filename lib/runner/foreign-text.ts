/** Longest foreign text that the log shows, in characters; the rest is counted, not shown. */
const LONGEST = 64 * 1024;

/** C0 and C1 except tab and line feed, and the marks that reorder or hide text on a screen; escaped, so that none stands in the source. */
const INVISIBLE = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]',
  'g',
);

/** A terminal's colour and cursor sequences, which leave rubbish behind when only their escape character goes. */
const TERMINAL_SEQUENCE = new RegExp(
  '\\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\))',
  'g',
);

/** The text with line feeds as its only line ends and without control characters. */
export function withoutControlCharacters(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(TERMINAL_SEQUENCE, '').replaceAll(INVISIBLE, '');
}

/** The text, cut after `longest` characters with a word that says so. */
export function bounded(text: string, longest: number = LONGEST): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest).toWellFormed()}\n[cut: ${text.length - longest} more characters]`;
}

/** Whether the runner could take a line of the text for a workflow command, in either of its two notations. */
export function looksLikeCommand(text: string): boolean {
  return /^\s*::/m.test(text) || text.includes('##[');
}

/** The text between marks that keep the runner from reading commands in it; `token` must not be guessable. */
export function inert(text: string, token: string): string {
  return `::stop-commands::${token}\n${text}\n::${token}::`;
}
