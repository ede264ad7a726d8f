import type { Enum, Field, Type } from 'protobufjs';
import { Enum as EnumType, Type as MessageType } from 'protobufjs';
import type { JsonObject, JsonValue } from './json';
import { camelCase, isJsonObject } from './json';
import { invalidArgument } from './status';

/** Types whose JSON is not an object with the type's own fields; the serializer checks those. */
const specialTypes: ReadonlySet<string> = new Set(
  ['Timestamp', 'Duration', 'FieldMask', 'Struct', 'Value', 'ListValue']
    .concat(['DoubleValue', 'FloatValue', 'Int64Value', 'UInt64Value', 'Int32Value', 'UInt32Value'])
    .concat(['BoolValue', 'StringValue', 'BytesValue'])
    .map((name) => `.google.protobuf.${name}`),
);

export function hasSpecialJson(type: Type): boolean {
  return specialTypes.has(type.fullName);
}

/** The type that a JSON `Any` carries by its `@type`. */
export function typeOfAny(type: Type, json: JsonObject): Type | undefined {
  const url = json['@type'];
  if (type.fullName !== '.google.protobuf.Any' || typeof url !== 'string') return undefined;
  return type.root.lookupType(url.slice(url.lastIndexOf('/') + 1));
}

/**
 * The same JSON with every field by its JSON name; refuses, as Google's servers do, what the proto does not know.
 * Nulls are dropped: in proto3 JSON they mean that the field is not set.
 * @throws ApiError INVALID_ARGUMENT that names the field and where it stands.
 */
export function strictly(type: Type, json: JsonObject, path = ''): JsonObject {
  if (hasSpecialJson(type)) return json;
  const carried = typeOfAny(type, json);
  if (carried) {
    const { '@type': url, ...rest } = json;
    return { '@type': url, ...(hasSpecialJson(carried) ? rest : strictly(carried, rest, path)) };
  }
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(json)) {
    if (value === undefined || value === null) continue;
    const field = fieldNamed(type, name, path);
    result[field.name] = strictField(field, value, joined(path, field.name));
  }
  return result;
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function fieldNamed(type: Type, name: string, path: string): Field {
  const field = type.fields[name] ?? type.fields[camelCase(name)];
  if (field) return field.resolve();
  const at = path === '' ? '' : ` at '${path}'`;
  throw invalidArgument(
    path,
    `Invalid JSON payload received. Unknown name "${name}"${at}: Cannot find field.`,
  );
}

function strictField(field: Field, value: JsonValue, path: string): JsonValue {
  if (field.map) {
    if (!isJsonObject(value)) throw wrongValue(field, value, path);
    const entries = Object.entries(value).map(([key, item]) => [key, strictValue(field, item ?? null, path)]);
    return Object.fromEntries(entries) as JsonObject;
  }
  if (!field.repeated) return strictValue(field, value, path);
  if (!Array.isArray(value)) throw wrongValue(field, value, path);
  return value.map((item, index) => strictValue(field, item, `${path}[${index}]`));
}

function strictValue(field: Field, value: JsonValue, path: string): JsonValue {
  const { resolvedType } = field;
  if (resolvedType instanceof MessageType) return strictMessage(resolvedType, field, value, path);
  if (resolvedType instanceof EnumType) return strictEnum(resolvedType, field, value, path);
  if (!fits(field.type, value)) throw wrongValue(field, value, path);
  return value;
}

function strictMessage(type: Type, field: Field, value: JsonValue, path: string): JsonValue {
  if (hasSpecialJson(type)) return value;
  if (!isJsonObject(value)) throw wrongValue(field, value, path);
  return strictly(type, value, path);
}

function strictEnum(type: Enum, field: Field, value: JsonValue, path: string): JsonValue {
  if (typeof value === 'number') return type.valuesById[value] ?? value;
  if (typeof value === 'string' && value in type.values) return value;
  throw wrongValue(field, value, path);
}

function fits(scalar: string, value: JsonValue): boolean {
  if (scalar === 'string' || scalar === 'bytes') return typeof value === 'string';
  if (scalar === 'bool') return typeof value === 'boolean';
  if (typeof value !== 'number' && typeof value !== 'string') return false;
  if (value === '') return false;
  if (scalar === 'float' || scalar === 'double') return true;
  return scalar.endsWith('64') ? /^-?\d+$/.test(String(value)) : Number.isInteger(Number(value));
}

function wrongValue(field: Field, value: JsonValue, path: string): Error {
  const type = field.resolvedType ? field.resolvedType.fullName.slice(1) : field.type.toUpperCase();
  return invalidArgument(path, `Invalid value at '${path}' (${type}), ${JSON.stringify(value)}`);
}
