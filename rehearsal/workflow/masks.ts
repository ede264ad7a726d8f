/** The secrets of a run, and what they are replaced by wherever they appear. */
export interface Masks {
  /** Hides a value from now on, with its encodings, and each of its lines on its own. */
  add: (value: string) => void;
  apply: (text: string) => string;
  /** Whether a text contains something hidden. */
  hides: (text: string) => boolean;
}

export function createMasks(secrets: Iterable<string> = []): Masks {
  const hidden = new Set<string>();
  const add = (value: string): void => {
    for (const part of [value, ...value.split(/\r?\n/)]) {
      if (part.trim() === '') continue;
      for (const form of encodings(part)) hidden.add(form);
    }
  };
  for (const secret of secrets) add(secret);
  const apply = (text: string): string => {
    const spans = spansOf(text, hidden);
    return spans.length === 0 ? text : replaceSpans(text, spans);
  };
  return { add, apply, hides: (text) => spansOf(text, hidden).length > 0 };
}

/**
 * The forms in which the runner also looks for a secret: base64 at each of the three offsets at which it can
 * stand inside a longer text, escaped for JSON, for a URL and for XML.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/HostContext.cs
 */
function encodings(value: string): string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((shift) => base64Inside(bytes, shift));
  const escaped = [
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    escapeXml(value),
  ];
  return [value, ...base64.filter((form) => form.length >= 6), ...escaped];
}

/** The characters of the base64 that depend on the value alone when `shift` other bytes come before it. */
function base64Inside(bytes: Buffer, shift: number): string {
  const skipped = bytes.subarray((3 - shift) % 3);
  return skipped.toString('base64').replace(/.?=+$/, '');
}

function escapeXml(value: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return value.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

interface Span {
  start: number;
  end: number;
}

/** Where hidden values stand, overlapping ones joined, so that no tail of one is left over by another. */
function spansOf(text: string, hidden: ReadonlySet<string>): Span[] {
  const found: Span[] = [];
  for (const value of hidden) {
    for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + 1))
      found.push({ start, end: start + value.length });
  }
  const joined: Span[] = [];
  for (const span of found.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else joined.push(span);
  }
  return joined;
}

function replaceSpans(text: string, spans: readonly Span[]): string {
  let from = 0;
  let masked = '';
  for (const { start, end } of spans) {
    masked += `${text.slice(from, start)}***`;
    from = end;
  }
  return masked + text.slice(from);
}
