/** Markup that is safe by construction: whatever is put into a template is text, unless it is markup already. */
export class Markup {
  readonly source: string;

  /** Only for what this room has written itself: its style sheet, the coordinates of a line. */
  constructor(source: string) {
    this.source = source;
  }
}

type Part = Markup | string | number | undefined | readonly Part[];

/** Longest text that is shown in one place, in characters. */
const LONGEST = 2_000;

/** Makes markup of a template; text in it is escaped, so that it holds in elements and in quoted attributes alike. */
export function markup(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const sources = parts.map(sourceOf);
  return new Markup(template.map((literal, index) => literal + (sources[index] ?? '')).join(''));
}

function sourceOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.source;
  if (typeof part === 'object') return part.map(sourceOf).join('');
  return escaped(clipped(shown(String(part)), LONGEST));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/**
 * Text without what cannot be seen: control characters, marks that turn the direction or hide letters, halves of
 * characters. Line ends become blanks.
 */
export function shown(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\S\u00a0]+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .trim();
}

/** The text, cut with an ellipsis where it is longer. */
export function clipped(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}

/** A link to an http or https address; the bare text for any other. */
export function link(text: string, url: string): Markup {
  const address = URL.parse(url);
  if (address === null || !['http:', 'https:'].includes(address.protocol)) return markup`<bdi>${text}</bdi>`;
  return markup`<a href="${address.href}" rel="noreferrer"><bdi>${text}</bdi></a>`;
}
