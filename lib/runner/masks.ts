/** Anything shorter turns up in harmless text too often; it is the floor for derived forms, never for a whole secret. */
const SHORTEST_DERIVED_FORM = 4;

/**
 * The texts in which a secret can turn up: itself, base64 at each of the three alignments that it can have inside
 * something longer, base64url, URL-encoded, form-encoded and JSON-escaped; longest first.
 *
 * Of a value with several lines each line is masked, for a log is read line by line. Lines such as "{" are left out:
 * masking them would make the whole log unreadable.
 */
export function formsOf(secret: string): string[] {
  const text = secret.toWellFormed();
  if (text.trim() === '') return [];
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  const plain = lines.length === 1 ? [text] : lines.filter((line) => line.length >= SHORTEST_DERIVED_FORM);
  const derived = [text, ...plain]
    .flatMap(encodingsOf)
    .filter((form) => form.length >= SHORTEST_DERIVED_FORM);
  const forms = new Set([...plain, ...derived].filter((form) => form.trim() !== '' && !/[\r\n]/.test(form)));
  return [...forms].sort((one, other) => other.length - one.length);
}

function encodingsOf(text: string): string[] {
  const base64 = [0, 1, 2].flatMap((alignment) => base64At(alignment, Buffer.from(text)));
  const base64Url = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  const form = new URLSearchParams([['', text]]).toString().slice(1);
  return [...base64, ...base64Url, encodeURIComponent(text), form, JSON.stringify(text).slice(1, -1)];
}

/**
 * The base64 digits that depend on the secret alone when `alignment` other bytes stand before it: first as they are
 * when it ends the encoded text, then without the last digit that the bytes after it would change.
 */
function base64At(alignment: number, secret: Buffer): string[] {
  const digits = Buffer.concat([Buffer.alloc(alignment), secret])
    .toString('base64')
    .replace(/=+$/, '');
  const firstOwnDigit = Math.ceil((alignment * 8) / 6);
  const endOfOwnDigits = Math.floor(((alignment + secret.length) * 8) / 6);
  return [digits.slice(firstOwnDigit), digits.slice(firstOwnDigit, endOfOwnDigits)];
}

/** The secrets of this step: told to the runner, and taken out of whatever we print ourselves. */
export class Masks {
  readonly #tellRunner: (form: string) => void;
  #forms: string[] = [];

  constructor(tellRunner: (form: string) => void) {
    this.#tellRunner = tellRunner;
  }

  add(secret: string): void {
    const added = formsOf(secret).filter((form) => !this.#forms.includes(form));
    this.#forms = [...this.#forms, ...added].sort((one, other) => other.length - one.length);
    for (const form of added) this.#tellRunner(form);
  }

  redact(text: string): string {
    return this.#forms.reduce((redacted, form) => redacted.replaceAll(form, '***'), text);
  }
}
