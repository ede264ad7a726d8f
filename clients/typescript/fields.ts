/** Reads foreign JSON. Members that are not known are left alone: what is published later may have more of them. */

/** One value. @throws Malformed where it is not what is asked for */
export type Read<T> = (value: unknown) => T;

/** The value is not what it should be. */
export class Malformed extends Error {}

export const text =
  (pattern?: RegExp): Read<string> =>
  (value) => {
    if (typeof value !== 'string' || (pattern && !pattern.test(value))) throw new Malformed('no such text');
    return value;
  };

/** A whole number that a double holds exactly. */
export const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Read<number> =>
  (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most)
      throw new Malformed(`no whole number from ${least} to ${most}`);
    return value;
  };

export const finite: Read<number> = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Malformed('no number');
  return value;
};

export const flag: Read<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new Malformed('neither true nor false');
  return value;
};

export const oneOf =
  <const T extends string | number>(values: readonly T[]): Read<T> =>
  (value) => {
    const found = values.find((each) => each === value);
    if (found === undefined) throw new Malformed(`none of ${values.join(', ')}`);
    return found;
  };

export const nullable =
  <T>(read: Read<T>): Read<T | null> =>
  (value) =>
    value === null ? null : read(value);

export const list =
  <T>(read: Read<T>): Read<T[]> =>
  (value) => {
    if (!Array.isArray(value)) throw new Malformed('no list');
    return value.map((each: unknown) => read(each));
  };

/** What a set of readers makes of an object. */
type Members<Shape> = { [Name in keyof Shape]: Shape[Name] extends Read<infer T> ? T : never };

export const object =
  <Shape extends Readonly<Record<string, Read<unknown>>>>(shape: Shape): Read<Members<Shape>> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('no object');
    const members = new Map<string, unknown>(Object.entries(value));
    const read = Object.entries(shape).map(([name, reader]) => [name, reader(members.get(name))]);
    return Object.fromEntries(read) as Members<Shape>;
  };

/** The JSON of UTF-8 without a byte order mark. @throws Malformed */
export function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw new Malformed('no JSON', { cause: error });
  }
}

/** @returns undefined where the value is not what it should be */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
