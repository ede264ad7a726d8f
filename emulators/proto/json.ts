/** A value as JSON knows it. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** A message in the proto3 JSON mapping: enums by name, int64 and timestamps as strings, defaults left out. */
export interface JsonObject {
  [field: string]: JsonValue | undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `update_mask` and `service.update_mask` as JSON names them: `updateMask`, `service.updateMask`. */
export function camelCase(path: string): string {
  return path.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A string field's value; empty when it is not set. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Whether two values are the same JSON; a field that is undefined counts as absent, and order does not matter. */
export function sameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index]));
  }
  if (isJsonObject(one) && isJsonObject(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
      sameJson(one[key], other[key]),
    );
  }
  return one === other;
}
