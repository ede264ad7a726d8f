/** What an instant query asks for, as far as it is emulated. */
export interface PromQuery {
  /** Present where series are summed: the labels that are kept, none for one sum over all. */
  sumBy?: string[];
  function: 'increase' | 'rate';
  /** As Prometheus writes it, `run_googleapis_com:request_count`, or by its own name. */
  metric: string;
  matchers: Matcher[];
  /** Milliseconds. */
  range: number;
}

export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

/** Says what cannot be read, or is not emulated, and where. */
export class PromError extends Error {}

const lexeme =
  /(\s+|#[^\n]*)|([A-Za-z_:][\w:]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:ms|[smhdwy])(?:\d+(?:ms|[smhdwy]))*|\d[\d.]*)|(=~|!~|!=|[=(){},[\]/*+-])|(.)/gsu;

interface Token {
  kind: 'name' | 'text' | 'number' | 'sign' | 'end';
  text: string;
  at: number;
}

/** Reads a query. Throws PromError for what is wrong, and by name for what is not emulated. */
export function parsePromQuery(query: string): PromQuery {
  return new Parser(query).query();
}

class Parser {
  readonly #tokens: Token[];
  #next = 0;

  constructor(query: string) {
    this.#tokens = tokensOf(query);
  }

  query(): PromQuery {
    const query = this.#expression();
    if (this.#token.kind !== 'end') throw this.#unexpected();
    return query;
  }

  #expression(): PromQuery {
    const name = this.#expect('name').text;
    if (name === 'increase' || name === 'rate') return this.#overTime(name);
    if (name !== 'sum') throw notEmulated(`the function or selector "${name}" here`);
    const before = this.#take('by') ? this.#labels() : undefined;
    this.#expect('sign', '(');
    const summed = this.#expression();
    if (summed.sumBy) throw notEmulated('a sum of sums');
    this.#expect('sign', ')');
    const after = this.#take('by') ? this.#labels() : undefined;
    return { ...summed, sumBy: before ?? after ?? [] };
  }

  #overTime(name: 'increase' | 'rate'): PromQuery {
    this.#expect('sign', '(');
    const selector = this.#selector();
    this.#expect('sign', '[');
    const range = durationOf(this.#expect('number').text);
    this.#expect('sign', ']');
    this.#expect('sign', ')');
    return { function: name, ...selector, range };
  }

  #selector(): { metric: string; matchers: Matcher[] } {
    if (this.#token.kind !== 'name' && this.#token.text !== '{') throw this.#unexpected();
    const named = this.#token.kind === 'name' ? this.#expect('name').text : undefined;
    const { quoted, matchers } = this.#take('{') ? this.#matchers() : { quoted: undefined, matchers: [] };
    const own = matchers.find(({ label, operator }) => label === '__name__' && operator === '=');
    const metric = named ?? quoted ?? own?.value;
    if (metric === undefined) throw notEmulated('a selector without the name of one metric');
    return { metric, matchers: matchers.filter((matcher) => matcher !== own) };
  }

  /** What is in braces: matchers, and since Prometheus 3 the metric's name in quotes. */
  #matchers(): { quoted: string | undefined; matchers: Matcher[] } {
    const matchers: Matcher[] = [];
    let quoted: string | undefined;
    while (!this.#take('}')) {
      if (this.#token.kind === 'text') quoted = unquoted(this.#expect('text').text);
      else matchers.push(this.#matcher());
      if (this.#token.text !== '}') this.#expect('sign', ',');
    }
    return { quoted, matchers };
  }

  #matcher(): Matcher {
    const label = this.#expect('name').text;
    const operator = this.#expect('sign').text;
    if (operator !== '=' && operator !== '!=' && operator !== '=~' && operator !== '!~') {
      this.#next -= 1;
      throw this.#unexpected();
    }
    return { label, operator, value: unquoted(this.#expect('text').text) };
  }

  #labels(): string[] {
    this.#expect('sign', '(');
    const labels: string[] = [];
    while (!this.#take(')')) {
      labels.push(this.#expect('name').text);
      if (this.#token.text !== ')') this.#expect('sign', ',');
    }
    return labels;
  }

  #take(text: string): boolean {
    if (this.#token.text !== text || this.#token.kind === 'text') return false;
    this.#next += 1;
    return true;
  }

  #expect(kind: Token['kind'], text?: string): Token {
    const token = this.#token;
    if (token.kind !== kind || (text !== undefined && token.text !== text)) throw this.#unexpected();
    this.#next += 1;
    return token;
  }

  #unexpected(): PromError {
    const { kind, text, at } = this.#token;
    if ('/*+-'.includes(text) && kind === 'sign') return notEmulated(`the operator "${text}"`);
    return new PromError(
      `1:${at + 1}: parse error: unexpected ${kind === 'end' ? 'end of input' : `"${text}"`}`,
    );
  }

  get #token(): Token {
    const token = this.#tokens[this.#next];
    // The tokens end with `end`, which nothing reads past.
    if (!token) throw new RangeError('Read past the end of the query.');
    return token;
  }
}

function notEmulated(what: string): PromError {
  const emulated = 'only increase or rate of one metric over a range, and sum of it, optionally by labels';
  return new PromError(`not emulated: ${what}; ${emulated}`);
}

function tokensOf(query: string): Token[] {
  const tokens = [...query.matchAll(lexeme)].flatMap((match): Token[] => {
    const [text, space, name, quoted, number, sign] = match;
    const at = match.index;
    if (space !== undefined) return [];
    if (name !== undefined) return [{ kind: 'name', text, at }];
    if (quoted !== undefined) return [{ kind: 'text', text, at }];
    if (number !== undefined) return [{ kind: 'number', text, at }];
    if (sign !== undefined) return [{ kind: 'sign', text, at }];
    throw new PromError(`1:${at + 1}: parse error: unexpected character: ${JSON.stringify(text)}`);
  });
  return [...tokens, { kind: 'end', text: '', at: query.length }];
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/gsu, '$1');
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

function durationOf(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  const total = parts.reduce((sum, [, count = '', unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);
  if (total === 0) throw new PromError(`parse error: not a valid duration string: "${text}"`);
  return total;
}
