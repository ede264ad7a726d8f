import type { Message, Type } from 'protobufjs';
import { fromProto3JSON, toProto3JSON } from 'proto3-json-serializer';
import type { JsonObject } from './json';
import { isJsonObject } from './json';
import { invalidArgument } from './status';
import { strictly } from './strict-json';
import { withoutDefaults } from './defaults';

/** Reads a message from proto3 JSON. A name or value that the proto does not know is INVALID_ARGUMENT. */
export function messageFromJson(type: Type, json: JsonObject): Message {
  const checked = strictly(type, json);
  const message = converted(type, checked);
  if (message === null)
    throw invalidArgument('', 'Invalid JSON payload received. Root element must be a message.');
  return message;
}

function converted(type: Type, json: JsonObject): Message | null {
  try {
    return fromProto3JSON(type, json as Parameters<typeof fromProto3JSON>[1]);
  } catch (error) {
    throw invalidArgument('', `Invalid JSON payload received. ${String(error)}`);
  }
}

/** A message in proto3 JSON as Google's servers write it: a field that has its default value is left out. */
export function jsonFromMessage(type: Type, message: Message, numericEnums = false): JsonObject {
  const json: unknown = toProto3JSON(message, { numericEnums });
  if (!isJsonObject(json)) throw new TypeError(`${type.fullName} has no JSON object form.`);
  return withoutDefaults(type, json);
}

/** Bytes of the wire to canonical JSON. */
export function jsonFromWire(type: Type, bytes: Uint8Array): JsonObject {
  return jsonFromMessage(type, type.decode(bytes));
}

/** JSON to the bytes of the wire. */
export function wireFromJson(type: Type, json: JsonObject): Buffer {
  return Buffer.from(type.encode(messageFromJson(type, json)).finish());
}
