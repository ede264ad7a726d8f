/** Says that a value is there whatever the caller wrote: it is demanded of the caller, or there is a default. */
export type Present<Value> = { readonly required: true } | { readonly default: Value };

/** As {@link Present}, of a kind that only its parser knows: `otherwise` is what the reading goes on with after a fault. */
export type PresentParsed<Value> =
  { readonly required: true; readonly otherwise: Value } | { readonly default: Value };

export interface TextRule {
  /** What the whole text must match. */
  readonly pattern?: RegExp;
  /** The rule in words, as it ends the sentence "`name` must be ...": "a region such as europe-west1". */
  readonly describe?: string;
}

/** Bounds, both inclusive. */
export interface NumberRule {
  readonly min?: number;
  readonly max?: number;
}

/** What a parser of `InputReader.parsed` may return in place of a value, where throwing a `UserError` does not suit. */
export class Refusal {
  readonly message: string;
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    this.message = message;
    this.remedy = remedy;
  }
}

/**
 * Turns the text of inputs into values. A fault does not stop the reading: it is recorded, a placeholder is returned,
 * and `readInputs` throws all faults together at the end.
 */
export interface InputReader {
  text(name: string, rule: TextRule & Present<string>): string;
  text(name: string, rule?: TextRule): string | undefined;

  /** The core words of YAML 1.2: true, True, TRUE, false, False, FALSE. */
  boolean(name: string, byDefault: boolean): boolean;

  /** A whole number. */
  integer(name: string, rule: NumberRule & Present<number>): number;
  integer(name: string, rule?: NumberRule): number | undefined;

  /** "25" or "25%", from 0 to 100 unless the rule is narrower; fractions are allowed. */
  percent(name: string, rule: NumberRule & Present<number>): number;
  percent(name: string, rule?: NumberRule): number | undefined;

  /** "500ms", "30s", "10m", "1h30m", in milliseconds; so are the rule's bounds. */
  duration(name: string, rule: NumberRule & Present<number>): number;
  duration(name: string, rule?: NumberRule): number | undefined;

  choice<const Choice extends string>(
    name: string,
    choices: readonly Choice[],
    rule: Present<NoInfer<Choice>>,
  ): Choice;
  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined;

  /** The lines that are not blank, without surrounding blanks. */
  lines(name: string, rule?: { readonly required: true }): string[];

  /** Lines of KEY=value; everything after the first '=' is the value. Blank lines and lines that begin with # are skipped. */
  keyValues(name: string): Record<string, string>;

  /** Masked before it is returned. */
  secret(name: string, rule: { readonly required: true }): string;
  secret(name: string): string | undefined;

  /** Undefined where the input is not given. */
  json(name: string, rule?: { readonly required: true }): unknown;

  /** What `parse` makes of the text; a `UserError` that it throws or a `Refusal` that it returns is recorded for this input. */
  parsed<Value>(
    name: string,
    parse: (text: string) => Value | Refusal,
    rule: PresentParsed<NoInfer<Value>>,
  ): Value;
  parsed<Value>(name: string, parse: (text: string) => Value | Refusal): Value | undefined;

  /** Records a fault that lies between inputs. */
  fault(name: string, message: string, remedy: string): void;
}

/** What is wrong with one input, and what the caller writes in its place. */
export interface InputFault {
  readonly name: string;
  readonly message: string;
  readonly remedy: string;
}
