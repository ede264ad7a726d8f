import { Refusal } from './input-reader';
import type { InputFault, InputReader, NumberRule, TextRule } from './input-reader';
import type { InputSource } from './input-source';
import {
  parseBoolean,
  parseDuration,
  parseInteger,
  parseJson,
  parseKeyValues,
  parseLines,
  parsePercent,
  quoted,
} from './parsers';
import { UserError } from './user-error';

/** Whether an input must be there, or what stands in for it; neither means that it may be left out. */
interface Absence<Value> {
  readonly required?: true;
  readonly default?: Value;
}

/** Reads on after a fault: records it and returns a placeholder, which nobody sees since `readInputs` throws. */
export class FaultCollectingReader {
  readonly faults: InputFault[] = [];
  readonly #source: InputSource;

  constructor(source: InputSource) {
    this.#source = source;
  }

  /** This reader under its typed contract: what is required or has a default is never undefined there. */
  asInputReader(): InputReader {
    return this as unknown as InputReader;
  }

  text(name: string, rule: TextRule & Absence<string> = {}): string | undefined {
    return this.#read(name, rule, '', (text) => {
      if (rule.pattern === undefined || matchesWhole(rule.pattern, text)) return text;
      const wanted = rule.describe ?? `text that matches ${String(rule.pattern)}`;
      return new Refusal(`${quoted(text)} is not ${wanted}.`, `Write ${wanted}.`);
    });
  }

  boolean(name: string, byDefault: boolean): boolean {
    return this.#read(name, { default: byDefault }, byDefault, parseBoolean) ?? byDefault;
  }

  integer(name: string, rule: NumberRule & Absence<number> = {}): number | undefined {
    return this.#read(name, rule, 0, (text) => parseInteger(text, boundsOf(rule)));
  }

  percent(name: string, rule: NumberRule & Absence<number> = {}): number | undefined {
    return this.#read(name, rule, 0, (text) => parsePercent(text, boundsOf(rule)));
  }

  duration(name: string, rule: NumberRule & Absence<number> = {}): number | undefined {
    return this.#read(name, rule, 0, (text) => parseDuration(text, boundsOf(rule)));
  }

  choice(name: string, choices: readonly string[], rule: Absence<string> = {}): string | undefined {
    return this.#read(name, rule, choices[0] ?? '', (text) => {
      if (choices.includes(text)) return text;
      return new Refusal(
        `${quoted(text)} is not one of the choices.`,
        `Write one of: ${choices.join(', ')}.`,
      );
    });
  }

  lines(name: string, rule: Absence<string[]> = {}): string[] {
    return this.#read(name, rule, [], parseLines) ?? [];
  }

  keyValues(name: string): Record<string, string> {
    return this.#read(name, {}, {}, parseKeyValues) ?? {};
  }

  secret(name: string, rule: Absence<string> = {}): string | undefined {
    const value = this.#source.get(name);
    if (value !== '') this.#source.mask(value);
    return this.#read(name, rule, '', (text) => text);
  }

  json(name: string, rule: Absence<unknown> = {}): unknown {
    return this.#read(name, rule, undefined, parseJson);
  }

  parsed<Value>(
    name: string,
    parse: (text: string) => Value | Refusal,
    rule: Absence<Value> & { readonly otherwise?: Value } = {},
  ): Value | undefined {
    return this.#read(name, rule, rule.otherwise ?? rule.default, parse);
  }

  fault(name: string, message: string, remedy: string): void {
    this.faults.push({ name, message, remedy });
  }

  #read<Value>(
    name: string,
    rule: Absence<Value>,
    placeholder: Value | undefined,
    parse: (text: string) => Value | Refusal,
  ): Value | undefined {
    const text = this.#source.get(name);
    if (text === '') {
      if (rule.required === true)
        this.fault(name, 'It is required and not given.', `Add \`${name}:\` under \`with:\`.`);
      return rule.required === true ? placeholder : rule.default;
    }
    const value = outcomeOf(parse, text);
    if (!(value instanceof Refusal)) return value;
    this.fault(name, value.message, value.remedy);
    return placeholder;
  }
}

function outcomeOf<Value>(parse: (text: string) => Value | Refusal, text: string): Value | Refusal {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof UserError) return new Refusal(error.message, error.remedy);
    throw error;
  }
}

function boundsOf({ min, max }: NumberRule): NumberRule {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function matchesWhole(pattern: RegExp, text: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gy]/g, '')).test(text);
}
