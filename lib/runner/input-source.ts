/** The inputs of a step as the runner hands them over: text by name. */
export interface InputSource {
  /** The input's text without surrounding blanks, or '' where it is not given. */
  get(name: string): string;
  /** Masks a value before anything can print it. */
  mask(value: string): void;
}

/** Inputs from a plain object; what tests start from. */
export function inputsFrom(
  values: Readonly<Record<string, string>>,
  mask: (value: string) => void = () => undefined,
): InputSource {
  return { get: (name) => (values[name] ?? '').trim(), mask };
}
