import type { Token } from './filter-tokens';
import { FilterSyntaxError, tokensOf } from './filter-tokens';

export { FilterSyntaxError } from './filter-tokens';

/** `resource.labels.revision_name = "app-1"`. */
export interface Comparison {
  kind: 'comparison';
  /** The field's path, without quotes: `['metric', 'labels', 'response_code']`. */
  path: string[];
  operator: string;
  value: Operand;
}

/** What a field is compared with: text, a function's call, or texts of which any may match. */
export type Operand =
  | { kind: 'text'; text: string }
  | { kind: 'call'; name: string; arguments: string[] }
  | { kind: 'choice'; texts: string[] };

/** A filter as the APIs of Monitoring and Logging know it: comparisons, joined by words. */
export type Filter = { kind: 'all' | 'any'; parts: Filter[] } | { kind: 'not'; part: Filter } | Comparison;

const operators: ReadonlySet<string> = new Set(['=', '!=', ':', '<', '<=', '>', '>=', '=~', '!~']);

/**
 * Reads a filter. NOT binds most, OR more than AND, and AND may be left out, as in google.aip.dev/160.
 * @throws FilterSyntaxError
 */
export function parseFilter(text: string): Filter {
  return new Parser(tokensOf(text)).filter();
}

/** Whether a filter holds, when it is known of each comparison. */
export function holds(filter: Filter, comparison: (comparison: Comparison) => boolean): boolean {
  if (filter.kind === 'comparison') return comparison(filter);
  if (filter.kind === 'not') return !holds(filter.part, comparison);
  const parts = (part: Filter): boolean => holds(part, comparison);
  return filter.kind === 'all' ? filter.parts.every(parts) : filter.parts.some(parts);
}

/** Every comparison in a filter. */
export function comparisonsOf(filter: Filter): Comparison[] {
  if (filter.kind === 'comparison') return [filter];
  if (filter.kind === 'not') return comparisonsOf(filter.part);
  return filter.parts.flatMap(comparisonsOf);
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  filter(): Filter {
    if (this.#token.kind === 'end') return { kind: 'all', parts: [] };
    const filter = this.#conjunction();
    this.#expect('end');
    return filter;
  }

  #conjunction(): Filter {
    const parts = [this.#disjunction()];
    while (this.#take('AND') || this.#startsTerm()) parts.push(this.#disjunction());
    return joined('all', parts);
  }

  #disjunction(): Filter {
    const parts = [this.#term()];
    while (this.#take('OR')) parts.push(this.#term());
    return joined('any', parts);
  }

  #term(): Filter {
    if (this.#take('NOT')) return { kind: 'not', part: this.#term() };
    if (!this.#take('(')) return this.#comparison();
    const inner = this.#conjunction();
    this.#expect(')');
    return inner;
  }

  #comparison(): Comparison {
    const path = this.#expect('word').text.match(/"[^"]*"|[^."]+/g) ?? [];
    const operator = this.#token;
    if (!operators.has(operator.kind)) throw new FilterSyntaxError(operator);
    this.#next += 1;
    const names = path.map((name) => name.replaceAll('"', ''));
    return { kind: 'comparison', path: names, operator: operator.kind, value: this.#operand() };
  }

  #operand(): Operand {
    if (this.#take('(')) return { kind: 'choice', texts: this.#texts('OR') };
    const { kind, text } = this.#value();
    if (kind !== 'word' || !this.#take('(')) return { kind: 'text', text };
    return { kind: 'call', name: text, arguments: this.#texts(',') };
  }

  /** Values up to the closing parenthesis. */
  #texts(separator: 'OR' | ','): string[] {
    const texts = [this.#value().text];
    while (this.#take(separator)) texts.push(this.#value().text);
    this.#expect(')');
    return texts;
  }

  #value(): Token {
    return this.#token.kind === 'text' ? this.#expect('text') : this.#expect('word');
  }

  #startsTerm(): boolean {
    return ['word', '(', 'NOT'].includes(this.#token.kind);
  }

  #take(kind: Token['kind']): boolean {
    if (this.#token.kind !== kind) return false;
    this.#next += 1;
    return true;
  }

  #expect(kind: Token['kind']): Token {
    const token = this.#token;
    if (!this.#take(kind)) throw new FilterSyntaxError(token);
    return token;
  }

  get #token(): Token {
    const token = this.#tokens[this.#next];
    // The tokens end with `end`, which nothing reads past.
    if (!token) throw new RangeError('Read past the end of the filter.');
    return token;
  }
}

function joined(kind: 'all' | 'any', parts: Filter[]): Filter {
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind, parts };
}
