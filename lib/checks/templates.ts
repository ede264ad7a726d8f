/** ${NAME} in the text of a checks file. $${ is a literal ${. */
import type { Json } from './value-schema';

/** What a name stands for. */
export interface Binding {
  readonly value: Json;
  /** Masked in everything that is printed, and kept from hosts that may not have it. */
  readonly secret: boolean;
}

/** Gives what a name stands for; undefined where it stands for nothing (yet). */
export type Lookup = (name: string) => Binding | undefined;

/** A name was used that has no value, since the step that captures it did not get so far. */
export class Unbound extends Error {
  override readonly name = 'Unbound';
  readonly variable: string;

  constructor(variable: string) {
    super(`\${${variable}} has no value`);
    this.variable = variable;
  }
}

const REFERENCE = /\$\$\{|\$\{([^}]*)(\}?)/g;
const NAME = /^[A-Za-z_][\w.-]*$/;

/** The names that a text refers to, and references that are none, such as an unclosed one. */
export function referencesIn(text: string): { names: string[]; malformed: string[] } {
  const found = [...text.matchAll(REFERENCE)].filter(([whole]) => whole !== '$${');
  const isName = ([, name = '', end]: RegExpExecArray): boolean => NAME.test(name) && end === '}';
  return {
    names: found.filter(isName).map(([, name = '']) => name),
    malformed: found.filter((reference) => !isName(reference)).map(([whole]) => whole),
  };
}

/**
 * The text with its references replaced.
 * @param encode what is done to each value, such as percent-encoding inside a URL
 * @throws Unbound
 */
export function render(
  text: string,
  lookup: Lookup,
  encode: (value: string) => string = (value) => value,
): string {
  return text.replace(REFERENCE, (whole, name: string | undefined) =>
    whole === '$${' || name === undefined ? '${' : encode(asText(valueOf(name, lookup))),
  );
}

/**
 * A JSON value with the references in all its texts replaced. A text that is nothing but one reference becomes the
 * value itself, so a captured number stays a number.
 * @throws Unbound
 */
export function renderJson(value: Json, lookup: Lookup): Json {
  if (typeof value === 'string') {
    const [, name] = /^\$\{([A-Za-z_][\w.-]*)\}$/.exec(value) ?? [];
    return name === undefined ? render(value, lookup) : valueOf(name, lookup);
  }
  if (Array.isArray(value)) return value.map((item) => renderJson(item, lookup));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renderJson(item, lookup)]));
}

function valueOf(name: string, lookup: Lookup): Json {
  const binding = lookup(name);
  if (binding === undefined) throw new Unbound(name);
  return binding.value;
}

/** As it stands inside a text. */
export function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
