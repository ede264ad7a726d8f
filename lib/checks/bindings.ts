import { asText } from './templates';
import type { Binding, Lookup } from './templates';

/** What names stand for at one point of a run; a journey has its own on top of what was there before it. */
export class Bindings {
  readonly #values: Map<string, Binding>;
  readonly #mask: (value: string) => void;

  /** @param mask told of every secret before its value is used */
  constructor(values: ReadonlyMap<string, Binding>, mask: (value: string) => void) {
    this.#values = new Map();
    this.#mask = mask;
    this.add(values);
  }

  readonly lookup: Lookup = (name) => this.#values.get(name);

  add(values: ReadonlyMap<string, Binding>): void {
    for (const [name, binding] of values) {
      if (binding.secret) textsOf(binding).forEach(this.#mask);
      this.#values.set(name, binding);
    }
  }

  /** A copy to which captures can be added without anybody else's seeing them. */
  inner(): Bindings {
    return new Bindings(this.#values, this.#mask);
  }
}

/** Of a list or an object every text inside it is secret too. */
function textsOf({ value }: Binding): string[] {
  const inside = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return [asText(value), ...inside.flatMap((item) => textsOf({ value: item, secret: true }))].filter(
    (text) => text !== '',
  );
}
