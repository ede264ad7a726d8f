import type { Field, Type } from 'protobufjs';
import { Enum as EnumType, Type as MessageType } from 'protobufjs';
import type { JsonObject, JsonValue } from './json';
import { camelCase, isJsonObject } from './json';
import { invalidArgument } from './status';
import { hasSpecialJson } from './strict-json';

/** Parameters that every Google API takes and that are no fields (cloud.google.com/apis/docs/system-parameters). */
const systemParameters: ReadonlySet<string> = new Set(
  [
    'alt',
    'prettyPrint',
    'fields',
    'key',
    'access_token',
    'oauth_token',
    'quotaUser',
    'callback',
    'uploadType',
  ]
    .concat(['upload_protocol', '.xgafv', 'userProject'])
    .flatMap((name) => [name, `$${name}`]),
);

/** Writes query parameters, `a.b=1` into nested messages and repeated names into arrays, to a request's JSON. */
export function applyQuery(type: Type, request: JsonObject, query: URLSearchParams): void {
  for (const name of new Set(query.keys())) {
    if (systemParameters.has(name)) continue;
    setParameter(type, request, name, query.getAll(name));
  }
}

function setParameter(type: Type, request: JsonObject, name: string, values: readonly string[]): void {
  const path = camelCase(name).split('.');
  const field = fieldAt(type, path, name);
  setAt(
    request,
    path,
    field.repeated ? values.map((value) => scalar(field, value)) : scalar(field, values[0] ?? ''),
  );
}

function fieldAt(type: Type, path: readonly string[], name: string): Field {
  const [first = '', ...rest] = path;
  const field = type.fields[first]?.resolve();
  if (!field) throw unbound(name);
  if (rest.length === 0) return bindable(field, name);
  if (field.resolvedType instanceof MessageType && !field.repeated)
    return fieldAt(field.resolvedType, rest, name);
  throw unbound(name);
}

function bindable(field: Field, name: string): Field {
  if (field.resolvedType instanceof MessageType && !hasSpecialJson(field.resolvedType)) throw unbound(name);
  return field;
}

function unbound(name: string): Error {
  const why = `Cannot bind query parameter. Field '${name}' could not be found in request message.`;
  return invalidArgument('', `Invalid JSON payload received. Unknown name "${name}": ${why}`);
}

function scalar(field: Field, value: string): JsonValue {
  if (field.type === 'bool') return boolean(field, value);
  if (field.resolvedType instanceof EnumType && /^-?\d+$/.test(value)) return Number(value);
  return value;
}

function boolean(field: Field, value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw invalidArgument(field.name, `Invalid value at '${field.name}' (TYPE_BOOL), "${value}"`);
}

/** Sets a value at a path of field names, making the messages on the way. */
export function setAt(target: JsonObject, path: readonly string[], value: JsonValue): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const existing = target[first];
  const next = isJsonObject(existing) ? existing : {};
  target[first] = next;
  setAt(next, rest, value);
}
