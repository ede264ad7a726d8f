import { bounded, withoutControlCharacters } from './foreign-text';

/** Keeps GitHub from linking two characters together, and nobody sees it. */
const ZERO_WIDTH_SPACE = '\u200b';

/** Longest piece of text in a page, in characters. */
const LONGEST_TEXT = 16 * 1024;

const CLOSING_KEYWORD = /\b(clos|fix|resolv)(e|es|ed)?\b(?=:?\s+(?:[\w.-]+\/[\w.-]+)?(?:#|GH-|https?:))/gi;

/**
 * Text as Markdown that shows exactly this text: no markup, no HTML, no mention, no issue reference and no closing
 * keyword comes to life. GitHub looks for the latter three in the rendered page, so a backslash does not stop them.
 */
export function inertText(text: string): string {
  return (
    bounded(withoutControlCharacters(text), LONGEST_TEXT)
      .replaceAll(CLOSING_KEYWORD, (keyword) => keyword.slice(0, 1) + ZERO_WIDTH_SPACE + keyword.slice(1))
      // After a letter or digit, as in image@sha256, it mentions nobody, and people copy such text.
      .replaceAll(/(?<!\w)@/g, `@${ZERO_WIDTH_SPACE}`)
      .replaceAll(/#(?=\d)|\bGH-(?=\d)/gi, (reference) => reference + ZERO_WIDTH_SPACE)
      .replaceAll(/[\\`*_[\]|~$]/g, String.raw`\$&`)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .split('\n')
      .map((line) => inertLineStart(line.trim()))
      .join('\n')
  );
}

/** What would make a heading, a list, a rule or a table of a line. */
function inertLineStart(line: string): string {
  return line.replace(/^(\d*)([#+\-=:.)])/, String.raw`$1\$2`);
}

/** Text for one line, such as a table's cell or a list's item. */
export function inertLine(text: string): string {
  return inertText(text).replaceAll(/\n+/g, '<br>');
}

/** A code block whose fence is longer than any run of backticks inside. */
export function fenced(text: string, language: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}${language.replaceAll(/[^\w+-]/g, '')}\n${withoutControlCharacters(text)}\n${fence}`;
}

/** A link where the address is an http or https one, else the bare text. */
export function linked(text: string, url: string): string {
  const address = URL.parse(url);
  if (address === null || !['http:', 'https:'].includes(address.protocol)) return inertLine(text);
  return `[${inertLine(text)}](${address.href.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}
