import { invalidInput } from './problem';

type Fields = Record<string, unknown>;

/** A request's body as fields. @throws Problem 400 when it is not a JSON object. */
export function readFields(body: unknown): Fields {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw invalidInput('Send a JSON object with the header content-type: application/json');
}

/** @throws Problem 400 when the field is not a text of a permitted length. */
export function readText(fields: Fields, name: string, length: { min: number; max: number }): string {
  const value = fields[name];
  if (typeof value === 'string' && value.length >= length.min && value.length <= length.max) return value;
  throw invalidInput(`"${name}" must be a text of ${length.min} to ${length.max} characters`);
}

/** @throws Problem 400 when the field does not look like an e-mail address. */
export function readEmail(fields: Fields): string {
  const email = readText(fields, 'email', { min: 3, max: 254 }).trim().toLowerCase();
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return email;
  throw invalidInput('"email" must be an e-mail address');
}

/**
 * A whole number from a JSON body or, as text, from a query string.
 * @throws Problem 400 when it is missing without a default, not whole or out of range.
 */
export function readInteger(
  fields: Fields,
  name: string,
  range: { min: number; max: number; otherwise?: number },
): number {
  const value = fields[name] ?? range.otherwise;
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= range.min && number <= range.max) {
    return number;
  }
  throw invalidInput(`"${name}" must be a whole number from ${range.min} to ${range.max}`);
}
