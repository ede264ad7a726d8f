import type { Field, Type } from 'protobufjs';
import { Enum as EnumType, Type as MessageType } from 'protobufjs';
import type { JsonObject, JsonValue } from './json';
import { isJsonObject } from './json';
import { hasSpecialJson, typeOfAny } from './strict-json';

/**
 * The JSON without fields that hold their proto3 default, as Google's servers leave them out: a client finds no
 * `percent` in an entry at 0 %, and no `reconciling` on a service at rest. Fields with presence keep their value.
 */
export function withoutDefaults(type: Type, json: JsonObject): JsonObject {
  if (hasSpecialJson(type)) return json;
  const carried = typeOfAny(type, json);
  if (carried) {
    const { '@type': url, ...rest } = json;
    return { '@type': url, ...withoutDefaults(carried, rest) };
  }
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(json)) {
    const field = type.fields[name];
    if (!field || value === undefined || isDefault(field.resolve(), value)) continue;
    result[name] = prunedField(field, value);
  }
  return result;
}

function prunedField(field: Field, value: JsonValue): JsonValue {
  const { resolvedType } = field;
  if (!(resolvedType instanceof MessageType)) return value;
  if (Array.isArray(value)) return value.map((item) => pruned(resolvedType, item));
  if (field.map && isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, pruned(resolvedType, item ?? null)]);
    return Object.fromEntries(entries) as JsonObject;
  }
  return pruned(resolvedType, value);
}

function pruned(type: Type, value: JsonValue): JsonValue {
  return isJsonObject(value) ? withoutDefaults(type, value) : value;
}

function isDefault(field: Field, value: JsonValue): boolean {
  if (field.repeated) return Array.isArray(value) && value.length === 0;
  if (field.map) return isJsonObject(value) && Object.keys(value).length === 0;
  // A member of a oneof is set even when it is empty; proto3's `optional` is a oneof of one.
  if (field.partOf || field.options?.['proto3_optional'] === true) return false;
  const { resolvedType } = field;
  if (resolvedType instanceof MessageType) return false;
  if (resolvedType instanceof EnumType) return value === resolvedType.valuesById[0] || value === 0;
  return value === '' || value === 0 || value === '0' || value === false;
}
